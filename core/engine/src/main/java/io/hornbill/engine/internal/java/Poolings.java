package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.java.ExactKernel.Body;
import io.hornbill.engine.internal.kernel.Covered;
import io.hornbill.graph.Shape;
import io.hornbill.graph.internal.ops.Pool;
import java.util.Arrays;

/** Definitions of poolings over any number of spatial axes, channels last. */
final class Poolings {
  private Poolings() {}

  static Body pool(Pool pool, Shape input, Shape output) {
    Covered covered = new Covered(pool, input, output);
    int channels = (int) input.last();
    int[] counts = new int[(int) output.size() / channels];
    return (in, out) -> {
      double[] x = in[0];
      double[] y = out[0];
      Arrays.fill(y, pool.max() ? Double.NEGATIVE_INFINITY : 0);
      Arrays.fill(counts, 0);
      covered.visit(
          (i, o) -> {
            counts[o]++;
            for (int c = 0; c < channels; c++) {
              double value = x[i * channels + c];
              int at = o * channels + c;
              y[at] = pool.max() ? Math.max(y[at], value) : y[at] + value;
            }
          });
      for (int at = 0; !pool.max() && at < y.length; at++) {
        y[at] /= counts[at / channels];
      }
    };
  }

  static Body poolGradient(Pool pool, Shape input, Shape output) {
    Covered covered = new Covered(pool, input, output);
    int channels = (int) input.last();
    int[] counts = new int[(int) output.size() / channels];
    boolean[] given = new boolean[(int) output.size()];
    return (in, out) -> {
      double[] x = in[0];
      double[] y = in[1];
      double[] dy = in[2];
      double[] dx = out[0];
      Arrays.fill(dx, 0);
      Arrays.fill(counts, 0);
      Arrays.fill(given, false);
      covered.visit((i, o) -> counts[o]++);
      covered.visit(
          (i, o) -> {
            for (int c = 0; c < channels; c++) {
              int from = o * channels + c;
              int to = i * channels + c;
              if (!pool.max()) {
                dx[to] += dy[from] / counts[o];
              } else if (!given[from] && x[to] == y[from]) {
                given[from] = true;
                dx[to] += dy[from];
              }
            }
          });
    };
  }
}
