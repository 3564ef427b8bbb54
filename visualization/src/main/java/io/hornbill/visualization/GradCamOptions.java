package io.hornbill.visualization;

import io.hornbill.base.Checks;
import org.jspecify.annotations.Nullable;

/**
 * What Grad-CAM looks for, and where.
 *
 * <pre>{@code
 * Plots.gradCam(model, x, photograph, path, o -> o.classIndex(281).layer("conv5_block3_out"));
 * }</pre>
 */
public final class GradCamOptions {
  private static final double MOST_DPI = 1200;

  private int classIndex = -1;
  private @Nullable String layer;
  private String title = "";
  private double dpi = 200;

  /** Makes the usual options: the class that the model finds, in its last maps. */
  public GradCamOptions() {}

  /**
   * Sets the class that is looked for.
   *
   * @param index its number, from 0; by default the class with the highest score
   * @return these options
   * @throws IllegalArgumentException if it is negative
   */
  public GradCamOptions classIndex(int index) {
    classIndex = (int) Checks.notNegative("GradCamOptions", "classIndex", index);
    return this;
  }

  /**
   * Sets the layer whose maps are looked at.
   *
   * @param name its name; by default the last layer with maps [batch, height, width, channels]
   * @return these options
   */
  public GradCamOptions layer(String name) {
    layer = name;
    return this;
  }

  /**
   * Sets what stands below the photograph.
   *
   * @param text nothing by default
   * @return these options
   */
  public GradCamOptions title(String text) {
    title = text;
    return this;
  }

  /**
   * Sets how finely a {@code .png} is drawn.
   *
   * @param dotsPerInch in [10, 1200]; 200 by default
   * @return these options
   * @throws IllegalArgumentException if it is out of range
   */
  public GradCamOptions dpi(double dotsPerInch) {
    dpi = Checks.within("GradCamOptions", "dpi", dotsPerInch, 10, MOST_DPI);
    return this;
  }

  /**
   * Returns the class that is looked for.
   *
   * @return its number; -1 for the one with the highest score
   */
  public int classIndex() {
    return classIndex;
  }

  /**
   * Returns the layer whose maps are looked at.
   *
   * @return its name; null for the last one with maps
   */
  public @Nullable String layer() {
    return layer;
  }

  /**
   * Returns what stands below the photograph.
   *
   * @return the text; may be empty
   */
  public String title() {
    return title;
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
