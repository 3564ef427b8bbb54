package io.hornbill.visualization.internal.charts;

import io.hornbill.base.Fault;
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
    if (array.length() <= 0 || array.rank() > 2) {
      throw Fault.of("Plots")
          .expected("%s must be class ids [rows] or probabilities [rows, classes]", name)
          .received("shape %s", Arrays.toString(array.shape()))
          .remedy("Reshape it.")
          .argument();
    }
    int[] classes = new int[values.length / columns];
    for (int row = 0; row < classes.length; row++) {
      classes[row] =
          columns == 1 ? single(name, values[row]) : largest(values, row * columns, columns);
    }
    return classes;
  }

  private static int single(String name, double value) {
    if (!(value >= 0 && value <= Integer.MAX_VALUE)) {
      throw Fault.of("Plots")
          .expected("%s must be class ids from 0, or probabilities", name)
          .received(value)
          .remedy("Encode the classes as 0, 1, …")
          .argument();
    }
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
    if (rows(yTrue) != rows(yPred)) {
      throw Fault.of("Plots")
          .expected("yTrue and yPred must have the same number of rows")
          .received("%s and %s", rows(yTrue), rows(yPred))
          .remedy("Pass what belongs together.")
          .argument();
    }
  }
}
