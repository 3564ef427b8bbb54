package io.hornbill.saving.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation that a test writes. */
final class GeneratedPage {
  private GeneratedPage() {}

  /** Compares the page with what it should say, or writes it with {@code -Dhornbill.writeDocs}. */
  static void check(String page, String text) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.isDirectory(root.resolve("docs"))) {
      root = root.getParent();
    }
    Path file = root.resolve(page);
    if (Boolean.getBoolean("hornbill.writeDocs")) {
      Files.writeString(file, text);
    }
    assertThat(file).as("run with -Dhornbill.writeDocs=true to renew the page").hasContent(text);
  }
}
