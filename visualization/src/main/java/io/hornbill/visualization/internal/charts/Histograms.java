package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How values are distributed: a panel per array. */
public final class Histograms {
  private static final int COLUMNS = 4;
  private static final int MOST = 400;

  /**
   * Counts in ranges of equal width.
   *
   * @param edges the ranges' ends, one more than there are ranges
   * @param counts how many values are in each
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Bins(double[] edges, double[] counts) {}

  private Histograms() {}

  /** Draws arrays by their names. */
  public static Scene of(Map<String, INDArray> values, ChartOptions options) {
    if (values.isEmpty() || values.size() > MOST) {
      throw Fault.of("Plots")
          .expected("a histogram needs 1 to %s arrays", MOST)
          .received(values.size())
          .remedy("Choose those that matter.")
          .argument();
    }
    int columns = Math.min(COLUMNS, (int) Math.ceil(Math.sqrt(values.size())));
    return Panels.of(panels(values, options), columns, options);
  }

  private static List<Panel> panels(Map<String, INDArray> values, ChartOptions options) {
    List<Panel> panels = new ArrayList<>();
    for (Map.Entry<String, INDArray> entry : values.entrySet()) {
      double[] all = Numbers.of(entry.getValue());
      double[] finite = Arrays.stream(all).filter(Double::isFinite).toArray();
      Bins bins = bins(finite, options.bins());
      double most = Arrays.stream(bins.counts()).max().orElse(0);
      panels.add(
          new Panel(
              entry.getKey(),
              about(all.length, finite),
              Axis.exactly(bins.edges()[0], bins.edges()[options.bins()]),
              Axis.exactly(0, Math.max(1, most * 1.04)),
              false,
              List.of(outline(bins)),
              true,
              false));
    }
    return panels;
  }

  /** A line that goes up and down in steps. */
  private static Line outline(Bins bins) {
    double[] edges = bins.edges();
    double[] x = new double[2 * edges.length];
    double[] y = new double[2 * edges.length];
    for (int i = 0; i < edges.length; i++) {
      x[2 * i] = edges[i];
      x[2 * i + 1] = edges[i];
      y[2 * i] = i == 0 ? 0 : bins.counts()[i - 1];
      y[2 * i + 1] = i == edges.length - 1 ? 0 : bins.counts()[i];
    }
    return new Line("", x, y, Line.color(0), false);
  }

  private static String about(int count, double[] finite) {
    double mean = Arrays.stream(finite).average().orElse(0);
    double variance = Arrays.stream(finite).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    int odd = count - finite.length;
    String text =
        String.format(Locale.ROOT, "mean %.3g, std %.3g, n %d", mean, Math.sqrt(variance), count);
    return odd == 0 ? text : text + ", not finite " + odd;
  }

  /** Counts finite values; a single value gets ranges around it. */
  public static Bins bins(double[] finite, int count) {
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    if (low == high) {
      double around = Math.max(Math.abs(low) * 0.5, 0.5);
      low -= around;
      high += around;
    }
    double[] edges = new double[count + 1];
    for (int i = 0; i <= count; i++) {
      edges[i] = low + (high - low) * i / count;
    }
    double[] counts = new double[count];
    for (double value : finite) {
      counts[(int) Math.min(count - 1, (value - low) / (high - low) * count)]++;
    }
    return new Bins(edges, counts);
  }
}
