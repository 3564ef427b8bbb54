package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Libraries;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The messages that the page explains are those of the library. */
class ErrorsPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @Test
  void everyMessageIsOneOfTheLibrary() {
    String sources =
        String.join("\n", Libraries.texts().values()).replaceAll("\"\\s*\\+\\s*\"", "");
    List<String> messages =
        ROW.matcher(Page.read(Page.FOLDER.resolve("errors.md")).text())
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(messages).hasSizeGreaterThan(25);
    assertThat(messages)
        .allSatisfy(message -> assertThat(sources.contains(message)).as(message).isTrue());
  }
}
