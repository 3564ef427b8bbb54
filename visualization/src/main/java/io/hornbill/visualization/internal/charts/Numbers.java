package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Checks;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as Java's numbers. */
public final class Numbers {
  private Numbers() {}

  /** All numbers, row by row. */
  public static double[] of(INDArray array) {
    return array.length() == 0 ? new double[0] : array.dup('c').data().asDouble();
  }

  /** The number of rows. */
  static int rows(INDArray array) {
    return array.rank() == 0 ? 1 : Math.toIntExact(array.size(0));
  }

  /** The numbers per row. */
  static int columns(INDArray array) {
    return Math.toIntExact(array.length() / Math.max(1, rows(array)));
  }

  /**
   * Class ids: of ids as they are, of probabilities or one-hot rows the place of the largest, of
   * single probabilities 1 from 0.5 on.
   */
  static int[] classes(String name, INDArray array) {
    double[] values = of(array);
    int columns = columns(array);
    Checks.argument(
        array.length() > 0 && array.rank() <= 2,
        "Plots: %s must be class ids [rows] or probabilities [rows, classes]. Received: shape %s."
            + " Reshape it.",
        name,
        Arrays.toString(array.shape()));
    int[] classes = new int[values.length / columns];
    for (int row = 0; row < classes.length; row++) {
      classes[row] =
          columns == 1 ? single(name, values[row]) : largest(values, row * columns, columns);
    }
    return classes;
  }

  private static int single(String name, double value) {
    Checks.argument(
        value >= 0 && value <= Integer.MAX_VALUE,
        "Plots: %s must be class ids from 0, or probabilities. Received: %s. Encode the classes as"
            + " 0, 1, …",
        name,
        value);
    return (int) Math.floor(value < 1 ? value + 0.5 : value);
  }

  private static int largest(double[] values, int from, int count) {
    int best = from;
    for (int i = from; i < from + count; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best - from;
  }

  /** Requires as many rows of both. */
  static void sameRows(INDArray yTrue, INDArray yPred) {
    Checks.argument(
        rows(yTrue) == rows(yPred),
        "Plots: yTrue and yPred must have the same number of rows. Received: %s and %s. Pass what"
            + " belongs together.",
        rows(yTrue),
        rows(yPred));
  }
}
