package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No page shows Java that was not compiled and run, a wrong version, or a link to nowhere. */
class PagesTest {
  /** Parts of pages that show the library's own code, or write its signatures. */
  private static final Set<String> OF_SOURCES = Set.of("architecture.md", "tensorboard.md");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
  private static final Pattern VERSION =
      Pattern.compile(
          "<artifactId>hornbill</artifactId>\\s*<version>([^<]+)</version>|io\\.hornbill:hornbill:([\\w.-]+)");

  private static List<Page> own() {
    return Page.all().stream()
        .filter(page -> Files.exists(page.path()))
        .filter(page -> page.text().contains("<!-- java "))
        .toList();
  }

  @Test
  void blocksOfJavaAreCutFromSourcesThatRun() {
    assertThat(own()).hasSizeGreaterThanOrEqualTo(3);
    for (Page page : own()) {
      Page.same(page.path(), page.refreshed());
      if (!OF_SOURCES.contains(page.path().getFileName().toString())) {
        assertThat(page.loose()).as("blocks of %s without a source", page.path()).isEmpty();
      }
    }
  }

  @Test
  void versionsAreThoseOfThePom() throws Exception {
    Matcher pom =
        Pattern.compile("<artifactId>hornbill-parent</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    assertThat(pom.find()).isTrue();
    for (Page page : Page.all()) {
      Matcher shown = VERSION.matcher(page.text());
      while (shown.find()) {
        String version = shown.group(1) == null ? shown.group(2) : shown.group(1);
        assertThat(version).as("version in %s", page.path()).isEqualTo(pom.group(1));
      }
    }
  }

  @Test
  void linksLeadSomewhere() {
    for (Page page : Page.all()) {
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
