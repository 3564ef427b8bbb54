package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Enlarging along an axis as a product with a matrix of weights: samples at half-pixel centres, the
 * weights of each output normalized, as Keras' {@code ops.image.resize} does without antialiasing.
 */
final class Interpolation {
  /** The matrix of weights: 128 MB of floats. */
  private static final int MOST_ELEMENTS = 1 << 25;

  private Interpolation() {}

  static Tensor enlarge(Tensor x, int axis, int factor, String way) {
    int length = (int) x.dim(axis);
    double elements = (double) length * length * factor;
    if (!(elements <= MOST_ELEMENTS)) {
      throw Fault.of("UpSampling2D")
          .expected("an axis times its enlarged length must be at most %s", MOST_ELEMENTS)
          .received("%s times %s", length, (long) length * factor)
          .remedy("Enlarge in steps, or by \"nearest\".")
          .argument();
    }
    INDArray matrix = Nd4j.create(x.dataType(), length, (long) length * factor);
    double[] column = new double[length];
    for (int to = 0; to < length * factor; to++) {
      double at = (to + 0.5) / factor - 0.5;
      double total = 0;
      for (int from = 0; from < length; from++) {
        column[from] = weight(Math.abs(at - from), way);
        total += column[from];
      }
      for (int from = 0; from < length; from++) {
        if (column[from] != 0) {
          matrix.putScalar(from, to, column[from] / total);
        }
      }
    }
    Tensor weights = Ops.constant(matrix);
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
