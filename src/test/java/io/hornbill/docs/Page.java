package io.hornbill.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation. A block after {@code <!-- java Source#region -->} is cut from that
 * region of a compiled and executed source: one of this package by its name, or any by its path
 * from the root. One after {@code <!-- output name -->} was printed.
 *
 * <p>{@code -Dhornbill.docs=write} writes blocks anew; otherwise a stale one is a failure.
 */
record Page(Path path, String text) {
  static final Path FOLDER = Path.of("docs");
  static final boolean WRITING = "write".equals(System.getProperty("hornbill.docs"));
  private static final Path SOURCES = Path.of("src/test/java/io/hornbill/docs");
  private static final Pattern CUT =
      Pattern.compile("<!-- java ([\\w./-]+)#(\\w+) -->\n```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern BLOCK = Pattern.compile("\n```java\n(.*?)```", Pattern.DOTALL);
  private static final List<String> OUTSIDE =
      List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "benchmarks/README.md");

  static List<Page> all() {
    try (var files = Files.walk(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages of the documentation, and those beside it. */
  static List<Page> everywhere() {
    List<Page> pages = new ArrayList<>(all());
    OUTSIDE.forEach(page -> pages.add(read(Path.of(page))));
    return pages;
  }

  static Page read(Path path) {
    try {
      return new Page(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page as its sources have it. */
  String refreshed() {
    return CUT.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "<!-- java %s#%s -->\n```java\n%s```"
                        .formatted(
                            found.group(1),
                            found.group(2),
                            region(found.group(1), found.group(2)))));
  }

  /** Blocks of Java that are cut from no source. */
  List<String> loose() {
    List<String> loose = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (!text.substring(0, block.start()).endsWith(" -->")) {
        loose.add(block.group(1));
      }
    }
    return loose;
  }

  /** The lines between {@code // region name} and {@code // endregion}, moved to the left. */
  static String region(String source, String name) {
    Path file = source.endsWith(".java") ? Path.of(source) : SOURCES.resolve(source + ".java");
    List<String> lines = read(file).text().lines().toList();
    int from = -1;
    int to = -1;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      from = line.equals("// region " + name) ? i + 1 : from;
      to = from >= 0 && to < 0 && line.equals("// endregion") ? i : to;
    }
    if (from < 0 || to < 0) {
      throw new IllegalStateException(source + " has no region " + name);
    }
    List<String> cut = lines.subList(from, to);
    int margin =
        cut.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    StringBuilder result = new StringBuilder();
    cut.forEach(line -> result.append(line.isBlank() ? "" : line.substring(margin)).append('\n'));
    return result.toString();
  }

  void write(String content) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails, or writes, where a file is not as it is to be. */
  static void same(Path path, String expected) {
    String actual = Files.exists(path) ? read(path).text() : "";
    if (WRITING && !actual.equals(expected)) {
      new Page(path, expected).write(expected);
      return;
    }
    org.assertj.core.api.Assertions.assertThat(actual)
        .as("%s is stale: run the tests of io.hornbill.docs with -Dhornbill.docs=write", path)
        .isEqualTo(expected);
  }

  /** Compares what was printed with the block of that name, in whichever page has it. */
  static void printed(String name, String output) {
    Pattern place =
        Pattern.compile(
            "(<!-- output " + Pattern.quote(name) + " -->\n```(?:text)?\n).*?```", Pattern.DOTALL);
    boolean found = false;
    for (Page page : everywhere()) {
      Matcher block = place.matcher(page.text());
      if (block.find()) {
        found = true;
        same(
            page.path(),
            block.replaceAll(
                one -> Matcher.quoteReplacement(one.group(1) + output.stripTrailing() + "\n```")));
      }
    }
    org.assertj.core.api.Assertions.assertThat(found).as("a page shows %s", name).isTrue();
  }
}
