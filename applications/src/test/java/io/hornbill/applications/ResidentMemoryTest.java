package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a process grows by when it makes a network from a file, next to the size of the file. Runs
 * on Linux where {@code -Dhornbill.applications.memory=VGG16} names a network.
 */
@Tag("applications-live")
class ResidentMemoryTest {
  private static final String NETWORK = System.getProperty("hornbill.applications.memory", "");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"w.h5", "w.weights.h5", "w.keras"})
  void growsByLittleMoreThanTheFile(String name) throws Exception {
    assumeTrue(!NETWORK.isEmpty(), "hornbill.applications.memory is not set");
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "this is not Linux");
    Path file = folder.resolve(name);
    try (Model model = ApplicationCase.create(NETWORK, new Config())) {
      if (name.endsWith(".keras")) {
        model.save(file);
      } else {
        model.saveWeights(file);
      }
    }
    double times = run(file);
    System.out.printf(
        Locale.ROOT, "%s %s: %.1f MB, %.3f x%n", NETWORK, name, Files.size(file) / 1e6, times);
    assertThat(times).isBetween(0.9, 1.3);
  }

  private double run(Path file) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path output = folder.resolve("output.txt");
    int end =
        new ProcessBuilder(
                java,
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                ResidentMemoryTest.class.getName(),
                NETWORK,
                file.toString())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    assertThat(end).isZero();
    return Double.parseDouble(Files.readString(output).strip());
  }

  /** Makes a network from a file in a process of its own; prints by how much it grew. */
  public static void main(String[] args) throws IOException {
    try (Sequential small = new Sequential(new Input(2), new Dense(1))) {
      small.predict(Nd4j.ones(1, 2)); // so that libraries and threads are there
    }
    Path file = Path.of(args[1]);
    long before = resident();
    Config settings = new Config().with("weights", args[1]);
    Model model =
        args[1].endsWith(".keras") ? Model.load(file) : ApplicationCase.create(args[0], settings);
    long after = resident();
    System.out.println((after - before) / (double) Files.size(file));
    model.close();
  }

  private static long resident() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    throw new IllegalStateException("no VmRSS");
  }
}
