package io.hornbill.initializers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.base.RandomStream;
import io.hornbill.engine.testing.Golden;
import io.hornbill.engine.testing.Parity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Fans, the distribution that Keras draws from, and the arrays of what is not random. */
class InitializerParityTest {
  private static final Parity PARITY = new Parity("initializers");

  static Stream<Golden.Case> drawn() {
    return Golden.read("initializers").cases().filter(c -> c.has("drawn"));
  }

  /** Keras makes rectangular identities, Hornbill refuses them. */
  static Stream<Golden.Case> arrays() {
    return Golden.read("initializers")
        .cases()
        .filter(c -> c.has("value") && !c.label().contains("rectangular"));
  }

  @AfterAll
  static void agreesWithThePage() {
    PARITY.check();
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void drawsFromTheDistributionOfKeras(Golden.Case golden) {
    var initializer = (DrawnInitializer<?>) Initializers.get(golden.className(), golden.config());
    Distribution distribution = initializer.distribution(shape(golden));
    JsonNode expected = golden.node().get("drawn");
    boolean uniform = distribution.kind() == Distribution.Kind.UNIFORM;
    double error =
        Math.max(
            error(distribution.first(), expected.get(uniform ? "minval" : "mean")),
            error(distribution.second(), expected.get(uniform ? "maxval" : "stddev")));
    PARITY.record(golden.className(), DataType.DOUBLE, error);

    assertThat(distribution.kind().name().toLowerCase(Locale.ROOT))
        .isEqualTo(expected.get("distribution").asText());
    assertThat(error).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void computesTheFansOfKeras(Golden.Case golden) {
    Fans fans =
        Fans.of(
            shape(golden),
            axes(golden.config().integers("input_axes")),
            axes(golden.config().integers("output_axes")));

    assertThat(fans.in()).isEqualTo(golden.node().get("fan_in").asDouble());
    assertThat(fans.out()).isEqualTo(golden.node().get("fan_out").asDouble());
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void makesTheArraysOfKeras(Golden.Case golden) {
    for (DataType dataType : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      INDArray actual =
          Initializers.get(golden.className(), golden.config())
              .initialize(shape(golden), dataType, RandomStream.of(1));
      double error = Golden.error(actual, golden.array("value", DataType.DOUBLE));
      PARITY.record(golden.className(), dataType, error);

      assertThat(actual.dataType()).isEqualTo(dataType);
      assertThat(error).isLessThan(dataType == DataType.DOUBLE ? 1e-12 : 2e-5);
    }
  }

  @ParameterizedTest
  @MethodSource({"drawn", "arrays"})
  void keepsItsConfiguration(Golden.Case golden) {
    Initializer initializer = Initializers.get(golden.className(), golden.config());

    assertThat(initializer.name()).isEqualTo(golden.className());
    assertThat(initializer.config().asMap().keySet())
        .containsExactlyInAnyOrderElementsOf(golden.config().asMap().keySet());
    assertThat(Initializers.get(initializer.name(), initializer.config()).config())
        .isEqualTo(initializer.config());
  }

  private static double error(double actual, JsonNode expected) {
    return Math.abs(actual - expected.asDouble()) / Math.max(1e-9, Math.abs(expected.asDouble()));
  }

  private static List<Integer> axes(int[] axes) {
    return Arrays.stream(axes).boxed().toList();
  }

  private static long[] shape(Golden.Case golden) {
    return StreamSupport.stream(golden.node().get("shape").spliterator(), false)
        .mapToLong(JsonNode::asLong)
        .toArray();
  }
}
