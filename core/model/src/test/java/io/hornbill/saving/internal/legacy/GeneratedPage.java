package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a test writes. */
final class GeneratedPage {
  /** What another test writes at the end of the page. */
  private static final String OPERATIONS = "\n## Operations of Keras 3\n";

  private GeneratedPage() {}

  /** Compares the page with what it should say, or writes it with {@code -Dhornbill.writeDocs}. */
  static void check(String page, String text) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.isDirectory(root.resolve("docs"))) {
      root = root.getParent();
    }
    Path file = root.resolve(page);
    String before = Files.exists(file) ? Files.readString(file) : "";
    int others = before.indexOf(OPERATIONS);
    if (Boolean.getBoolean("hornbill.writeDocs")) {
      Files.writeString(file, text + (others < 0 ? "" : before.substring(others)));
    }
    String written = Files.readString(file);
    assertThat(others < 0 ? written : written.substring(0, written.indexOf(OPERATIONS)))
        .as("run with -Dhornbill.writeDocs=true to renew the page")
        .isEqualToNormalizingNewlines(text);
  }
}
