package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.function.DoubleUnaryOperator;
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
      java.util.List<Integer> places = new java.util.ArrayList<>();
      for (int i = 0; i < length; i++) {
        places.add(Math.min(n - 1, (int) Math.floor((i + 0.5) * n / length)));
      }
      return Padding.select(x, axis, places);
    }
    return apply(x, axis, weights(n, length, (double) length / n, 0, method, antialias));
  }

  static Tensor apply(Tensor x, int axis, double[][] weights) {
    Tensor matrix = Ops.cast(Ops.constant(Nd4j.create(weights)), x.dataType());
    Tensor last = Moves.move(x, axis, x.rank() - 1);
    long[] dims = last.shape().dims();
    Tensor rows =
        Ops.reshape(last, last.shape().size() / dims[dims.length - 1], dims[dims.length - 1]);
    dims[dims.length - 1] = weights[0].length;
    return Moves.move(Ops.reshape(Ops.matmul(rows, matrix), dims), x.rank() - 1, axis);
  }

  /** Weights [from, to] of each element in each place, those of a place with sum 1. */
  static double[][] weights(
      int n, int length, double scale, double translation, String method, boolean antialias) {
    double inverse = 1 / scale;
    double wide = antialias ? Math.max(inverse, 1) : 1;
    DoubleUnaryOperator kernel = kernel(method);
    double[][] weights = new double[n][length];
    for (int j = 0; j < length; j++) {
      double center = (j + 0.5) * inverse - translation * inverse - 0.5;
      double total = 0;
      for (int i = 0; i < n; i++) {
        weights[i][j] = kernel.applyAsDouble(Math.abs(center - i) / wide);
        total += weights[i][j];
      }
      boolean inside = center >= -0.5 && center <= n - 0.5 && Math.abs(total) > 1.2e-4;
      for (int i = 0; i < n; i++) {
        weights[i][j] = inside ? weights[i][j] / total : 0;
      }
    }
    return weights;
  }

  private static DoubleUnaryOperator kernel(String method) {
    return switch (method) {
      case "bilinear", "linear" -> x -> Math.max(0, 1 - x);
      case "bicubic", "cubic" -> Resampling::cubic;
      case "lanczos3" -> x -> lanczos(x, 3);
      case "lanczos5" -> x -> lanczos(x, 5);
      default ->
          throw new IllegalArgumentException(
              "Resize: interpolation must be nearest, bilinear, bicubic, lanczos3 or lanczos5. Received: %s. Choose one of them."
                  .formatted(method));
    };
  }

  private static double cubic(double x) {
    double near = ((1.5 * x - 2.5) * x) * x + 1;
    double far = ((-0.5 * x + 2.5) * x - 4) * x + 2;
    return x >= 2 ? 0 : x >= 1 ? far : near;
  }

  private static double lanczos(double x, double radius) {
    if (x > radius) {
      return 0;
    }
    double y = radius * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / radius);
    return x <= 1e-3 ? 1 : y / (Math.PI * Math.PI * x * x);
  }
}
