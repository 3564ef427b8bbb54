package io.hornbill.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes the static site of the pages in {@code docs}: {@code java … io.hornbill.docs.Site FOLDER}.
 * It needs no server, no network and no build step; a script searches an index that goes along.
 */
final class Site {
  private static final Pattern HEADING = Pattern.compile("<h([1-4])>(.*?)</h\\1>", Pattern.DOTALL);
  private static final Pattern PLACE =
      Pattern.compile("<h2 id=\"([^\"]*)\">(.*?)</h2>", Pattern.DOTALL);
  private static final Pattern PAIR =
      Pattern.compile(
          "(<pre><code class=\"language-python\">.*?</pre>)\\s*(?:<!--.*?-->\\s*)*(<pre><code class=\"language-java\">.*?</pre>)",
          Pattern.DOTALL);

  /** The menu: groups of pages, in the order in which they are read. */
  private static final Map<String, List<String>> MENU = new LinkedHashMap<>();

  static {
    MENU.put("Begin", List.of("index", "first-hour", "from-keras", "examples"));
    MENU.put(
        "Guides",
        List.of(
            "guides",
            "preprocessing",
            "guides/large-data",
            "guides/own-parts",
            "guides/training-steps",
            "guides/files",
            "guides/applications",
            "guides/transfer-learning",
            "guides/memory-and-threads",
            "guides/looking",
            "tensorboard",
            "guides/service",
            "spark",
            "errors",
            "guides/when-not"));
    MENU.put("Reference", new ArrayList<>(List.of("concepts/index", "concepts/names")));
    ConceptPages.parts().keySet().forEach(page -> MENU.get("Reference").add("concepts/" + page));
    MENU.put(
        "Measurements",
        List.of(
            "performance", "parity", "keras-files", "testing", "reliability", "reliability-logs"));
    MENU.put("Inside", List.of("architecture", "dependencies"));
  }

  /** Pages with fewer headings have no table of contents. */
  private static final int CONTENTS = 4;

  /** A part of a concept page with the names that find it. */
  private static final Pattern NAMED = Pattern.compile("## (\\w+)\n\nNames?: (`[^\n]*`)\\.\n");

  private final Path target;
  private final Parser parser;
  private final HtmlRenderer renderer;
  private final StringBuilder index = new StringBuilder();

  Site(Path target) {
    this.target = target;
    List<org.commonmark.Extension> extensions = List.of(TablesExtension.create());
    parser = Parser.builder().extensions(extensions).build();
    renderer = HtmlRenderer.builder().extensions(extensions).build();
  }

  /** Makes the site. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args.length > 0 ? args[0] : "src/target/site/docs");
    new Site(target).make();
    System.out.println("Site: " + target.resolve("index.html").toAbsolutePath());
  }

  void make() throws IOException {
    Files.createDirectories(target);
    for (Page page : Page.all()) {
      page(page);
    }
    for (String file : List.of("site.css", "site.js")) {
      Files.writeString(target.resolve(file), resource(file));
    }
    Files.writeString(target.resolve("search.js"), "window.SEARCH = [\n" + index + "];\n");
    try (var files = Files.walk(Page.FOLDER)) {
      for (Path file : files.filter(one -> one.toString().matches(".*\\.(png|svg)")).toList()) {
        Path copy = target.resolve(Page.FOLDER.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readAllBytes(file));
      }
    }
  }

  private static String resource(String name) throws IOException {
    try (var in = Site.class.getResourceAsStream("/site/" + name)) {
      return new String(
          java.util.Objects.requireNonNull(in, name).readAllBytes(),
          java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private void page(Page page) throws IOException {
    String name = Page.FOLDER.relativize(page.path()).toString().replace('\\', '/');
    Node document = parser.parse(page.text());
    String body = sideBySide(anchored(renderer.render(document), name));
    String contents = contents(body);
    names(page.text(), name.replace(".md", ".html"));
    String up = "../".repeat(name.split("/", -1).length - 1);
    body = inside(body, name);
    body = body.replaceAll("<img src=\"([^\"]+)\"[^>]*>", "<a href=\"$1\">$0</a>");
    body = body.replaceAll("href=\"([^\":]+)\\.md(#[^\"]*)?\"", "href=\"$1.html$2\"");
    String html =
        resource("page.html")
            .replace("@TITLE@", title(page))
            .replace("@MENU@", menu(name, up))
            .replace("@UP@", up)
            .replace("@CONTENTS@", contents)
            .replace("@NEXT@", next(name, up))
            .replace("@BODY@", body);
    Path file = target.resolve(name.replaceAll("\\.md$", ".html"));
    Files.createDirectories(file.getParent());
    Files.writeString(file, html);
  }

  /** What is in the repository but not in its documentation is named without a link. */
  private static String inside(String html, String name) {
    return Pattern.compile("<a href=\"([^\":#]+)[^\"]*\">(.*?)</a>", Pattern.DOTALL)
        .matcher(html)
        .replaceAll(
            link -> {
              Path to =
                  Path.of("/docs").resolve(name).getParent().resolve(link.group(1)).normalize();
              String kept = to.startsWith("/docs") ? link.group() : link.group(2);
              return Matcher.quoteReplacement(kept);
            });
  }

  private static String title(Page page) {
    return page.text()
        .lines()
        .filter(l -> l.startsWith("# "))
        .findFirst()
        .orElse("# Hornbill")
        .substring(2);
  }

  private static String menu(String current, String up) {
    StringBuilder menu = new StringBuilder();
    MENU.forEach(
        (group, pages) -> {
          boolean open = group.equals("Begin") || pages.contains(current.replace(".md", ""));
          menu.append("<details%s><summary>%s</summary>\n".formatted(open ? " open" : "", group));
          for (String page : pages) {
            String here = current.equals(page + ".md") ? " aria-current=\"page\"" : "";
            menu.append("<a href=\"%s%s.html\"%s>%s</a>\n".formatted(up, page, here, named(page)));
          }
          menu.append("</details>\n");
        });
    return menu.toString();
  }

  /** What a page is called in the menu: its title, or less where that is long. */
  private static String named(String page) {
    return switch (page) {
      case "index" -> "Start";
      case "guides" -> "All guides";
      case "concepts/index" -> "All concepts";
      default -> title(Page.read(Page.FOLDER.resolve(page + ".md")));
    };
  }

  /** Pages before and after this one in its group. */
  private static String next(String name, String up) {
    String page = name.replace(".md", "");
    for (List<String> pages : MENU.values()) {
      int at = pages.indexOf(page);
      if (at >= 0) {
        String before = at > 0 ? link(pages.get(at - 1), up, "prev", "← %s") : "";
        String after = at + 1 < pages.size() ? link(pages.get(at + 1), up, "next", "%s →") : "";
        return before + after;
      }
    }
    throw new IllegalStateException(name + " is in no group of the menu");
  }

  private static String link(String page, String up, String rel, String text) {
    return "<a rel=\"%s\" href=\"%s%s.html\">%s</a>\n"
        .formatted(rel, up, page, text.formatted(named(page)));
  }

  /** The headings of a page as links, or nothing where they are few. */
  private static String contents(String body) {
    List<String> links =
        PLACE
            .matcher(body)
            .results()
            .map(
                place ->
                    "<a href=\"#%s\">%s</a>"
                        .formatted(place.group(1), place.group(2).replaceAll("<[^>]+>", "")))
            .toList();
    return links.size() < CONTENTS
        ? ""
        : "<details class=\"contents\"><summary>On this page</summary>\n"
            + String.join("\n", links)
            + "\n</details>";
  }

  /** Gives headings anchors, as the repository does, and tells the search of them. */
  private String anchored(String html, String name) {
    Matcher heading = HEADING.matcher(html);
    StringBuilder result = new StringBuilder();
    while (heading.find()) {
      String text = heading.group(2).replaceAll("<[^>]+>", "");
      String anchor = anchor(text);
      index.append(
          "[\"%s\",\"%s\"],\n"
              .formatted(
                  text.replace("\\", "\\\\").replace("\"", "\\\""),
                  name.replaceAll("\\.md$", ".html") + "#" + anchor));
      heading.appendReplacement(
          result,
          Matcher.quoteReplacement(
              "<h%s id=\"%s\">%s</h%s>"
                  .formatted(heading.group(1), anchor, heading.group(2), heading.group(1))));
    }
    return heading.appendTail(result).toString();
  }

  /** Tells the search of the names of Keras 1 to 3 that differ from the class'. */
  private void names(String text, String page) {
    Matcher named = NAMED.matcher(text);
    while (named.find()) {
      for (String name : named.group(2).replace("`", "").split(", ", -1)) {
        if (!name.equals(named.group(1))) {
          index.append(
              "[\"%s (%s)\",\"%s#%s\"],\n"
                  .formatted(name, named.group(1), page, anchor(named.group(1))));
        }
      }
    }
  }

  /** As GitHub makes them. */
  static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("&[a-z]+;", "")
        .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
        .replaceAll("\\s", "-");
  }

  private static String sideBySide(String html) {
    return PAIR.matcher(html).replaceAll("<div class=\"pair\">$1\n$2</div>");
  }
}
