package io.hornbill.docs;

import io.hornbill.Libraries;
import io.hornbill.layers.CuDNNGRU;
import io.hornbill.layers.CuDNNLSTM;
import io.hornbill.layers.Layer;
import io.hornbill.layers.keras1.AtrousConvolution1D;
import io.hornbill.layers.keras1.AtrousConvolution2D;
import io.hornbill.layers.keras1.Convolution1D;
import io.hornbill.layers.keras1.Convolution2D;
import io.hornbill.layers.keras1.Convolution3D;
import io.hornbill.layers.keras1.Deconvolution2D;
import io.hornbill.layers.keras1.SeparableConvolution2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Makes the Javadoc of the whole library: an overview that says where to begin, a group of packages
 * for each need, and on the page of each part its names and all its settings, inherited ones
 * included, with defaults and what is allowed.
 */
final class ApiDocs {
  /** Packages by what users need them for. */
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("Build, train and ask a model", "io.hornbill:io.hornbill.training");
    GROUPS.put("Layers", "io.hornbill.layers*:io.hornbill.operations");
    GROUPS.put(
        "Choose how it learns",
        "io.hornbill.losses:io.hornbill.metrics:io.hornbill.optimizers*:io.hornbill.callbacks"
            + ":io.hornbill.activations:io.hornbill.initializers:io.hornbill.regularizers"
            + ":io.hornbill.constraints");
    GROUPS.put("Bring data", "io.hornbill.data:io.hornbill.datasets");
    GROUPS.put("Trained networks", "io.hornbill.applications");
    GROUPS.put("Look at it", "io.hornbill.visualization");
    GROUPS.put("Train on several machines", "io.hornbill.training.parallel:io.hornbill.spark");
    GROUPS.put("Write parts of your own", "io.hornbill.base:io.hornbill.graph*");
    GROUPS.put("Examples", "io.hornbill.examples");
    GROUPS.put("Files and formats", "io.hornbill.saving*:io.hornbill.files*");
    GROUPS.put("How it computes", "io.hornbill.engine*:io.hornbill.callbacks.internal.events");
  }

  private static final Pattern KINDS = Pattern.compile("href=\"(\\w+)\\.md\"");

  private final Path target;

  ApiDocs(Path target) {
    this.target = target;
  }

  /** Makes all of it: {@code … io.hornbill.docs.ApiDocs FOLDER}. */
  public static void main(String[] args) throws IOException {
    Path target = Path.of(args.length > 0 ? args[0] : "src/target/site/api");
    new ApiDocs(target).make(source -> !source.contains("/spark/"));
    System.out.println("Javadoc: " + target.resolve("index.html").toAbsolutePath());
  }

  /** Whether a package stands in one of the groups. */
  static boolean isGrouped(String name) {
    return GROUPS.values().stream()
        .flatMap(packages -> java.util.Arrays.stream(packages.split(":", -1)))
        .anyMatch(
            one ->
                one.endsWith("*")
                    ? name.startsWith(one.substring(0, one.length() - 1))
                    : name.equals(one));
  }

  /** Makes pages of the sources with these paths, such as io/hornbill/losses/Huber.java. */
  void make(Predicate<String> wanted) throws IOException {
    Files.createDirectories(target);
    Path overview = target.resolve("overview-text.html");
    try (var in = ApiDocs.class.getResourceAsStream("/site/overview.html")) {
      Files.write(overview, java.util.Objects.requireNonNull(in).readAllBytes());
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("-d", target.toString(), "-overview", overview.toString(), "-quiet"));
    arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-nohelp", "-notimestamp", "-Xdoclint:none", "-encoding", "UTF-8"));
    arguments.addAll(List.of("-windowtitle", "Hornbill", "-doctitle", "Hornbill"));
    GROUPS.forEach((need, packages) -> arguments.addAll(List.of("-group", need, packages)));
    arguments.addAll(sources(wanted));
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemDocumentationTool()
            .run(null, messages, messages, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException(messages.toString(StandardCharsets.UTF_8));
    }
    Files.delete(overview);
    addSettings();
  }

  private List<String> sources(Predicate<String> wanted) throws IOException {
    Path sources = Files.createDirectories(target.resolve("sources"));
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, String> source : new java.util.TreeMap<>(Libraries.texts()).entrySet()) {
      if (!source.getKey().contains("/internal/") && wanted.test(source.getKey())) {
        Path file = sources.resolve(source.getKey());
        Files.createDirectories(file.getParent());
        files.add(Files.writeString(file, source.getValue()).toString());
      }
    }
    return files;
  }

  /** Puts names and settings before the members on each part's page, and removes the sources. */
  private void addSettings() throws IOException {
    for (Part part : parts()) {
      Path page = target.resolve(part.type().getName().replace('.', '/') + ".html");
      if (Files.exists(page)) {
        Files.writeString(page, withSettings(Files.readString(page), part));
      }
    }
    try (var files = Files.walk(target.resolve("sources"))) {
      for (Path file : new TreeSet<>(files.toList()).descendingSet()) {
        Files.delete(file);
      }
    }
  }

  /**
   * What has a page with settings: registered parts, and classes by whose names others are made.
   */
  static List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    ConceptPages.parts().values().forEach(some -> parts.addAll(some.values()));
    for (Layer layer : olderNames()) {
      Part part = Part.of(layer);
      part.names().add(part.title());
      parts.add(part);
    }
    return parts;
  }

  private static List<Layer> olderNames() {
    return List.of(
        new AtrousConvolution1D(1, 1),
        new AtrousConvolution2D(1, 1, 1),
        new Convolution1D(1, 1),
        new Convolution2D(1, 1, 1),
        new Convolution3D(1, 1, 1, 1),
        new Deconvolution2D(1, 1, 1, 1, 1, 1, 1),
        new SeparableConvolution2D(1, 1, 1),
        new CuDNNGRU(1),
        new CuDNNLSTM(1));
  }

  private static String withSettings(String page, Part part) {
    int members = page.indexOf("<section class=\"summary\">");
    List<org.commonmark.Extension> tables = List.of(TablesExtension.create());
    String html =
        HtmlRenderer.builder()
            .extensions(tables)
            .build()
            .render(Parser.builder().extensions(tables).build().parse(part.facts()))
            .replace("<table>", "<table class=\"striped\" style=\"border-spacing:1em 0.2em\">")
            .replace("<th>", "<th style=\"text-align:left\">");
    String up = "../".repeat(part.type().getName().split("\\.", -1).length - 1);
    html = KINDS.matcher(html).replaceAll("href=\"" + up + "io/hornbill/$1/package-summary.html\"");
    return page.substring(0, members)
        + "<section class=\"settings\" id=\"settings\">\n<h2>Names and settings</h2>\n"
        + html
        + "</section>\n"
        + page.substring(members);
  }
}
