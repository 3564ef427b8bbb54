package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The sizes and versions of what the dependency brings are those of this build's class path; every
 * page that names one names the same.
 */
class StatedSizesTest {
  private static final double MB = 1e6;

  /** What only tests have: the tools of {@code docs/dependencies.md}, with what they bring. */
  private static final Pattern OF_TESTS =
      Pattern.compile(
          "(junit|opentest4j|apiguardian|open-test-reporting|assertj|byte-buddy|archunit|commonmark|"
              + "pdfbox|fontbox|commons-logging|h2|jhdf|lz[4f]|slf4j-(nop|simple)|jacoco|surefire|"
              + "org\\.jacoco|hornbill|autolink).*");

  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| (?!\\*\\*)(.+?) \\| .*? \\| .*? \\| ([\\d.]+)( \\+ ([\\d.]+) native)? \\|$");
  private static final Pattern NAMED =
      Pattern.compile("`(?:[\\w.]+:)?([\\w.-]+)`(?:, `([\\w.-]+)`)? (\\d[\\w.-]*\\d)");
  private static final String DEPENDENCIES =
      Page.read(Page.FOLDER.resolve("dependencies.md")).text();

  @Test
  void theSumOfTheTableIsThatOfTheClassPath() {
    onLinuxWithItsOwnNativesAlone();
    double sum = jars().stream().mapToLong(jar -> size(jar)).sum() / MB;
    double rows =
        ROW.matcher(DEPENDENCIES)
            .results()
            .mapToDouble(
                row -> number(row.group(2)) + (row.group(4) == null ? 0 : number(row.group(4))))
            .sum();

    assertThat(
            stated(
                DEPENDENCIES,
                "\\*\\*all\\*\\*, with `-Djavacpp.platform.host` \\| \\| \\| \\*\\*(\\d+)\\*\\*"))
        .as("megabytes of " + jars())
        .isEqualTo(Math.round(sum));
    assertThat(rows).as("the rows of the table").isCloseTo(sum, within(1.0));
  }

  @Test
  void everyPageNamesTheSameSizes() {
    double host = stated(DEPENDENCIES, "platform\\.host` \\| \\| \\| \\*\\*(\\d+)\\*\\*");
    double all = stated(DEPENDENCIES, "every platform \\| \\| \\| \\*\\*(\\d+)\\*\\*");
    String readme = Page.read(Path.of("README.md")).text();

    assertThat(stated(readme, "(\\d+) MB on Linux x86-64, put this line")).isEqualTo(host);
    assertThat(stated(readme, "native code of all platforms, which weighs (\\d+) MB"))
        .isEqualTo(all);
    assertThat(stated(DEPENDENCIES, "Of the (\\d+) MB, ND4J")).isEqualTo(all);
  }

  @Test
  void everyVersionIsThatOfTheClassPath() {
    List<String> names = jars().stream().map(jar -> jar.getFileName().toString()).toList();
    String table = DEPENDENCIES.substring(0, DEPENDENCIES.indexOf("## What is kept out"));
    List<MatchResult> named =
        NAMED.matcher(table.substring(0, table.indexOf("**all**"))).results().toList();

    assertThat(named).hasSizeGreaterThan(12);
    for (MatchResult part : named) {
      String version = part.group(3);
      for (String artifact :
          Stream.of(part.group(1), part.group(2)).filter(a -> a != null).toList()) {
        assertThat(names)
            .as("%s %s", artifact, version)
            .anyMatch(name -> ("." + name).contains("." + artifact + "-" + version));
      }
    }
  }

  @Test
  void whatTheFirstStartUnpacksIsAsLargeAsThePagesSay() throws IOException {
    onLinuxWithItsOwnNativesAlone();
    Nd4j.scalar(1f).close();
    String page = Page.read(Page.FOLDER.resolve("first-hour.md")).text();
    String sizes =
        "about (\\d+) MB on Linux x86-64: (\\d+) MB of ND4J, (\\d+) MB of OpenBLAS, (\\d+) MB of oneDNN";
    MatchResult stated = Pattern.compile(sizes).matcher(page).results().findFirst().orElseThrow();
    double nd4j = unpacked("nd4j-native-1.0.0");
    double openblas = unpacked("openblas-0");

    assertThat(number(stated.group(2))).as("ND4J").isCloseTo(nd4j, within(1.0));
    assertThat(number(stated.group(3))).as("OpenBLAS").isCloseTo(openblas, within(1.0));
    double sum = number(stated.group(2)) + number(stated.group(3)) + number(stated.group(4));
    assertThat(number(stated.group(1))).as("all").isCloseTo(sum, within(10.0));
    for (String other : List.of("README.md", "docs/guides/memory-and-threads.md")) {
      assertThat(Page.read(Path.of(other)).text()).as(other).contains(stated.group(1) + " MB");
    }
  }

  private static void onLinuxWithItsOwnNativesAlone() {
    String platform = Loader.getPlatform();
    assumeTrue(platform.equals("linux-x86_64"), "sizes are stated for Linux x86-64");
    assumeTrue(
        jars().stream().noneMatch(jar -> jar.toString().contains("windows-x86_64")),
        "sizes are stated for the natives of one platform");
  }

  /** Megabytes of the folder in JavaCPP's cache which has the natives of the jar of this name. */
  private static double unpacked(String jar) throws IOException {
    String name =
        jars().stream()
            .map(path -> path.getFileName().toString())
            .filter(file -> file.startsWith(jar) && file.endsWith("linux-x86_64.jar"))
            .findFirst()
            .orElseThrow();
    try (Stream<Path> files = Files.walk(Loader.getCacheDir().toPath().resolve(name))) {
      return files
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .mapToLong(StatedSizesTest::size)
              .sum()
          / MB;
    }
  }

  private static List<Path> jars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> !OF_TESTS.matcher(jar.getFileName().toString()).matches())
        .toList();
  }

  private static double stated(String page, String pattern) {
    return number(
        Pattern.compile(pattern).matcher(page).results().findFirst().orElseThrow().group(1));
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
