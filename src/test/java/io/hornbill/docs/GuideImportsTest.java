package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guides whose code takes types of several packages say which. */
class GuideImportsTest {
  private static final Pattern IMPORTS = Pattern.compile("(?s)\nImports: (.*?)\\.\n\n");
  private static final Pattern PACKAGE = Pattern.compile("`([a-z0-9.]+)\\.(\\w+|\\{[\\w, ]+})`");
  private static final Pattern CODE = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern TYPE = Pattern.compile("(?<![\\w.\"])[A-Z]\\w+");

  private static final Pattern DECLARED = Pattern.compile("(?:class|record|interface) (\\w+)");

  private static List<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "files",
        "large-data",
        "looking",
        "memory-and-threads",
        "own-parts",
        "service",
        "training-steps",
        "transfer-learning"
      })
  void areThoseOfTheCode(String guide) throws IOException, ClassNotFoundException {
    String page = Files.readString(Page.FOLDER.resolve("guides").resolve(guide + ".md"));
    Set<String> known = new TreeSet<>();
    for (String type : Files.readAllLines(Path.of("src/test/resources/public-types.txt"))) {
      known.add(type.substring(type.lastIndexOf('.') + 1));
    }
    Set<String> said = new TreeSet<>();
    for (MatchResult one : matches(PACKAGE, matches(IMPORTS, page).get(0).group(1))) {
      for (String name : one.group(2).replaceAll("[{} ]", "").split(",", -1)) {
        said.add(Class.forName(one.group(1) + "." + name).getSimpleName());
      }
    }
    Set<String> used = new TreeSet<>();
    for (MatchResult block : matches(CODE, page)) {
      String code = block.group(1).replaceAll("//.*|\"[^\"\n]*\"|(?s:/\\*.*?\\*/)", "");
      matches(TYPE, code).forEach(type -> used.add(type.group()));
      matches(DECLARED, code).forEach(type -> known.remove(type.group(1)));
    }
    assertThat(used).containsAll(said);
    used.retainAll(known);
    assertThat(said).containsAll(used);
  }
}
