package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ResizeKernel;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/** Scales an axis by a product with fixed weights. */
final class Resampling {
  private Resampling() {}

  static Tensor scale(Tensor x, int axis, int length, String method, boolean antialias) {
    int n = (int) x.dim(axis);
    if (n == length) {
      return x;
    }
    if (method.equals("nearest")) {
      Sizes.table("Resize", length);
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        places.add(Math.min(n - 1, (int) Math.floor((i + 0.5) * n / length)));
      }
      return Padding.select(x, axis, places);
    }
    return apply(x, axis, weights(n, length, (double) length / n, 0, method, antialias));
  }

  static Tensor apply(Tensor x, int axis, double[][] weights) {
    return apply(x, axis, Ops.cast(Ops.constant(Nd4j.create(weights)), x.dataType()));
  }

  /**
   * Multiplies an axis.
   *
   * @param matrix weights [from, to]
   */
  static Tensor apply(Tensor x, int axis, Tensor matrix) {
    Tensor last = Ops.moveaxis(x, axis, x.rank() - 1);
    long[] dims = last.shape().dims();
    Tensor rows =
        Ops.reshape(last, last.shape().size() / dims[dims.length - 1], dims[dims.length - 1]);
    dims[dims.length - 1] = matrix.dim(1);
    return Ops.moveaxis(Ops.reshape(Ops.matmul(rows, matrix), dims), x.rank() - 1, axis);
  }

  /** Weights [from, to] of each element in each place, those of a place with sum 1. */
  static double[][] weights(
      int n, int length, double scale, double translation, String method, boolean antialias) {
    double inverse = 1 / scale;
    double wide = antialias ? Math.max(inverse, 1) : 1;
    ResizeKernel kernel = ResizeKernel.of(method);
    Sizes.table("Resize", (double) n * length);
    double[][] weights = new double[n][length];
    for (int j = 0; j < length; j++) {
      double center = (j + 0.5) * inverse - translation * inverse - 0.5;
      double total = 0;
      for (int i = 0; i < n; i++) {
        weights[i][j] = kernel.weight(Math.abs(center - i) / wide);
        total += weights[i][j];
      }
      boolean inside = center >= -0.5 && center <= n - 0.5 && Math.abs(total) > 1.2e-4;
      for (int i = 0; i < n; i++) {
        weights[i][j] = inside ? weights[i][j] / total : 0;
      }
    }
    return weights;
  }
}
