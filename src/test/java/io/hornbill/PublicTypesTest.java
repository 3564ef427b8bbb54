package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What is public is for users; what modules share among themselves lives in {@code internal}
 * packages. Each public type is a line of {@code public-types.txt}, so that a new one is a
 * decision.
 */
class PublicTypesTest {
  /** How many of the types that were public when machinery was told apart may still be. */
  private static final int MOST_OF_BEFORE = 370;

  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?m)^public\\s+(?:(?:abstract|final|sealed|non-sealed|strictfp)\\s+)*"
              + "(?:class|interface|enum|record|@interface)\\s+(\\w+)");

  private static Set<String> published() {
    return Sources.ofTheLibrary().stream()
        .filter(source -> !source.path().contains("/internal/"))
        .filter(source -> PUBLIC.matcher(source.code()).find())
        .map(PublicTypesTest::nameOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String nameOf(Sources source) {
    String path = source.path();
    int from = path.indexOf("java/io/") + "java/".length();
    return path.substring(from, path.length() - ".java".length()).replace('/', '.');
  }

  private static List<String> listed(String resource) throws IOException {
    try (InputStream in = PublicTypesTest.class.getResourceAsStream("/" + resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  @Test
  void eachPublicTypeIsListedAsOneThatUsersNeed() throws IOException {
    assertThat(published())
        .as("public types; add a line to public-types.txt if users need a new one")
        .containsExactlyElementsOf(new TreeSet<>(listed("public-types.txt")));
  }

  /**
   * {@code List.of(new SGD(), new Adam())} is a list of what both extend, which javac must see, as
   * must the values of {@code Map.of("a", new Huber(), "b", new LogCosh())}.
   */
  @Test
  void whatPublicClassesExtendIsPublic() {
    Set<String> published = published();
    assertThat(published)
        .filteredOn(
            name -> !name.matches("io\\.hornbill\\.(applications|datasets|layers|spark)\\..*"))
        .allSatisfy(
            name -> {
              Class<?> type = Class.forName(name);
              Class<?> base = type.getSuperclass();
              boolean made = type.getConstructors().length > 0;
              if (made && base != null && base.getName().startsWith("io.hornbill.")) {
                assertThat(Modifier.isPublic(base.getModifiers())).as(base.getName()).isTrue();
              }
            });
  }

  /** By simple name, so that a type that moved to another package counts as the same. */
  @Test
  void machineryThatWasPublicStaysInternal() throws IOException {
    List<String> before = listed("public-types-before.txt");
    List<String> still =
        published().stream()
            .filter(name -> before.contains(name.substring(name.lastIndexOf('.') + 1)))
            .toList();

    assertThat(before).as("names of the 611 types, and of examples").hasSize(577);
    assertThat(still).hasSizeLessThanOrEqualTo(MOST_OF_BEFORE);
  }
}
