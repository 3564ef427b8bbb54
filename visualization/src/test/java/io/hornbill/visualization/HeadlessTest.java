package io.hornbill.visualization;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Sequential;
import io.hornbill.layers.Dense;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

  /** Trains, looks at the summary and keeps the history, but draws nothing. */
  static final class NoPicture {
    public static void main(String[] args) {
      var model = new Sequential(new Input(2), new Dense(1));
      model.compile("sgd", "mse");
      INDArray x = Nd4j.ones(4, 2);
      model.fit(x, Nd4j.ones(4, 1), f -> f.epochs(1).verbose(0)).history();
      model.summary();
      new Dashboard().name("never opened");
    }
  }

  /** Draws a chart of each kind of file. */
  static final class Charts {
    public static void main(String[] args) {
      for (String name : List.of("a.png", "a.svg", "a.pdf")) {
        Plots.histogram(Map.of("x", Nd4j.ones(4, 2)), Path.of(args[0], name));
      }
    }
  }

  @Test
  void withoutAPictureTheDesktopIsNotLoaded() throws Exception {
    assertThat(ChildProgram.classesLoadedBy(NoPicture.class, folder))
        .contains("io.hornbill.visualization.Dashboard")
        .noneMatch(name -> name.startsWith("java.awt.") || name.startsWith("sun.awt"))
        .noneMatch(name -> name.startsWith("sun.font") || name.startsWith("sun.java2d"));
  }

  @Test
  void chartsNeedNoScreen() throws Exception {
    ChildProgram.classesLoadedBy(Charts.class, folder);
    for (String name : List.of("a.png", "a.svg", "a.pdf")) {
      assertThat(Files.size(folder.resolve(name))).isPositive();
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
