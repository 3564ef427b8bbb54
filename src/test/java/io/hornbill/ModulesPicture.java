package io.hornbill;

import io.hornbill.visualization.internal.diagram.Diagram;
import io.hornbill.visualization.internal.diagram.Diagram.Arrow;
import io.hornbill.visualization.internal.diagram.Diagram.Box;
import io.hornbill.visualization.internal.diagram.Diagram.Item;
import io.hornbill.visualization.internal.diagram.DiagramScene;
import io.hornbill.visualization.internal.scene.SvgWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  /** What each module stands on: the artifacts without their {@code hornbill-}. */
  private final Map<String, Set<String>> uses = new TreeMap<>();

  /** The folders that modules lie in, for those that do not lie at the top. */
  private final Map<String, String> folders = new TreeMap<>();

  private ModulesPicture() {}

  /** Draws the modules of a checkout. */
  static String svg(Path root) throws IOException {
    ModulesPicture picture = new ModulesPicture();
    try (Stream<Path> poms = Files.find(root, 3, (file, a) -> file.endsWith("pom.xml"))) {
      for (Path pom : poms.sorted().toList()) {
        picture.add(root.relativize(pom), Files.readString(pom));
      }
    }
    return picture.draw();
  }

  private void add(Path file, String pom) {
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
      if (file.getNameCount() > 2) {
        folders.put(name, file.getName(0).toString());
      }
    }
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

  private String draw() {
    List<Item> boxes = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    uses.keySet()
        .forEach(
            module -> {
              boxes.add(new Box(module, module, folders.getOrDefault(module, ""), null, List.of()));
              arrows(module).forEach(used -> arrows.add(new Arrow(module, used)));
            });
    Diagram diagram = new Diagram("Hornbill's modules", boxes, arrows);
    return SvgWriter.write(DiagramScene.of(diagram, "TB"));
  }
}
