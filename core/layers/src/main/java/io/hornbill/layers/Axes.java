package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Moves the channel axis. */
final class Axes {
  private Axes() {}

  /** From {@code [batch, channels, ...]} to {@code [batch, ..., channels]}. */
  static Tensor channelsLast(Tensor x) {
    return moveToEnd(x, 1);
  }

  /** From {@code [batch, ..., channels]} to {@code [batch, channels, ...]}. */
  static Tensor channelsFirst(Tensor x) {
    return moveFromEnd(x, 1);
  }

  static Tensor moveToEnd(Tensor x, int axis) {
    int[] order = new int[x.rank()];
    for (int i = 0; i < order.length - 1; i++) {
      order[i] = i < axis ? i : i + 1;
    }
    order[order.length - 1] = axis;
    return Ops.transpose(x, order);
  }

  static Tensor moveFromEnd(Tensor x, int axis) {
    int[] order = new int[x.rank()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i < axis ? i : i == axis ? order.length - 1 : i - 1;
    }
    return Ops.transpose(x, order);
  }

  /** Moves several axes to the end, and joins them to one. */
  static Tensor moveToEnd(Tensor x, int... axes) {
    if (axes.length == 1) {
      return moveToEnd(x, axes[0]);
    }
    int first = x.rank() - axes.length;
    Tensor moved = Ops.transpose(x, order(x.rank(), axes));
    long[] dims = moved.shape().slice(0, first).append(-1).dims();
    dims[first] = moved.shape().slice(first, x.rank()).size();
    return Ops.reshape(moved, dims);
  }

  /** Brings what {@link #moveToEnd} moved back into a shape. */
  static Tensor moveFromEnd(Tensor x, Shape shape, int... axes) {
    if (axes.length == 1) {
      return moveFromEnd(x, axes[0]);
    }
    int[] order = order(shape.rank(), axes);
    long[] dims = new long[order.length];
    int[] back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      dims[i] = shape.dim(order[i]);
      back[order[i]] = i;
    }
    return Ops.transpose(Ops.reshape(x, dims), back);
  }

  /** The other axes, and then these. */
  private static int[] order(int rank, int... axes) {
    IntStream others =
        IntStream.range(0, rank).filter(i -> IntStream.of(axes).noneMatch(axis -> axis == i));
    return IntStream.concat(others, IntStream.of(axes)).toArray();
  }

  /** From {@code [batch, time, ...]} to {@code [batch * time, ...]}. */
  static Tensor joined(Tensor x) {
    Shape step = x.shape().slice(2, x.rank());
    return Ops.reshape(x, Shape.of(x.dim(0) * x.dim(1)).append(step.dims()).dims());
  }

  /** Back from {@code [batch * time, ...]}, with batch and time of the given shape. */
  static Tensor split(Tensor x, Shape batchAndTime) {
    Shape step = x.shape().slice(1, x.rank());
    return Ops.reshape(x, batchAndTime.slice(0, 2).append(step.dims()).dims());
  }

  /** The same for shapes, so that all rules are written for channels last. */
  static Shape channelsLast(Shape shape) {
    return shape.without(1).append(shape.dim(1));
  }

  /** Lengths as Keras writes them: None for those that are not known. */
  static List<@Nullable Object> written(List<? extends Number> lengths) {
    List<@Nullable Object> written = new ArrayList<>();
    lengths.forEach(length -> written.add(length.longValue() < 0 ? null : length));
    return written;
  }
}
