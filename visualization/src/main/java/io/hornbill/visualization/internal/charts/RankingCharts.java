package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Curves of what thresholds do: one of a single score, or one per class against all others. */
public final class RankingCharts {
  private static final int MOST_POINTS = 1000;

  private RankingCharts() {}

  /** True by false positive rates. */
  public static Scene roc(INDArray yTrue, INDArray yScore, ChartOptions options) {
    Line chance = new Line("chance", new double[] {0, 1}, new double[] {0, 1}, 0x9CA3AF, true);
    List<Line> lines = lines(yTrue, yScore, options, RankingCharts::rocLine);
    lines.add(chance);
    return chart(lines, "false positive rate", "true positive rate", options);
  }

  /** Precision by recall. */
  public static Scene precisionRecall(INDArray yTrue, INDArray yScore, ChartOptions options) {
    List<Line> lines = lines(yTrue, yScore, options, RankingCharts::precisionLine);
    return chart(lines, "recall", "precision", options);
  }

  private static Scene chart(List<Line> lines, String x, String y, ChartOptions options) {
    Axis share = Axis.exactly(0, 1);
    List<Line> thin = lines.stream().map(line -> Thinning.of(line, MOST_POINTS)).toList();
    return Panels.of(List.of(new Panel(y, x, share, share, false, thin, false, true)), 1, options);
  }

  private static Line rocLine(String name, Ranking ranking) {
    String legend = String.format(Locale.ROOT, "%s (area %.3f)", name, ranking.areaUnderCurve());
    return new Line(legend, ranking.falsePositiveRates(), ranking.truePositiveRates(), 0, false);
  }

  private static Line precisionLine(String name, Ranking ranking) {
    String legend =
        String.format(Locale.ROOT, "%s (average %.3f)", name, ranking.averagePrecision());
    return new Line(legend, ranking.truePositiveRates(), ranking.precisions(), 0, false);
  }

  private static List<Line> lines(
      INDArray yTrue,
      INDArray yScore,
      ChartOptions options,
      BiFunction<String, Ranking, Line> make) {
    Numbers.sameRows(yTrue, yScore);
    double[] scores = Numbers.of(yScore);
    int columns = Numbers.columns(yScore);
    int[] truth = Numbers.classes("yTrue", yTrue);
    if (!options.names().isEmpty() && options.names().size() != columns) {
      throw Fault.of("Plots")
          .expected("there must be one name for each of the %s scores", columns)
          .received(options.names())
          .remedy("Name all, or none.")
          .argument();
    }
    List<Line> lines = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      boolean[] positive = new boolean[truth.length];
      double[] ofClass = new double[truth.length];
      for (int row = 0; row < truth.length; row++) {
        positive[row] = truth[row] == (columns == 1 ? 1 : c);
        ofClass[row] = scores[row * columns + c];
      }
      String name = options.names().isEmpty() ? defaultName(c, columns) : options.names().get(c);
      Line line = make.apply(name, new Ranking(positive, ofClass));
      lines.add(new Line(line.name(), line.x(), line.y(), Line.color(c), false));
    }
    return lines;
  }

  private static String defaultName(int index, int columns) {
    return columns == 1 ? "model" : "class " + index;
  }
}
