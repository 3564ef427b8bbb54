package io.hornbill.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site is made of all pages, and none of its links is broken. It stays in target/site/docs. */
class SiteTest {
  private static final Path SITE = Path.of("src/target/site/docs");
  private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"#:]*)(?:#([^\":]*))?\"");

  @BeforeAll
  static void make() throws Exception {
    new Site(SITE).make();
  }

  @Test
  void hasAPageForEachPageOfTheRepository() {
    for (Page page : Page.all()) {
      String name = Page.FOLDER.relativize(page.path()).toString().replace(".md", ".html");
      assertThat(SITE.resolve(name)).exists();
    }
  }

  @Test
  void noLinkIsBroken() throws Exception {
    try (var files = Files.walk(SITE)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        Matcher link = LINK.matcher(Files.readString(page));
        while (link.find()) {
          Path to =
              link.group(1).isEmpty() ? page : page.getParent().resolve(link.group(1)).normalize();
          assertThat(to).as("link in %s", page).exists();
          if (link.group(2) != null && to.toString().endsWith(".html")) {
            assertThat(Files.readString(to))
                .as("anchor in %s", page)
                .contains("id=\"" + link.group(2) + "\"");
          }
        }
      }
    }
  }

  @Test
  void pythonStandsBesideJava() throws Exception {
    assertThat(Files.readString(SITE.resolve("from-keras.html")).split("class=\"pair\"", -1))
        .hasSizeGreaterThan(40);
  }

  @Test
  void searchFindsHeadingsAndNothingComesFromTheNetwork() throws Exception {
    assertThat(Files.readString(SITE.resolve("search.js")))
        .contains("[\"Huber\",\"concepts/losses.html#huber\"]")
        .contains("[\"huber_loss (Huber)\",\"concepts/losses.html#huber\"]");
    String page = Files.readString(SITE.resolve("index.html"));
    assertThat(page).doesNotContainPattern("(src|<link[^>]*href)=\"https?:");
    assertThat(page).contains("name=\"viewport\"", "color-scheme");
  }
}
