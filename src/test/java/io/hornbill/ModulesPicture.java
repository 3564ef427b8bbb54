package io.hornbill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Draws the modules and what they stand on, as the poms say it. */
final class ModulesPicture {
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>hornbill-?([\\w.-]*)</artifactId>");
  private static final int BOX_WIDTH = 104;
  private static final int BOX_HEIGHT = 30;
  private static final int COLUMN = 114;
  private static final int ROW = 70;
  private static final int MARGIN = 12;

  /** What each module stands on: the artifacts without their {@code hornbill-}. */
  private final Map<String, Set<String>> uses = new TreeMap<>();

  private record Place(int x, int y) {}

  private ModulesPicture() {}

  /** Draws the modules of a checkout. */
  static String svg(Path root) throws IOException {
    ModulesPicture picture = new ModulesPicture();
    try (Stream<Path> poms = Files.find(root, 3, (file, a) -> file.endsWith("pom.xml"))) {
      for (Path pom : poms.sorted().toList()) {
        picture.add(Files.readString(pom));
      }
    }
    return picture.draw();
  }

  private void add(String pom) {
    String own = pom.substring(pom.indexOf("</parent>") + 1);
    Matcher names = ARTIFACT.matcher(own);
    if (!pom.contains("<parent>") || pom.contains("<packaging>pom") || !names.find()) {
      return;
    }
    String name = names.group(1).isEmpty() ? "hornbill" : names.group(1);
    Set<String> used = new LinkedHashSet<>();
    for (String dependency : own.split("<dependency>")) {
      Matcher artifact = ARTIFACT.matcher(dependency);
      boolean compiled = !dependency.contains("<scope>") && dependency.contains("</dependency>");
      if (compiled && artifact.find() && !artifact.group(1).equals(names.group(1))) {
        used.add(artifact.group(1));
      }
    }
    if (!name.contains("benchmarks") && !name.equals("djl") && !name.equals("dl4j")) {
      uses.put(name, used);
    }
  }

  private int level(String module) {
    return uses.getOrDefault(module, Set.of()).stream()
        .mapToInt(used -> level(used) + 1)
        .max()
        .orElse(0);
  }

  private boolean reaches(String from, String to) {
    return uses.get(from).stream().anyMatch(used -> used.equals(to) || reaches(used, to));
  }

  /** What a module stands on directly, and not by way of something else that it stands on. */
  private List<String> arrows(String module) {
    Set<String> used = uses.get(module);
    return used.stream()
        .filter(one -> used.stream().noneMatch(other -> reaches(other, one)))
        .sorted()
        .toList();
  }

  private Map<String, Place> places() {
    Map<Integer, List<String>> rows = new TreeMap<>();
    uses.keySet().forEach(m -> rows.computeIfAbsent(level(m), l -> new ArrayList<>()).add(m));
    int widest = rows.values().stream().mapToInt(List::size).max().orElse(1);
    Map<String, Place> places = new LinkedHashMap<>();
    rows.forEach(
        (level, modules) -> {
          int first = MARGIN + (widest - modules.size()) * COLUMN / 2;
          for (int i = 0; i < modules.size(); i++) {
            int y = MARGIN + (rows.size() - 1 - level) * ROW;
            places.put(modules.get(i), new Place(first + i * COLUMN, y));
          }
        });
    return places;
  }

  private String draw() {
    Map<String, Place> places = places();
    int width = places.values().stream().mapToInt(Place::x).max().orElse(0) + BOX_WIDTH + MARGIN;
    int height = places.values().stream().mapToInt(Place::y).max().orElse(0) + BOX_HEIGHT + MARGIN;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"14\">%n<rect width=\"100%%\""
                + " height=\"100%%\" fill=\"white\"/>%n",
            width,
            height));
    for (String module : uses.keySet()) {
      Place from = places.get(module);
      for (String used : arrows(module)) {
        Place to = places.get(used);
        svg.append(
            String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#888\"/>%n",
                from.x() + BOX_WIDTH / 2,
                from.y() + BOX_HEIGHT,
                to.x() + BOX_WIDTH / 2,
                to.y()));
      }
    }
    places.forEach(
        (module, place) ->
            svg.append(
                String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#eef4fb\""
                        + " stroke=\"#33628f\"/>%n<text x=\"%d\" y=\"%d\""
                        + " text-anchor=\"middle\">%s</text>%n",
                    place.x(),
                    place.y(),
                    BOX_WIDTH,
                    BOX_HEIGHT,
                    place.x() + BOX_WIDTH / 2,
                    place.y() + 20,
                    module)));
    return svg.append("</svg>\n").toString().replace("\r\n", "\n");
  }
}
