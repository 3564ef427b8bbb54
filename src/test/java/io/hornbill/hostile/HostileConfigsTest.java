package io.hornbill.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.layers.Layers;
import io.hornbill.operations.Operations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models whose settings were replaced by absurd ones answer or are refused, in a process of their
 * own, on either engine. {@code -Dhornbill.hostile=10000} makes so many.
 */
@Tag("processes")
class HostileConfigsTest {
  /** Other names of layers that are among the seeds, and parts that stand in others only. */
  private static final String OTHER_NAMES =
      "(Global)?(Avg|Max)Pool[123]D|(Separable)?Convolution[123]D(Transpose)?|Deconvolution[23]D"
          + "|ConvLSTMCell|GroupedQueryAttention|Model|TFDConcat|TFDIdentity|TimeDistributedDense";

  /** Operations that Keras' fixtures have no model of. */
  private static final int OPERATIONS_WITHOUT_SEED = 17;

  @Test
  void everyLayerAndOperationIsDamaged() {
    String seeds = String.join("\n", HostileSeeds.all());
    Set<String> layers = new TreeSet<>(Layers.names());
    layers.removeIf(name -> seeds.contains("\"class_name\":\"" + name + "\""));
    layers.removeIf(name -> name.matches(OTHER_NAMES));
    Set<String> operations = new TreeSet<>(Operations.names());
    operations.removeIf(name -> seeds.contains("\"class_name\":\"" + name + "\""));

    assertThat(layers).as("put these layers into a model of HostileSeeds").isEmpty();
    assertThat(operations).hasSizeLessThanOrEqualTo(OPERATIONS_WITHOUT_SEED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onednn", "nd4j"})
  void absurdSettingsAreRefusedOrComputed(String engine) throws Exception {
    int count = Integer.getInteger("hornbill.hostile", 500);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dhornbill.engine=" + engine,
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            HostileRun.class.getName(),
            "0",
            Integer.toString(count));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said)
        .contains("HOSTILE " + count + " configurations, 0 findings")
        .contains("predicted=")
        .contains("ModelFormatException=");
  }
}
