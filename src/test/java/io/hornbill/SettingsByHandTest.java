package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is not derived from declarations of settings is listed, with the reason. */
class SettingsByHandTest {
  /** What the page says before its two lists, and what is in them. */
  private static final Map<String, Pattern> LISTS =
      Map.of(
          "`Config config\\(\\)` stands in ", Pattern.compile("\\bConfig config\\(\\)"),
          "A configuration is read by hand in ",
              Pattern.compile("\\bstatic \\w+ (?:of|from)\\(Config \\w+\\)"));

  @Test
  void thePageListsAllOfThemAndNoOthers() throws IOException {
    String page = Files.readString(Path.of("docs/architecture.md"));

    LISTS.forEach(
        (before, code) -> {
          Set<String> byHand =
              Sources.ofTheLibrary().stream()
                  .filter(source -> code.matcher(source.code()).find())
                  .map(source -> source.fileName().replace(".java", ""))
                  .collect(Collectors.toCollection(TreeSet::new));

          assertThat(listed(page, before)).as(before).isEqualTo(byHand);
        });
  }

  /** The names in the first column of the table after some words, as many as those words say. */
  private static Set<String> listed(String page, String before) {
    var table =
        Pattern.compile(before + "(\\d+) places:\n\n\\|.*\n\\|-.*\n((?:\\|.*\n)+)").matcher(page);
    assertThat(table.find()).as(before).isTrue();
    Set<String> names = new TreeSet<>();
    for (String row : table.group(2).lines().toList()) {
      var name = Pattern.compile("`(\\w+)`").matcher(row.split("\\|")[1]);
      while (name.find()) {
        names.add(name.group(1));
      }
    }
    assertThat(names).hasSize(Integer.parseInt(table.group(1)));
    return names;
  }
}
