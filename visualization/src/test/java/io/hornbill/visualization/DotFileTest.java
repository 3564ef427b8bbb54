package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DotFileTest {
  private static final Pattern BOX = Pattern.compile("\"(.*)\" \\[label=(<.*>), fontname=.*");
  private static final Pattern ARROW = Pattern.compile("\"(.*)\" -> \"(.*)\" \\[penwidth=2];");
  private static final Pattern FRAME = Pattern.compile("label=\"(.*)\";");

  @TempDir private Path folder;

  private final Map<String, String> labels = new HashMap<>();
  private final List<List<String>> boxes = new ArrayList<>();
  private final List<List<String>> frames = new ArrayList<>();
  private final List<List<String>> arrows = new ArrayList<>();

  private void read(List<String> lines) {
    List<String[]> byId = new ArrayList<>();
    Deque<String> within = new ArrayDeque<>(List.of(""));
    for (String line : lines) {
      Matcher box = BOX.matcher(line);
      Matcher arrow = ARROW.matcher(line);
      Matcher frame = FRAME.matcher(line);
      if (box.matches()) {
        labels.put(box.group(1), box.group(2));
        boxes.add(List.of(within.getFirst(), box.group(2)));
      } else if (arrow.matches()) {
        byId.add(new String[] {arrow.group(1), arrow.group(2)});
      } else if (frame.matches()) {
        frames.add(List.of(within.getFirst(), frame.group(1)));
        within.push(frame.group(1));
      } else if (line.equals("}")) {
        within.pop();
      }
    }
    byId.forEach(ids -> arrows.add(List.of(labels.get(ids[0]), labels.get(ids[1]))));
  }

  private static List<List<String>> pairs(JsonNode pairs) {
    List<List<String>> result = new ArrayList<>();
    pairs.forEach(pair -> result.add(List.of(pair.get(0).asText(), pair.get(1).asText())));
    return result;
  }

  @ParameterizedTest
  @MethodSource("io.hornbill.visualization.KerasDrawings#names")
  void hasTheBoxesFramesAndArrowsOfKeras(String name) throws IOException {
    Path file = folder.resolve("model.dot");
    for (JsonNode drawn : KerasDrawings.entry(name).get("cases")) {
      Plots.plot(KerasDrawings.model(name), file, KerasDrawings.options(drawn.get("options")));
      labels.clear();
      boxes.clear();
      frames.clear();
      arrows.clear();
      read(Files.readAllLines(file));
      assertThat(boxes).containsExactlyInAnyOrderElementsOf(pairs(drawn.get("boxes")));
      assertThat(frames).containsExactlyInAnyOrderElementsOf(pairs(drawn.get("frames")));
      assertThat(arrows).containsExactlyInAnyOrderElementsOf(pairs(drawn.get("arrows")));
    }
  }

  @Test
  void hasTheAttributesOfKeras() throws IOException {
    Path file = folder.resolve("model.dot");
    Plots.plot(KerasDrawings.model("lenet"), file, o -> o.rankDir("LR").dpi(96));
    assertThat(Files.readAllLines(file))
        .startsWith(
            "digraph G {",
            "rankdir=LR;",
            "concentrate=true;",
            "dpi=96;",
            "splines=ortho;",
            "node [shape=record];");
  }

  @ParameterizedTest
  @MethodSource("io.hornbill.visualization.KerasDrawings#names")
  void isTakenByGraphvizWhereItIsInstalled(String name) throws Exception {
    assumeTrue(isInstalled());
    Path file = folder.resolve("model.dot");
    Plots.plot(KerasDrawings.model(name), file, o -> o.showShapes(true).expandNested(true));
    assertThat(graphviz(file)).contains("graph ").doesNotContain("rror");
  }

  @Test
  void quotesWhatTheNamesOfLayersMustNotSay() throws Exception {
    var model = new Sequential(new Input(2), new Dense(1).name("a\"b\\<i>&"));
    Path file = folder.resolve("odd.dot");
    Plots.plot(model, file, o -> o.showLayerNames(true));
    assertThat(Files.readString(file))
        .contains("\"a\\\"b\\\\<i>&\"", "<b>a&quot;b\\&lt;i&gt;&amp;</b>");
    assumeTrue(isInstalled());
    assertThat(graphviz(file)).contains("graph ").doesNotContain("rror");
  }

  private static boolean isInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("dot", "-V").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String graphviz(Path file) throws IOException, InterruptedException {
    Process dot =
        new ProcessBuilder("dot", "-Tplain", file.toString()).redirectErrorStream(true).start();
    String out = new String(dot.getInputStream().readAllBytes());
    assertThat(dot.waitFor()).isZero();
    return out;
  }
}
