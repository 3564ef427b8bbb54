package io.hornbill.visualization;

import io.hornbill.callbacks.History;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.visualization.internal.charts.ConfusionMatrix;
import io.hornbill.visualization.internal.charts.Curves;
import io.hornbill.visualization.internal.charts.Filters;
import io.hornbill.visualization.internal.charts.GradCam;
import io.hornbill.visualization.internal.charts.HeatScene;
import io.hornbill.visualization.internal.charts.Histograms;
import io.hornbill.visualization.internal.charts.ImageGrid;
import io.hornbill.visualization.internal.charts.LayerOutputs;
import io.hornbill.visualization.internal.charts.RankingCharts;
import io.hornbill.visualization.internal.diagram.Diagram;
import io.hornbill.visualization.internal.diagram.DiagramScene;
import io.hornbill.visualization.internal.diagram.DotWriter;
import io.hornbill.visualization.internal.diagram.ModelDiagram;
import io.hornbill.visualization.internal.scene.PictureFile;
import io.hornbill.visualization.internal.scene.Scene;
import io.hornbill.visualization.internal.scene.SvgWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures of models, trainings, predictions and data. Nothing has to be installed, and no screen
 * is needed: without one, {@code .svg}, {@code .pdf} and {@code .dot} files of models are written
 * even where there are no fonts.
 *
 * <pre>{@code
 * Plots.plot(model, Path.of("model.png"));
 * Plots.plot(model, Path.of("model.svg"), o -> o.showShapes(true).rankDir("LR"));
 * Plots.history(model.fit(x, y, f -> f.epochs(20)), Path.of("curves.png"));
 * Plots.confusionMatrix(yTest, model.predict(xTest), List.of("cat", "dog"), Path.of("confusion.svg"));
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
   * Draws the curves of a training, as {@link #plot(Network, Path)} does.
   *
   * @param model, the model
   * @param file the file's name
   */
  public static void plot(Network model, String file) {
    plot(model, Path.of(file));
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

  // Trainings.

  /**
   * Draws the curves of a training: a panel for the loss and for each metric, over the epochs from
   * 1, validation dashed.
   *
   * @param history what {@code fit} returned
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or no epoch was trained
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void history(History history, Path path) {
    history(history, path, o -> {});
  }

  /**
   * Draws the curves of a training, as {@link #history(History, Path)} does.
   *
   * @param history, the model
   * @param file the file's name
   */
  public static void history(History history, String file) {
    history(history, Path.of(file));
  }

  /**
   * Draws the curves of a training: a panel for the loss and for each metric, over the epochs from
   * 1, validation dashed.
   *
   * @param history what {@code fit} returned
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title, size and axes
   * @throws IllegalArgumentException if the file's name ends otherwise, or no epoch was trained
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void history(History history, Path path, Consumer<ChartOptions> options) {
    history(Map.of("", history), path, options);
  }

  /**
   * Compares trainings: a colour for each, validation dashed.
   *
   * @param runs what {@code fit} returned, by the runs' names
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or no epoch was trained
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void history(Map<String, History> runs, Path path) {
    history(runs, path, o -> {});
  }

  /**
   * Compares trainings: a colour for each, validation dashed.
   *
   * @param runs what {@code fit} returned, by the runs' names
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title, size and axes
   * @throws IllegalArgumentException if the file's name ends otherwise, or no epoch was trained
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void history(Map<String, History> runs, Path path, Consumer<ChartOptions> options) {
    write(path, options, chosen -> Curves.of(runs, chosen));
  }

  private static void write(
      Path path, Consumer<ChartOptions> options, Function<ChartOptions, Scene> draw) {
    PictureFile file = new PictureFile(path, "png", "svg", "pdf");
    ChartOptions chosen = new ChartOptions();
    options.accept(chosen);
    file.write(draw.apply(chosen), chosen.dpi());
  }

  // Predictions.

  /**
   * Draws how often each class was taken for each, of classes without names.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yPred class ids, or probabilities [rows, classes]; single probabilities [rows, 1] mean
   *     class 1 from 0.5 on
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or numbers of rows differ
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void confusionMatrix(INDArray yTrue, INDArray yPred, Path path) {
    confusionMatrix(yTrue, yPred, List.of(), path);
  }

  /**
   * Draws how often each class was taken for each, as of arrays of ND4J.
   *
   * @param yTrue class ids
   * @param yPred class ids, as many
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   */
  public static void confusionMatrix(int[] yTrue, int[] yPred, Path path) {
    confusionMatrix(Nd4j.createFromArray(yTrue), Nd4j.createFromArray(yPred), path);
  }

  /**
   * Draws how often each class was taken for each: rows are true classes, columns predicted ones,
   * the darker the larger the share of the true class.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yPred class ids, or probabilities [rows, classes]; single probabilities [rows, 1] mean
   *     class 1 from 0.5 on
   * @param names the names of the classes; empty for their numbers
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or numbers of rows, classes
   *     and names differ
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void confusionMatrix(
      INDArray yTrue, INDArray yPred, List<String> names, Path path) {
    confusionMatrix(yTrue, yPred, names, path, o -> {});
  }

  /**
   * Draws how often each class was taken for each: rows are true classes, columns predicted ones,
   * the darker the larger the share of the true class.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yPred class ids, or probabilities [rows, classes]; single probabilities [rows, 1] mean
   *     class 1 from 0.5 on
   * @param names the names of the classes; empty for their numbers
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title and resolution
   * @throws IllegalArgumentException if the file's name ends otherwise, or numbers of rows, classes
   *     and names differ
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void confusionMatrix(
      INDArray yTrue,
      INDArray yPred,
      List<String> names,
      Path path,
      Consumer<ChartOptions> options) {
    write(path, options, chosen -> new ConfusionMatrix(yTrue, yPred, names).draw(chosen));
  }

  /**
   * Draws how many positives are found by how many negatives are taken for positives, over all
   * thresholds, and the area below; with several classes each against all others.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yScore scores of class 1 [rows] or [rows, 1], or of all classes [rows, classes]
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title, size and names of the classes
   * @throws IllegalArgumentException if the file's name ends otherwise, numbers of rows differ, or
   *     a class does not occur
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void rocCurve(
      INDArray yTrue, INDArray yScore, Path path, Consumer<ChartOptions> options) {
    write(path, options, chosen -> RankingCharts.roc(yTrue, yScore, chosen));
  }

  /**
   * Draws how many positives are found by how many negatives are taken for positives, over all
   * thresholds, and the area below; with several classes each against all others.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yScore scores of class 1 [rows] or [rows, 1], or of all classes [rows, classes]
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, numbers of rows differ, or
   *     a class does not occur
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void rocCurve(INDArray yTrue, INDArray yScore, Path path) {
    rocCurve(yTrue, yScore, path, o -> {});
  }

  /**
   * Draws which share of what is found is positive by which share of the positives is found, over
   * all thresholds, and the average precision; with several classes each against all others.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yScore scores of class 1 [rows] or [rows, 1], or of all classes [rows, classes]
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title, size and names of the classes
   * @throws IllegalArgumentException if the file's name ends otherwise, numbers of rows differ, or
   *     a class does not occur
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void precisionRecall(
      INDArray yTrue, INDArray yScore, Path path, Consumer<ChartOptions> options) {
    write(path, options, chosen -> RankingCharts.precisionRecall(yTrue, yScore, chosen));
  }

  /**
   * Draws which share of what is found is positive by which share of the positives is found, over
   * all thresholds, and the average precision; with several classes each against all others.
   *
   * @param yTrue class ids [rows] or [rows, 1], or one-hot rows [rows, classes]
   * @param yScore scores of class 1 [rows] or [rows, 1], or of all classes [rows, classes]
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, numbers of rows differ, or
   *     a class does not occur
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void precisionRecall(INDArray yTrue, INDArray yScore, Path path) {
    precisionRecall(yTrue, yScore, path, o -> {});
  }

  // Data.

  /**
   * Draws images in rows. Values from 0 to 1 go from black to white, values up to 255 are bytes;
   * where some are below 0 or above 255 the least is black and the largest is white.
   *
   * @param x the images, [images, height, width], or with 1, 3 or 4 channels at the end
   * @param labels what stands below each; empty for nothing
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or numbers of images and
   *     labels differ
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void images(INDArray x, List<String> labels, Path path) {
    images(x, labels, path, o -> {});
  }

  /**
   * Draws images in rows, as {@link #images(INDArray, List, Path)}.
   *
   * @param x the images, [images, height, width], or with 1, 3 or 4 channels at the end
   * @param labels what stands below each; empty for nothing
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title and resolution
   * @throws IllegalArgumentException if the file's name ends otherwise, or numbers of images and
   *     labels differ
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void images(
      INDArray x, List<String> labels, Path path, Consumer<ChartOptions> options) {
    write(path, options, chosen -> ImageGrid.of(x, labels, chosen));
  }

  /**
   * Draws images in rows, as {@link #images(INDArray, List, Path)}.
   *
   * @param x the images, [images, height, width], or with 1, 3 or 4 channels at the end
   * @param labels numbers [images], or one-hot rows [images, classes]
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or numbers of images and
   *     labels differ
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void images(INDArray x, INDArray labels, Path path) {
    images(x, ImageGrid.labels(labels), path, o -> {});
  }

  /**
   * Draws how values are distributed: a panel for each array.
   *
   * @param values arrays of any shape by their names
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets title, size and the number of ranges
   * @throws IllegalArgumentException if the file's name ends otherwise, or there are no arrays
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void histogram(
      Map<String, INDArray> values, Path path, Consumer<ChartOptions> options) {
    write(path, options, chosen -> Histograms.of(values, chosen));
  }

  /**
   * Draws how values are distributed: a panel for each array.
   *
   * @param values arrays of any shape by their names
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or there are no arrays
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void histogram(Map<String, INDArray> values, Path path) {
    histogram(values, path, o -> {});
  }

  // What is inside a model.

  /**
   * Draws how the weights of a model are distributed: a panel for each.
   *
   * @param model the model
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or there are no weights
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void weightHistogram(Network model, Path path) {
    histogram(LayerOutputs.weights(model), path, o -> {});
  }

  /**
   * Draws how the outputs of a model's layers are distributed: a panel for each.
   *
   * @param model the model, of one input
   * @param x what it is given, [rows, …]
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or the model does not take
   *     x
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void activationHistogram(Network model, INDArray x, Path path) {
    histogram(LayerOutputs.of(model, x), path, o -> {});
  }

  /**
   * Draws the kernels of a convolution as images: of three input channels in colour, of others
   * their mean. The least weight of a filter is black, the largest white.
   *
   * @param layer a layer with a kernel [height, width, inputs, filters], such as {@code
   *     model.getLayer("conv1")}
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or the layer has no such
   *     kernel
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void filters(Layer layer, Path path) {
    write(path, o -> o.title(layer.name()), chosen -> Filters.of(layer, chosen));
  }

  /**
   * Draws where in a photograph a classifier sees a class, by Grad-CAM.
   *
   * @param model the classifier, of one input and one output
   * @param x the image as the model takes it, [height, width, channels]
   * @param photograph the same image as it is shown, [height, width, 3], of any size
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param options sets the class and the layer
   * @throws IllegalArgumentException if the file's name ends otherwise, or there is no such class
   *     or layer
   * @throws java.io.UncheckedIOException if the file cannot be written
   * @see <a href="https://arxiv.org/abs/1610.02391">Selvaraju et al. 2017: Grad-CAM</a>
   */
  public static void gradCam(
      Network model, INDArray x, INDArray photograph, Path path, Consumer<GradCamOptions> options) {
    PictureFile file = new PictureFile(path, "png", "svg", "pdf");
    GradCamOptions chosen = new GradCamOptions();
    options.accept(chosen);
    GradCam cam = new GradCam(model, x, chosen.layer(), chosen.classIndex());
    file.write(HeatScene.of(photograph, cam, chosen), chosen.dpi());
  }

  /**
   * Draws where in a photograph a classifier sees the class that it finds, by Grad-CAM.
   *
   * @param model the classifier, of one input and one output
   * @param x the image as the model takes it, [height, width, channels]
   * @param photograph the same image as it is shown, [height, width, 3], of any size
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @throws IllegalArgumentException if the file's name ends otherwise, or the model has no layer
   *     with maps
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void gradCam(Network model, INDArray x, INDArray photograph, Path path) {
    gradCam(model, x, photograph, path, o -> {});
  }

  /**
   * Draws where in a photograph a classifier sees the class that it finds, by Grad-CAM on the maps
   * of a layer.
   *
   * @param model the classifier, of one input and one output
   * @param x the image as the model takes it, [height, width, channels]
   * @param photograph the same image as it is shown, [height, width, 3], of any size
   * @param path the file, replaced in one step: {@code .png}, {@code .svg} or {@code .pdf}
   * @param layer the name of a layer whose output is [batch, height, width, channels]
   * @throws IllegalArgumentException if the file's name ends otherwise, or there is no such layer
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void gradCam(
      Network model, INDArray x, INDArray photograph, Path path, String layer) {
    gradCam(model, x, photograph, path, o -> o.layer(layer));
  }
}
