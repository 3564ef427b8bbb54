package io.hornbill.initializers;

import java.util.Arrays;
import java.util.List;

/**
 * How many numbers a unit takes in and how many units a number goes to.
 *
 * @param in the fan-in
 * @param out the fan-out
 */
record Fans(double in, double out) {
  /**
   * Computes the fans as Keras does: of a dense kernel {@code [in, out]} its two lengths, of a
   * convolution kernel {@code [..., channels, filters]} those times the size of the window. Axes
   * that are named take precedence.
   */
  static Fans of(long[] shape, List<Integer> inputAxes, List<Integer> outputAxes) {
    if (!inputAxes.isEmpty() && !outputAxes.isEmpty()) {
      return new Fans(product(shape, inputAxes), product(shape, outputAxes));
    }
    int rank = shape.length;
    if (rank == 0) {
      return new Fans(1, 1);
    }
    if (rank == 1) {
      return new Fans(shape[0], shape[0]);
    }
    double window = Arrays.stream(shape, 0, rank - 2).asDoubleStream().reduce(1, (a, b) -> a * b);
    return new Fans(shape[rank - 2] * window, shape[rank - 1] * window);
  }

  private static double product(long[] shape, List<Integer> axes) {
    double product = 1;
    for (int axis : axes) {
      product *= shape[axis < 0 ? axis + shape.length : axis];
    }
    return product;
  }
}
