package io.hornbill.visualization;

import io.hornbill.layers.Network;
import io.hornbill.visualization.internal.diagram.Diagram;
import io.hornbill.visualization.internal.diagram.DiagramScene;
import io.hornbill.visualization.internal.diagram.DotWriter;
import io.hornbill.visualization.internal.diagram.ModelDiagram;
import io.hornbill.visualization.internal.scene.PictureFile;
import io.hornbill.visualization.internal.scene.SvgWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Pictures of models. Nothing has to be installed, and no screen is needed: without one, {@code
 * .svg}, {@code .pdf} and {@code .dot} files of models are written even where there are no fonts.
 *
 * <pre>{@code
 * Plots.plot(model, Path.of("model.png"));
 * Plots.plot(model, Path.of("model.svg"), o -> o.showShapes(true).rankDir("LR"));
 * }</pre>
 */
public final class Plots {
  private Plots() {}

  /**
   * Draws a model as boxes and arrows.
   *
   * @param model the model
   * @param path the file, replaced in one step: {@code .png}, {@code .svg}, {@code .pdf}, or {@code
   *     .dot} for Graphviz
   * @throws IllegalArgumentException if the file's name ends otherwise
   * @throws IllegalStateException if the model does not know its input yet
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void plot(Network model, Path path) {
    plot(model, path, o -> {});
  }

  /**
   * Draws a model as boxes and arrows.
   *
   * @param model the model
   * @param path the file, replaced in one step: {@code .png}, {@code .svg}, {@code .pdf}, or {@code
   *     .dot} for Graphviz
   * @param options sets what is shown
   * @throws IllegalArgumentException if the file's name ends otherwise
   * @throws IllegalStateException if the model does not know its input yet
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void plot(Network model, Path path, Consumer<PlotOptions> options) {
    PictureFile file = new PictureFile(path, "png", "svg", "pdf", "dot");
    PlotOptions chosen = new PlotOptions();
    options.accept(chosen);
    Diagram diagram = ModelDiagram.of(model, chosen);
    if (file.is("dot")) {
      file.write(DotWriter.write(diagram, chosen));
    } else {
      file.write(DiagramScene.of(diagram, chosen.rankDir()), chosen.dpi());
    }
  }

  /**
   * Draws a model as boxes and arrows, for notebooks and web pages.
   *
   * @param model the model
   * @return an SVG element
   * @throws IllegalStateException if the model does not know its input yet
   */
  public static String svg(Network model) {
    return svg(model, o -> {});
  }

  /**
   * Draws a model as boxes and arrows, for notebooks and web pages.
   *
   * @param model the model
   * @param options sets what is shown
   * @return an SVG element
   * @throws IllegalStateException if the model does not know its input yet
   */
  public static String svg(Network model, Consumer<PlotOptions> options) {
    PlotOptions chosen = new PlotOptions();
    options.accept(chosen);
    return SvgWriter.write(DiagramScene.of(ModelDiagram.of(model, chosen), chosen.rankDir()));
  }
}
