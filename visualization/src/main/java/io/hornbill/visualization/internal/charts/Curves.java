package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.History;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The curves of trainings: a panel for each number, training beside validation, run by run. */
public final class Curves {
  private static final String VALIDATION = "val_";
  private static final int COLUMNS = 3;
  private static final int MOST_POINTS = 2000;

  private Curves() {}

  /** Draws runs by their names; the name of a single one is left out. */
  public static Scene of(Map<String, History> runs, ChartOptions options) {
    Set<String> metrics = new LinkedHashSet<>();
    for (History run : runs.values()) {
      run.history().keySet().forEach(name -> metrics.add(plain(name)));
    }
    if (metrics.isEmpty()) {
      throw Fault.of("Plots")
          .expected("history must hold at least one epoch")
          .received(runs)
          .remedy("Pass what fit returned.")
          .argument();
    }
    List<Panel> panels = metrics.stream().map(metric -> panel(metric, runs, options)).toList();
    return Panels.of(panels, panels.size() == 4 ? 2 : COLUMNS, options);
  }

  private static String plain(String name) {
    return name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name;
  }

  private static Panel panel(String metric, Map<String, History> runs, ChartOptions options) {
    List<Line> lines = new ArrayList<>();
    int index = 0;
    for (Map.Entry<String, History> run : runs.entrySet()) {
      String before = runs.size() == 1 ? "" : run.getKey() + " ";
      int train = Line.color(index);
      int validation = runs.size() == 1 ? Line.color(1) : train;
      add(lines, run.getValue(), metric, before + "training", train, false);
      add(lines, run.getValue(), VALIDATION + metric, before + "validation", validation, true);
      index++;
    }
    double[] epochs = finite(lines, true);
    double[] values = finite(lines, false);
    boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    return new Panel(
        metric,
        epochs.length == values.length
            ? "epoch"
            : "epoch (not finite: " + (epochs.length - values.length) + ")",
        epochs(epochs),
        options.isLogarithmic() && positive ? Axis.logarithmic(low, high) : Axis.around(low, high),
        true,
        lines.stream().map(line -> Thinning.of(line, MOST_POINTS)).toList(),
        false,
        true);
  }

  /** A single epoch stands in the middle. */
  private static Axis epochs(double[] epochs) {
    double first = Arrays.stream(epochs).min().orElse(1);
    double last = Arrays.stream(epochs).max().orElse(1);
    return first == last ? Axis.exactly(first - 0.5, first + 0.5) : Axis.exactly(first, last);
  }

  private static double[] finite(List<Line> lines, boolean x) {
    return lines.stream()
        .flatMapToDouble(line -> Arrays.stream(x ? line.x() : line.y()))
        .filter(Double::isFinite)
        .toArray();
  }

  private static void add(
      List<Line> lines, History run, String metric, String name, int color, boolean dashed) {
    List<Double> values = run.history().getOrDefault(metric, List.of());
    if (values.isEmpty()) {
      return;
    }
    // Validated every second epoch, or with a number that came later, there are fewer values.
    int every = run.epoch().size() / values.size();
    double[] x = new double[values.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = run.epoch().get((i + 1) * every - 1) + 1.0;
    }
    double[] y = values.stream().mapToDouble(Double::doubleValue).toArray();
    lines.add(new Line(name, x, y, color, dashed));
  }
}
