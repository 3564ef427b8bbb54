package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;

/** Statistics of whole arrays. */
final class Whole {
  private static final String NUMPY = "numpy";

  private Whole() {}

  static void register() {
    Operations.unary(NUMPY, "Corrcoef", Whole::correlationCoefficients);
    Operations.one(NUMPY, "Correlate", Whole::correlate);
    Operations.put(NUMPY, "Histogram", Whole::histogram);
    Operations.one("math", "CDist", Whole::distances);
    Operations.one("nn", "PSNR", Whole::psnr);
  }

  private static Tensor correlationCoefficients(Tensor x) {
    Tensor rows = x.rank() == 1 ? Ops.expandDims(x, 0) : x;
    Tensor centered = rows.minus(Ops.mean(rows, 1, true));
    Tensor covariance = Ops.matmul(centered, Ops.transpose(centered));
    Tensor deviation = Ops.sqrt(Diagonals.of(covariance, 0));
    Tensor both =
        covariance.dividedBy(Ops.expandDims(deviation, 0)).dividedBy(Ops.expandDims(deviation, 1));
    Tensor clipped = Ops.clip(both, -1, 1);
    return x.rank() == 1 ? Ops.reshape(clipped) : clipped;
  }

  private static Tensor correlate(Arguments a) {
    Tensor x = a.tensor(0, "x1");
    Tensor y = a.tensor(1, "x2");
    int n = (int) x.dim(0);
    int m = (int) y.dim(0);
    String mode = a.text("mode", "valid");
    int length =
        switch (mode) {
          case "full" -> n + m - 1;
          case "same" -> Math.max(n, m);
          default -> Math.max(n, m) - Math.min(n, m) + 1;
        };
    int skip =
        switch (mode) {
          case "full" -> 0;
          case "same" -> (n + m - 1 - length) / 2;
          default -> Math.min(n, m) - 1;
        };
    return Host.one(
        "correlate",
        Shape.of(length),
        (shapes, in, out) -> {
          for (int k = 0; k < length; k++) {
            double sum = 0;
            int shift = k + skip - (m - 1);
            for (int j = 0; j < m; j++) {
              int i = j + shift;
              sum += i >= 0 && i < n ? in[0][i] * in[1][j] : 0;
            }
            out[0][k] = sum;
          }
        },
        x,
        y);
  }

  private static List<Tensor> histogram(Arguments a) {
    Tensor x = a.x();
    int bins = a.length("bins", 10);
    Object range = a.setting("range");
    return Host.all(
        "histogram",
        List.of(Shape.of(bins), Shape.of(bins + 1)),
        (shapes, in, out) -> {
          double low = java.util.Arrays.stream(in[0]).min().orElse(0);
          double high = java.util.Arrays.stream(in[0]).max().orElse(1);
          if (range instanceof List<?> two) {
            low = ((Number) two.get(0)).doubleValue();
            high = ((Number) two.get(1)).doubleValue();
          }
          if (low == high) {
            low -= 0.5;
            high += 0.5;
          }
          count(in[0], low, high, out);
        },
        null,
        x);
  }

  private static void count(double[] values, double low, double high, double[][] out) {
    int bins = out[0].length;
    java.util.Arrays.fill(out[0], 0);
    for (int i = 0; i <= bins; i++) {
      out[1][i] = low + (high - low) * i / bins;
    }
    for (double value : values) {
      if (value >= low && value <= high) {
        int bin = java.util.Arrays.binarySearch(out[1], value);
        int at = bin < 0 ? -bin - 2 : bin;
        out[0][Math.min(at, bins - 1)]++;
      }
    }
  }

  private static Tensor distances(Arguments a) {
    Tensor x = a.tensor(0, "x");
    Tensor y = a.tensor(1, "y");
    Tensor difference = Ops.expandDims(x, x.rank() - 1).minus(Ops.expandDims(y, y.rank() - 2));
    return Ops.sqrt(Ops.sum(Ops.square(difference), -1, false));
  }

  private static Tensor psnr(Arguments a) {
    Tensor error = Ops.mean(Ops.square(a.tensor(0, "x1").minus(a.tensor(1, "x2"))));
    double most = 20 * Math.log10(a.number("max_val", 1));
    return Ops.log(error).times(-10 / Math.log(10)).plus(most);
  }
}
