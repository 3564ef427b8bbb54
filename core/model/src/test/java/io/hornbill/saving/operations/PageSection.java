package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A section of the page of files that a test writes. */
final class PageSection {
  private static final String PAGE = "docs/keras-files.md";

  private PageSection() {}

  /**
   * Compares a section with what it should say, or writes it with {@code -Dhornbill.writeDocs}.
   *
   * @param text the section, which begins with its heading
   * @param next the heading of the section behind it
   */
  static void check(String text, String next) throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (root.getParent() != null && !Files.isDirectory(root.resolve("docs"))) {
      root = root.getParent();
    }
    Path page = root.resolve(PAGE);
    String heading = text.substring(0, text.indexOf('\n') + 1);
    String before = Files.readString(page);
    if (Boolean.getBoolean("hornbill.writeDocs")) {
      int start = before.indexOf("\n" + heading) + 1;
      int end = before.indexOf("\n" + next + "\n") + 1;
      Files.writeString(page, before.substring(0, start) + text + "\n" + before.substring(end));
    }
    assertThat(Files.readString(page))
        .as("run with -Dhornbill.writeDocs=true to renew the page")
        .contains("\n" + text + "\n" + next + "\n");
  }
}
