package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Enlarging along an axis as a product with a matrix of weights: samples at half-pixel centres, the
 * weights of each output normalized, as Keras' {@code ops.image.resize} does without antialiasing.
 */
final class Interpolation {
  private Interpolation() {}

  static Tensor enlarge(Tensor x, int axis, int factor, String way) {
    int length = (int) x.dim(axis);
    double[][] matrix = new double[length][length * factor];
    for (int to = 0; to < length * factor; to++) {
      double at = (to + 0.5) / factor - 0.5;
      double total = 0;
      for (int from = 0; from < length; from++) {
        matrix[from][to] = weight(Math.abs(at - from), way);
        total += matrix[from][to];
      }
      for (int from = 0; from < length; from++) {
        matrix[from][to] /= total;
      }
    }
    Tensor weights = Ops.constant(Nd4j.createFromArray(matrix).castTo(x.dataType()));
    Tensor moved = Axes.moveToEnd(x, axis);
    return Axes.moveFromEnd(Ops.dense(moved, weights), axis);
  }

  private static double weight(double distance, String way) {
    return switch (way) {
      case "bicubic" -> keys(distance);
      case "lanczos3" -> lanczos(distance, 3);
      case "lanczos5" -> lanczos(distance, 5);
      default -> Math.max(0, 1 - distance);
    };
  }

  /** Keys' cubic with a = -0.5. */
  private static double keys(double d) {
    if (d < 1) {
      return ((1.5 * d - 2.5) * d) * d + 1;
    }
    return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  }

  private static double lanczos(double d, double radius) {
    if (d > radius) {
      return 0;
    }
    double angle = Math.PI * d;
    return d > 1e-3 ? radius * Math.sin(angle) * Math.sin(angle / radius) / (angle * angle) : 1;
  }
}
