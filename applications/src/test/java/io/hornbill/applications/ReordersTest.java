package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.base.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How often a prediction brings numbers into another layout, which costs as much as a small
 * convolution. oneDNN itself says so of all that it runs, in processes of their own, as its list is
 * asked for by the environment.
 */
@Tag("processes")
class ReordersTest {
  private static final int MOST = 2;
  private static final int FEW = 2;
  private static final int MORE = 5;

  /** What oneDNN ran, of which so many were reorders. */
  private record Ran(long primitives, long reorders) {}

  @ParameterizedTest
  @ValueSource(strings = {"ResNet50", "MobileNetV2"})
  void areAtMostTwoInACall(String network) throws Exception {
    Ran first = run(network, FEW); // weights are brought into their layouts once
    Ran all = run(network, MORE);
    int calls = 2 * (MORE - FEW); // of one image and of eight
    assertThat(all.primitives - first.primitives).isGreaterThan(calls * 50L);
    assertThat(all.reorders - first.reorders).isBetween(0L, (long) MOST * calls);
  }

  private static Ran run(String network, int times) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Dhornbill.engine=onednn",
            "-cp",
            System.getProperty("java.class.path"),
            ReordersTest.class.getName(),
            network,
            Integer.toString(times));
    builder.environment().put("ONEDNN_VERBOSE", "1");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return new Ran(
        said.lines().filter(line -> line.contains(",exec,cpu,")).count(),
        said.lines().filter(line -> line.contains(",exec,cpu,reorder,")).count());
  }

  /** Predicts one image and eight, some times. */
  public static void main(String... args) {
    try (Model model = ApplicationCase.create(args[0], new Config())) {
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        for (int images : new int[] {1, 8}) {
          model.predict(Nd4j.ones(DataType.FLOAT, images, 224, 224, 3)).close();
        }
      }
    }
  }
}
