package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.java.ExactKernel.Body;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.graph.Shape;
import io.hornbill.graph.internal.ops.ArgReduce;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Reduce;
import java.util.Arrays;

/** Definitions of the ops that combine elements along axes. */
final class Reductions {
  private Reductions() {}

  static Body reduce(Reduce op, Shape shape) {
    int[] target = targets(op, shape);
    int size = (int) Math.max(1, size(op, shape));
    double count = target.length == 0 ? 1 : (double) target.length / size;
    return (in, out) -> {
      double[] x = in[0];
      double[] y = out[0];
      switch (op.kind()) {
        case SUM, MEAN -> {
          Arrays.fill(y, 0);
          for (int i = 0; i < x.length; i++) {
            y[target[i]] += x[i];
          }
          if (op.kind() == Reduce.Kind.MEAN) {
            for (int i = 0; i < y.length; i++) {
              y[i] /= count;
            }
          }
        }
        case PROD -> {
          Arrays.fill(y, 1);
          for (int i = 0; i < x.length; i++) {
            y[target[i]] *= x[i];
          }
        }
        case MAX -> {
          Arrays.fill(y, Double.NEGATIVE_INFINITY);
          for (int i = 0; i < x.length; i++) {
            y[target[i]] = Math.max(y[target[i]], x[i]);
          }
        }
        case MIN -> {
          Arrays.fill(y, Double.POSITIVE_INFINITY);
          for (int i = 0; i < x.length; i++) {
            y[target[i]] = Math.min(y[target[i]], x[i]);
          }
        }
      }
    };
  }

  private static long size(Reduce op, Shape shape) {
    return shape.without(op.axes().stream().mapToInt(Integer::intValue).toArray()).size();
  }

  /** For each element the position of its result. */
  private static int[] targets(Reduce op, Shape shape) {
    long[] kept = shape.dims();
    op.axes().forEach(axis -> kept[axis] = 1);
    return View.dense(Shape.of(kept)).repeated(shape).positions();
  }

  static Body argReduce(ArgReduce op, Shape shape) {
    int inner = (int) shape.slice(op.axis() + 1, shape.rank()).size();
    int length = (int) shape.dim(op.axis());
    return (in, out) -> {
      double[] x = in[0];
      double[] y = out[0];
      for (int i = 0; i < y.length; i++) {
        int start = i / inner * length * inner + i % inner;
        int best = 0;
        for (int k = 1; k < length; k++) {
          double candidate = x[start + k * inner];
          double top = x[start + best * inner];
          boolean better = op.greatest() ? candidate > top : candidate < top;
          best = better || (Double.isNaN(candidate) && !Double.isNaN(top)) ? k : best;
        }
        y[i] = best;
      }
    };
  }

  static Body cumulativeSum(CumulativeSum op, Shape shape) {
    int inner = (int) shape.slice(op.axis() + 1, shape.rank()).size();
    int length = (int) shape.dim(op.axis());
    return (in, out) -> {
      double[] x = in[0];
      double[] y = out[0];
      for (int line = 0; line < x.length / Math.max(1, length); line++) {
        int start = line / inner * length * inner + line % inner;
        double sum = 0;
        for (int k = 0; k < length; k++) {
          int at = start + (op.reverse() ? length - 1 - k : k) * inner;
          sum += x[at];
          y[at] = sum;
        }
      }
    };
  }

  static Body sort(boolean descending, Shape shape) {
    int length = (int) shape.last();
    Integer[] order = new Integer[length];
    return (in, out) -> {
      double[] x = in[0];
      for (int start = 0; start < x.length; start += length) {
        int base = start;
        for (int i = 0; i < length; i++) {
          order[i] = i;
        }
        Arrays.sort(
            order,
            (a, b) ->
                descending
                    ? Double.compare(x[base + b], x[base + a])
                    : Double.compare(x[base + a], x[base + b]));
        for (int i = 0; i < length; i++) {
          out[0][start + i] = x[start + order[i]];
          out[1][start + i] = order[i];
        }
      }
    };
  }
}
