package io.hornbill.visualization;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import java.util.List;
import java.util.Locale;

/**
 * What a picture of a model shows, named and preset as in Keras' {@code plot_model}.
 *
 * <pre>{@code
 * Plots.plot(model, Path.of("model.svg"), o -> o.showShapes(true).showLayerNames(true));
 * }</pre>
 *
 * @see <a href="https://keras.io/api/utils/model_plotting_utils/">Keras: model plotting</a>
 */
public final class PlotOptions {
  private static final List<String> DIRECTIONS = List.of("TB", "LR", "BT", "RL");
  private static final double MOST_DPI = 1200;

  private boolean showShapes;
  private boolean showDataType;
  private boolean showLayerNames;
  private boolean showLayerActivations;
  private boolean showTrainable;
  private boolean expandNested;
  private String rankDir = "TB";
  private double dpi = 200;

  /** Makes the options of Keras: classes of layers alone, from top to bottom. */
  public PlotOptions() {}

  /**
   * Sets whether the shapes of inputs and outputs are shown.
   *
   * @param show false by default
   * @return these options
   */
  public PlotOptions showShapes(boolean show) {
    showShapes = show;
    return this;
  }

  /**
   * Sets whether the types of the outputs are shown, such as {@code float32}.
   *
   * @param show false by default
   * @return these options
   */
  public PlotOptions showDataType(boolean show) {
    showDataType = show;
    return this;
  }

  /**
   * Sets whether the names of the layers are shown beside their classes.
   *
   * @param show false by default
   * @return these options
   */
  public PlotOptions showLayerNames(boolean show) {
    showLayerNames = show;
    return this;
  }

  /**
   * Sets whether the activations are shown of layers that have one.
   *
   * @param show false by default
   * @return these options
   */
  public PlotOptions showLayerActivations(boolean show) {
    showLayerActivations = show;
    return this;
  }

  /**
   * Sets whether it is shown of layers with weights if these are trained.
   *
   * @param show false by default
   * @return these options
   */
  public PlotOptions showTrainable(boolean show) {
    showTrainable = show;
    return this;
  }

  /**
   * Sets whether models that are layers of the model are drawn with their own layers, in a frame.
   *
   * @param expand false by default
   * @return these options
   */
  public PlotOptions expandNested(boolean expand) {
    expandNested = expand;
    return this;
  }

  /**
   * Sets where the picture goes.
   *
   * @param direction {@code "TB"} for top to bottom, the default, {@code "LR"} for left to right,
   *     {@code "BT"} or {@code "RL"}
   * @return these options
   * @throws IllegalArgumentException if it is something else
   */
  public PlotOptions rankDir(String direction) {
    String upper = direction.toUpperCase(Locale.ROOT);
    if (!DIRECTIONS.contains(upper)) {
      throw Fault.of("PlotOptions")
          .expected("rankDir must be one of %s", DIRECTIONS)
          .received("\"%s\"", direction)
          .remedy("Choose \"LR\" for left to right.")
          .argument();
    }
    rankDir = upper;
    return this;
  }

  /**
   * Sets the direction; as {@link #rankDir(String)}, spelled as in Keras.
   *
   * @param direction as there
   */
  public PlotOptions rankdir(String direction) {
    return rankDir(direction);
  }

  /**
   * Sets how finely a {@code .png} is drawn; text is as large as on a page at 96.
   *
   * @param dotsPerInch in (0, 1200]; 200 by default
   * @return these options
   * @throws IllegalArgumentException if it is out of range
   */
  public PlotOptions dpi(double dotsPerInch) {
    dpi =
        Checks.within(
            "PlotOptions", "dpi", Checks.positive("PlotOptions", "dpi", dotsPerInch), 0, MOST_DPI);
    return this;
  }

  /**
   * Says whether shapes are shown.
   *
   * @return true if they are
   */
  public boolean showsShapes() {
    return showShapes;
  }

  /**
   * Says whether types are shown.
   *
   * @return true if they are
   */
  public boolean showsDataType() {
    return showDataType;
  }

  /**
   * Says whether names are shown.
   *
   * @return true if they are
   */
  public boolean showsLayerNames() {
    return showLayerNames;
  }

  /**
   * Says whether activations are shown.
   *
   * @return true if they are
   */
  public boolean showsLayerActivations() {
    return showLayerActivations;
  }

  /**
   * Says whether it is shown what is trained.
   *
   * @return true if it is
   */
  public boolean showsTrainable() {
    return showTrainable;
  }

  /**
   * Says whether inner models are drawn with their layers.
   *
   * @return true if they are
   */
  public boolean expandsNested() {
    return expandNested;
  }

  /**
   * Returns where the picture goes.
   *
   * @return {@code "TB"}, {@code "LR"}, {@code "BT"} or {@code "RL"}
   */
  public String rankDir() {
    return rankDir;
  }

  /**
   * Returns how finely a {@code .png} is drawn.
   *
   * @return dots per inch
   */
  public double dpi() {
    return dpi;
  }
}
