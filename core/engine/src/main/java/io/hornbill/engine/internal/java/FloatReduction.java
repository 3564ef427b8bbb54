package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.internal.ops.Reduce;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reductions of floats over neighbouring axes. Sums over many elements are taken in short runs of
 * floats, which vectorize, and those are added up in double, so that long sums stay exact.
 */
final class FloatReduction extends Kernel {
  private static final int RUN = 64;
  private static final int TILE = 4096;

  private final Reduce.Kind kind;
  private final Buffer source;
  private final Buffer target;
  private final int outer;
  private final int length;
  private final int inner;
  private final float[] line;
  private final float[] run;
  private final double[] total;
  private final float[] result;
  private FloatBuffer from = Operand.NO_FLOATS;
  private FloatBuffer to = Operand.NO_FLOATS;

  /** What a reduction needs while it runs; those of one size share it. */
  private record Size(int line, int runs, int results) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Room(float[] line, float[] run, double[] total, float[] result) {
    static Room of(Size size) {
      return new Room(
          new float[size.line],
          new float[size.runs],
          new double[size.runs],
          new float[size.results]);
    }
  }

  FloatReduction(Reduce op, Node node, Memory memory) {
    super("reduce " + node, List.of(memory.of(node.input(0))), List.of(memory.of(node.output(0))));
    Shape x = node.input(0).shape();
    int first = op.axes().get(0);
    int after = first + op.axes().size();
    kind = op.kind();
    source = memory.of(node.input(0));
    target = memory.of(node.output(0));
    outer = (int) x.slice(0, first).size();
    length = (int) x.slice(first, after).size();
    inner = (int) x.slice(after, x.rank()).size();
    Size size =
        inner == 1 ? new Size(Math.min(TILE, length), 0, outer) : new Size(inner, inner, inner);
    Room room = memory.shared(size, () -> Room.of(size));
    line = room.line;
    run = room.run;
    total = room.total;
    result = room.result;
  }

  /** Floats, and axes that follow each other. */
  static boolean fits(Reduce op, Node node) {
    List<Integer> axes = op.axes();
    return node.input(0).dataType() == DataType.FLOAT
        && node.input(0).shape().size() > 0
        && axes.get(axes.size() - 1) - axes.get(0) == axes.size() - 1;
  }

  @Override
  public void bind() {
    from = source.floats();
    to = target.floats();
  }

  @Override
  public void run() {
    for (int i = 0; i < outer; i++) {
      if (inner == 1) {
        result[i] = (float) one(i * length);
      } else {
        many(i);
      }
    }
    if (inner == 1) {
      to.put(0, result);
    }
  }

  /** Reduces neighbouring elements to one. */
  private double one(int start) {
    double value = first();
    for (int at = 0; at < length; at += TILE) {
      int count = Math.min(TILE, length - at);
      from.get(start + at, line, 0, count);
      value = combine(value, count);
    }
    return kind == Reduce.Kind.MEAN ? value / length : value;
  }

  private double combine(double start, int count) {
    double value = start;
    int i = 0;
    if (kind == Reduce.Kind.SUM || kind == Reduce.Kind.MEAN) {
      for (; i < count - 3; i += 4) { // pairs do not wait for each other
        value += ((double) line[i] + line[i + 1]) + ((double) line[i + 2] + line[i + 3]);
      }
    } else if (kind == Reduce.Kind.MAX) {
      for (; i < count - 3; i += 4) {
        float left = Math.max(line[i], line[i + 1]);
        float right = Math.max(line[i + 2], line[i + 3]);
        value = Math.max(value, Math.max(left, right));
      }
    }
    for (; i < count; i++) {
      value =
          switch (kind) {
            case SUM, MEAN -> value + line[i];
            case PROD -> value * line[i];
            case MAX -> Math.max(value, line[i]);
            case MIN -> Math.min(value, line[i]);
          };
    }
    return value;
  }

  private double first() {
    return switch (kind) {
      case SUM, MEAN -> 0;
      case PROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
    };
  }

  /** Reduces lines of elements to one line. */
  private void many(int block) {
    Arrays.fill(total, first());
    for (int at = 0; at < length; at += RUN) {
      int count = Math.min(RUN, length - at);
      Arrays.fill(run, (float) first());
      for (int i = 0; i < count; i++) {
        from.get((block * length + at + i) * inner, line);
        combineLine();
      }
      for (int k = 0; k < inner; k++) {
        total[k] =
            switch (kind) {
              case SUM, MEAN -> total[k] + run[k];
              case PROD -> total[k] * run[k];
              case MAX -> Math.max(total[k], run[k]);
              case MIN -> Math.min(total[k], run[k]);
            };
      }
    }
    double divisor = kind == Reduce.Kind.MEAN ? length : 1;
    for (int k = 0; k < inner; k++) {
      result[k] = (float) (total[k] / divisor);
    }
    to.put(block * inner, result);
  }

  private void combineLine() {
    switch (kind) {
      case SUM, MEAN -> {
        for (int k = 0; k < inner; k++) {
          run[k] += line[k];
        }
      }
      case PROD -> {
        for (int k = 0; k < inner; k++) {
          run[k] *= line[k];
        }
      }
      case MAX -> {
        for (int k = 0; k < inner; k++) {
          run[k] = Math.max(run[k], line[k]);
        }
      }
      case MIN -> {
        for (int k = 0; k < inner; k++) {
          run[k] = Math.min(run[k], line[k]);
        }
      }
    }
  }
}
