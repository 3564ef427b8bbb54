package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.base.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks of Keras with random weights and moving statistics: Hornbill's own have the same
 * configuration, load the weights of all kinds of files by place and by name, and predict the same;
 * so do the whole models that Keras saved. Runs where {@code HORNBILL_PYTHON} is a Python that has
 * Keras 3.15.1; {@code -Dhornbill.applications=VGG16-top,…} chooses some of the cases that {@code
 * application_files.py list} prints. All of them take hours, and up to 6 GB of disk.
 */
@Tag("applications-live")
class ApplicationFilesTest {
  private static final double TOLERANCE = 1e-5;

  private static final List<String> CHOSEN =
      List.of(System.getProperty("hornbill.applications", "MobileNetV2-narrow").split(","));

  @TempDir Path folder;

  @Test
  void givesWhatKerasGives() throws Exception {
    String python = System.getenv("HORNBILL_PYTHON");
    assumeTrue(python != null, "HORNBILL_PYTHON is not set");
    Config cases = KerasWriter.cases(python);
    List<String> names =
        CHOSEN.equals(List.of("all")) ? List.copyOf(cases.asMap().keySet()) : CHOSEN;
    Map<String, String> failures = new TreeMap<>();
    try (KerasWriter keras = new KerasWriter(python, folder)) {
      keras.ask(names.get(0));
      for (int i = 0; i < names.size(); i++) {
        String answer = keras.answer();
        if (i + 1 < names.size()) {
          keras.ask(names.get(i + 1)); // written while this one is compared
        }
        if (answer.equals("done " + names.get(i))) {
          compare(names.get(i), cases.list(names.get(i)), failures);
        } else {
          failures.put(names.get(i), answer);
        }
        delete(names.get(i));
      }
    }
    assertThat(failures).isEmpty();
  }

  private void compare(String name, List<?> one, Map<String, String> failures) {
    Config settings = Config.config(name, one.get(1));
    Map<String, String> found =
        new ApplicationCase(folder, name, (String) one.get(0), settings, String.valueOf(one.get(3)))
            .compare();
    double worst = 0;
    for (Map.Entry<String, String> entry : found.entrySet()) {
      String what = entry.getKey();
      String value = entry.getValue();
      boolean error = what.endsWith("error");
      worst = error ? Math.max(worst, Double.parseDouble(value)) : worst;
      if (error && !(Double.parseDouble(value) < TOLERANCE)
          || what.equals("config") && !value.isEmpty()) {
        failures.put(name + ", " + what, value);
      }
    }
    System.out.println(name + " " + found);
    System.out.printf(Locale.ROOT, "| `%s` | %.1e |%n", name, worst);
  }

  private void delete(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> file.getFileName().toString().startsWith(name + "."))
          .forEach(file -> assertThat(file.toFile().delete()).isTrue());
    }
  }
}
