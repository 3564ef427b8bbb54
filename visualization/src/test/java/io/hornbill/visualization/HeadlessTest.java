package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadlessTest {
  @TempDir private Path folder;

  /** Draws one picture of each format. */
  static final class AllFormats {
    public static void main(String[] args) {
      var model = new Sequential(new Input(2), new Dense(1).name("größe"));
      for (String name : List.of("a.png", "a.svg", "a.pdf", "a.dot")) {
        Plots.plot(model, Path.of(args[0], name), o -> o.showLayerNames(true));
      }
    }
  }

  /** Draws without pixels. */
  static final class TextFormats {
    public static void main(String[] args) {
      var model = new Sequential(new Input(2), new Dense(1));
      Plots.plot(model, Path.of(args[0], "a.svg"));
      Plots.plot(model, Path.of(args[0], "a.pdf"));
    }
  }

  @Test
  void picturesNeedNoScreenWhetherJavaKnowsOfItOrNot() throws Exception {
    for (String option : List.of("-Djava.awt.headless=true", "-Dnothing=said")) {
      ChildProgram.classesLoadedBy(AllFormats.class, folder, option);
      for (String name : List.of("a.png", "a.svg", "a.pdf", "a.dot")) {
        assertThat(Files.size(folder.resolve(name))).isPositive();
        Files.delete(folder.resolve(name));
      }
    }
  }

  @Test
  void svgAndPdfOfAModelNeedNeitherFontsNorADesktop() throws Exception {
    assertThat(ChildProgram.classesLoadedBy(TextFormats.class, folder))
        .contains("java.awt.geom.Path2D$Double")
        .doesNotContain("java.awt.Toolkit", "java.awt.Font", "java.awt.Color")
        .noneMatch(name -> name.startsWith("sun.awt") || name.startsWith("sun.font"));
  }
}
