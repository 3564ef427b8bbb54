package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
import io.hornbill.visualization.ChartOptions;
import io.hornbill.visualization.internal.scene.Mark.Lettering;
import io.hornbill.visualization.internal.scene.Scene;
import io.hornbill.visualization.internal.scene.TextWidths;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How often each class was taken for each: rows are true classes, columns predicted ones. */
public final class ConfusionMatrix {
  private static final double MARGIN = 16;
  private static final double TITLE = 30;
  private static final double LEAST = 34;
  private static final double MOST = 110;
  private static final double ROW = 34;
  private static final double TEXT = 12;
  private static final int MOST_CLASSES = 200;
  private static final int MOST_NAMED = 20;
  private static final int FULL = 0x1D4ED8;
  private static final Lettering PLAIN = new Lettering(TEXT, false, 0x111827);
  private static final Lettering QUIET = new Lettering(11, false, 0x6B7280);

  private final int[][] counts;
  private final List<String> names;

  /** Counts; names may be empty. */
  public ConfusionMatrix(INDArray yTrue, INDArray yPred, List<String> names) {
    Numbers.sameRows(yTrue, yPred);
    int[] truth = Numbers.classes("yTrue", yTrue);
    int[] predicted = Numbers.classes("yPred", yPred);
    int seen = IntStream.concat(IntStream.of(truth), IntStream.of(predicted)).max().orElse(0) + 1;
    int columns = Math.max(Numbers.columns(yTrue), Numbers.columns(yPred));
    int classes = Math.max(Math.max(seen, columns == 1 ? 0 : columns), names.size());
    if (classes > MOST_CLASSES) {
      throw Fault.of("Plots")
          .expected("a confusion matrix must have at most %s classes", MOST_CLASSES)
          .received(classes)
          .remedy("Draw those that matter.")
          .argument();
    }
    if (!names.isEmpty() && names.size() != classes) {
      throw Fault.of("Plots")
          .expected("there must be one name for each of the %s classes", classes)
          .received(names)
          .remedy("Name all, or none.")
          .argument();
    }
    counts = new int[classes][classes];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    this.names = names.isEmpty() ? numbers(classes) : names;
  }

  /** The numbers: rows are true classes, columns predicted ones. */
  public int[][] counts() {
    return counts;
  }

  /** Draws the table. */
  public Scene draw(ChartOptions options) {
    List<String> rows = rowNames();
    List<String> columns = counts.length > MOST_NAMED ? numbers(counts.length) : rows;
    double longest = longest(rows);
    double digits = TextWidths.of(String.valueOf(largest()), TEXT, false);
    double cell = Math.max(LEAST, Math.max(longest(columns), digits) + 10);
    double left = MARGIN + Math.max(longest, TextWidths.of("true \\ predicted", 11, false)) + 10;
    double top = MARGIN + TITLE + ROW;
    Scene scene =
        new Scene(
            left + counts.length * cell + MARGIN,
            top + counts.length * ROW + MARGIN,
            options.title());
    scene.text(MARGIN, MARGIN + 14, 0, title(options), new Lettering(14, true, 0x111827));
    scene.text(left - 10, top - 10, 1, "true \\ predicted", QUIET);
    for (int i = 0; i < counts.length; i++) {
      scene.text(left + (i + 0.5) * cell, top - 10, 0.5, columns.get(i), PLAIN);
      scene.text(left - 10, top + (i + 0.62) * ROW, 1, rows.get(i), PLAIN);
      row(scene, counts[i], new Rectangle2D.Double(left, top + i * ROW, cell, ROW));
    }
    return scene;
  }

  /** Of many classes columns have the numbers alone, and rows say which is which. */
  private List<String> rowNames() {
    boolean numbered = counts.length > MOST_NAMED && !names.equals(numbers(counts.length));
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      String name = numbered ? names.get(i) + " (" + i + ")" : names.get(i);
      rows.add(Labels.shortened(name, numbered ? 2 * MOST : MOST - 10, TEXT));
    }
    return rows;
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).toList();
  }

  private static double longest(List<String> texts) {
    return texts.stream().mapToDouble(text -> TextWidths.of(text, TEXT, false)).max().orElse(0);
  }

  private int largest() {
    return IntStream.range(0, counts.length)
        .flatMap(row -> IntStream.of(counts[row]))
        .max()
        .orElse(0);
  }

  private String title(ChartOptions options) {
    long right = IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
    long all =
        IntStream.range(0, counts.length).mapToLong(i -> IntStream.of(counts[i]).sum()).sum();
    String accuracy =
        String.format(Locale.ROOT, "%d of %d right (%.1f %%)", right, all, 100.0 * right / all);
    return options.title().isEmpty() ? accuracy : options.title() + ": " + accuracy;
  }

  private static void row(Scene scene, int[] row, Rectangle2D first) {
    double total = Math.max(1, IntStream.of(row).sum());
    for (int i = 0; i < row.length; i++) {
      double share = row[i] / total;
      Rectangle2D cell =
          new Rectangle2D.Double(
              first.getX() + i * first.getWidth(),
              first.getY(),
              first.getWidth(),
              first.getHeight());
      scene.fill(cell, Shades.between(0xFFFFFF, FULL, share));
      scene.draw(cell, 0xE5E7EB, 1);
      int ink = share > 0.5 ? 0xFFFFFF : row[i] == 0 ? 0x9CA3AF : 0x111827;
      scene.text(
          cell.getCenterX(),
          cell.getY() + 0.62 * cell.getHeight(),
          0.5,
          String.valueOf(row[i]),
          new Lettering(TEXT, share > 0.5, ink));
    }
  }
}
