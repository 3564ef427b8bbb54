package io.hornbill.engine.tiles;

import io.hornbill.engine.tiles.ExactKernel.Body;
import io.hornbill.graph.Shape;
import io.hornbill.graph.ops.Pool;
import io.hornbill.graph.ops.Window;
import java.util.Arrays;

/** Definitions of poolings over any number of spatial axes, channels last. */
final class Poolings {
  private Poolings() {}

  /** What to do with a pair: positions without the channel axis, and the window's element. */
  @FunctionalInterface
  private interface Visit {
    void pair(int input, int output, int element);
  }

  private static void visit(Shape input, Shape output, long[] size, Window window, Visit visit) {
    int n = window.rank();
    int elements = 1;
    for (long length : size) {
      elements *= (int) length;
    }
    int places = (int) output.slice(0, n + 1).size();
    for (int place = 0; place < places; place++) {
      for (int element = 0; element < elements; element++) {
        int restPlace = place;
        int restElement = element;
        int position = 0;
        int stride = 1;
        boolean inside = true;
        for (int axis = n - 1; axis >= 0; axis--) {
          int length = (int) output.dim(axis + 1);
          long at =
              restPlace % length * window.strides().get(axis)
                  - window.before().get(axis)
                  + restElement % size[axis] * window.dilations().get(axis);
          restPlace /= length;
          restElement /= (int) size[axis];
          inside &= at >= 0 && at < input.dim(axis + 1);
          position += (int) at * stride;
          stride *= (int) input.dim(axis + 1);
        }
        if (inside) {
          visit.pair(restPlace * stride + position, place, element);
        }
      }
    }
  }

  static Body pool(Pool pool, Shape input, Shape output) {
    long[] size = pool.size().stream().mapToLong(Long::longValue).toArray();
    int channels = (int) input.last();
    int[] counts = new int[(int) output.size() / channels];
    return (in, out) -> {
      double[] x = in[0];
      double[] y = out[0];
      Arrays.fill(y, pool.max() ? Double.NEGATIVE_INFINITY : 0);
      Arrays.fill(counts, 0);
      visit(
          input,
          output,
          size,
          pool.window(),
          (i, o, e) -> {
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
    long[] size = pool.size().stream().mapToLong(Long::longValue).toArray();
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
      visit(input, output, size, pool.window(), (i, o, e) -> counts[o]++);
      visit(
          input,
          output,
          size,
          pool.window(),
          (i, o, e) -> {
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
