package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.ReadmeApplicationsTest;
import io.hornbill.ReadmeTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No page shows Java that was not compiled and run, a wrong version, or a link to nowhere. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
  private static final Pattern VERSION =
      Pattern.compile(
          "(<artifactId>hornbill(?:-spark_2\\.13)?</artifactId>\\s*<version>|io\\.hornbill:hornbill:)"
              + "[\\w.-]+");

  private static final Pattern PROGRAM = Pattern.compile("(?m)^(?:public |final )*class (\\w+)");

  @Test
  void blocksOfJavaAreCutFromSourcesThatRun() {
    for (Page page : Page.everywhere()) {
      Page.same(page.path(), page.refreshed());
    }
  }

  /** What is cut from no source is a whole program that a test compiles and runs as it stands. */
  @Test
  void otherBlocksOfJavaAreProgramsThatRun() {
    List<String> programs = new ArrayList<>();
    for (Page page : Page.everywhere()) {
      for (String block : page.loose()) {
        Matcher program = PROGRAM.matcher(block);
        assertThat(program.find())
            .as("a block without a source in %s: %s", page.path(), block)
            .isTrue();
        programs.add(program.group(1));
      }
    }
    List<String> run = new ArrayList<>(ReadmeTest.PROGRAMS);
    run.addAll(ReadmeApplicationsTest.PROGRAMS);
    run.add("FromTableToModel"); // by SparkDocumentTest of core/spark
    assertThat(programs).containsExactlyInAnyOrderElementsOf(run);
  }

  /** Versions are injected from the pom, in pages and in the projects that they show. */
  @Test
  void versionsAreThoseOfThePom() throws Exception {
    Matcher pom =
        Pattern.compile("<artifactId>hornbill-parent</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    List<Page> shown = new ArrayList<>(Page.everywhere());
    for (String folder : List.of("docs/guides", "src/test/consumers")) {
      try (var files = Files.find(Path.of(folder), 3, (file, a) -> isBuild(file))) {
        files.forEach(file -> shown.add(Page.read(file)));
      }
    }
    assertThat(shown).hasSizeGreaterThan(Page.everywhere().size() + 4);
    for (Page page : shown) {
      Page.same(page.path(), VERSION.matcher(page.text()).replaceAll("$1" + pom.group(1)));
    }
  }

  /** The project with Gradle names the natives of one platform, which the pom gets from others. */
  @Test
  void versionsOfNativesInGradleAreThoseOfThePom() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    Page build = Page.read(Path.of("src/test/consumers/gradle-java/build.gradle"));
    String expected = build.text();
    for (String one : List.of("nd4j", "javacpp", "openblas", "dnnl")) {
      Matcher version = Pattern.compile("<" + one + "\\.version>([^<]+)<").matcher(pom);
      assertThat(version.find()).as(one).isTrue();
      expected =
          Pattern.compile("(:" + one + "(?:-native)?:)[\\w.-]+")
              .matcher(expected)
              .replaceAll("$1" + version.group(1));
    }
    Page.same(build.path(), expected);
  }

  private static boolean isBuild(Path file) {
    return file.endsWith("pom.xml") || file.endsWith("build.gradle");
  }

  @Test
  void linksLeadSomewhere() {
    for (Page page : Page.everywhere()) {
      Matcher link = LINK.matcher(page.text());
      while (link.find()) {
        String to = link.group(1);
        if (!to.contains(":")) {
          Path folder = page.path().toAbsolutePath().getParent();
          assertThat(folder.resolve(to)).as("link in %s", page.path()).exists();
        }
      }
    }
  }
}
