package io.hornbill.visualization;

import io.hornbill.base.Checks;
import java.util.List;

/**
 * How a chart is drawn.
 *
 * <pre>{@code
 * Plots.history(history, Path.of("curves.svg"), o -> o.title("MNIST").logarithmic(true));
 * }</pre>
 */
public final class ChartOptions {
  private static final String OWNER = "ChartOptions";
  private static final int SMALLEST = 120;
  private static final int LARGEST = 8000;
  private static final double MOST_DPI = 1200;
  private static final int MOST_BINS = 1000;

  private String title = "";
  private int width = 480;
  private int height = 320;
  private double dpi = 200;
  private boolean logarithmic;
  private int bins = 40;
  private List<String> names = List.of();

  /** Makes the usual options. */
  public ChartOptions() {}

  /**
   * Sets what stands above the chart.
   *
   * @param text nothing by default
   * @return these options
   */
  public ChartOptions title(String text) {
    title = text;
    return this;
  }

  /**
   * Sets the size of each panel.
   *
   * @param panelWidth its width in CSS pixels, 96 per inch, in [120, 8000]; 480 by default
   * @param panelHeight its height, in [120, 8000]; 320 by default
   * @return these options
   * @throws IllegalArgumentException if one is out of range
   */
  public ChartOptions size(int panelWidth, int panelHeight) {
    width = (int) Checks.within(OWNER, "panelWidth", panelWidth, SMALLEST, LARGEST);
    height = (int) Checks.within(OWNER, "panelHeight", panelHeight, SMALLEST, LARGEST);
    return this;
  }

  /**
   * Sets how finely a {@code .png} is drawn.
   *
   * @param dotsPerInch in [10, 1200]; 200 by default
   * @return these options
   * @throws IllegalArgumentException if it is out of range
   */
  public ChartOptions dpi(double dotsPerInch) {
    dpi = Checks.within(OWNER, "dpi", dotsPerInch, 10, MOST_DPI);
    return this;
  }

  /**
   * Sets whether the vertical axis is logarithmic, where all values are positive.
   *
   * @param use false by default
   * @return these options
   */
  public ChartOptions logarithmic(boolean use) {
    logarithmic = use;
    return this;
  }

  /**
   * Sets into how many ranges a histogram divides the values.
   *
   * @param count in [1, 1000]; 40 by default
   * @return these options
   * @throws IllegalArgumentException if it is out of range
   */
  public ChartOptions bins(int count) {
    bins = (int) Checks.within(OWNER, "bins", count, 1, MOST_BINS);
    return this;
  }

  /**
   * Sets the names of the classes.
   *
   * @param classes one per class; their numbers by default
   * @return these options
   */
  public ChartOptions names(List<String> classes) {
    names = List.copyOf(classes);
    return this;
  }

  /**
   * Returns what stands above the chart.
   *
   * @return the text; may be empty
   */
  public String title() {
    return title;
  }

  /**
   * Returns the width of a panel.
   *
   * @return CSS pixels
   */
  public int width() {
    return width;
  }

  /**
   * Returns the height of a panel.
   *
   * @return CSS pixels
   */
  public int height() {
    return height;
  }

  /**
   * Returns how finely a {@code .png} is drawn.
   *
   * @return dots per inch
   */
  public double dpi() {
    return dpi;
  }

  /**
   * Says whether the vertical axis is logarithmic.
   *
   * @return true if it is
   */
  public boolean isLogarithmic() {
    return logarithmic;
  }

  /**
   * Returns the number of ranges of a histogram.
   *
   * @return the number
   */
  public int bins() {
    return bins;
  }

  /**
   * Returns the names of the classes.
   *
   * @return the names; empty if they were not given
   */
  public List<String> names() {
    return names;
  }
}
