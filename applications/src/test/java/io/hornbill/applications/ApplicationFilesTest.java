package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.base.Config;
import io.hornbill.files.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks of Keras with random weights: Hornbill's own have the same configuration, load the
 * weights by place and by name, and predict the same. Runs where {@code HORNBILL_PYTHON} is a
 * Python that has Keras 3.15.1; {@code -Dhornbill.applications=VGG16-top,…} chooses some of the
 * cases that {@code application_files.py list} prints. All of them take hours and 2 GB of disk.
 */
@Tag("applications-live")
class ApplicationFilesTest {
  private static final double TOLERANCE = 1e-5;

  /** So many networks are on disk at the same time. */
  private static final int AT_ONCE = 4;

  private static final List<String> CHOSEN =
      List.of(System.getProperty("hornbill.applications", "MobileNetV2-narrow").split(","));

  @TempDir Path folder;

  @Test
  void givesWhatKerasGives() throws Exception {
    String python = System.getenv("HORNBILL_PYTHON");
    assumeTrue(python != null, "HORNBILL_PYTHON is not set");
    Config cases = Json.read(run(python, Stream.of("list")), "cases");
    Map<String, String> failures = new TreeMap<>();
    List<String> names =
        CHOSEN.equals(List.of("all")) ? List.copyOf(cases.asMap().keySet()) : CHOSEN;
    for (int i = 0; i < names.size(); i += AT_ONCE) {
      List<String> some = names.subList(i, Math.min(i + AT_ONCE, names.size()));
      run(python, Stream.concat(Stream.of("write", folder.toString()), some.stream()));
      some.forEach(name -> compare(name, cases.list(name), failures));
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(file -> assertThat(file.toFile().delete()).isTrue());
      }
    }
    assertThat(failures).isEmpty();
  }

  private void compare(String name, List<?> one, Map<String, String> failures) {
    Config settings = Config.config(name, one.get(1));
    new ApplicationCase(folder, name, (String) one.get(0), settings, String.valueOf(one.get(3)))
        .compare()
        .forEach(
            (what, value) -> {
              System.out.println(name + ": " + what + " " + value);
              boolean error = what.endsWith("error") && !(Double.parseDouble(value) < TOLERANCE);
              if (error || (what.equals("config") && !value.isEmpty())) {
                failures.put(name + ", " + what, value);
              }
            });
  }

  private static String run(String python, Stream<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("applications", ".json");
    List<String> command =
        Stream.concat(Stream.of(python, "src/test/python/application_files.py"), arguments)
            .toList();
    ProcessBuilder process = new ProcessBuilder(command).redirectOutput(output.toFile());
    process.environment().putIfAbsent("KERAS_BACKEND", "jax");
    process.redirectError(ProcessBuilder.Redirect.DISCARD);
    assertThat(process.start().waitFor()).as(String.join(" ", command)).isZero();
    String text = Files.readString(output);
    Files.delete(output);
    return text;
  }
}
