package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Blocks of images as columns, and back. */
final class Folding {
  private Folding() {}

  /**
   * Images {@code [batch, channels, height, width]} as {@code [batch, channels * window, places]}.
   */
  static Tensor unfold(Arguments a) {
    Tensor x = a.x();
    int[] p = Windows.spread(a, "padding", 2, 0);
    Tensor padded = Ops.pad(Ops.pad(x, 2, p[0], p[0]), 3, p[1], p[1]);
    Grid grid = new Grid(a, padded.dim(2), padded.dim(3));
    Sizes.parts(a.name(), (double) grid.size[0] * grid.size[1]);
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < grid.size[0]; i++) {
      for (int j = 0; j < grid.size[1]; j++) {
        long top = (long) i * grid.dilation[0];
        long left = (long) j * grid.dilation[1];
        Tensor rows = Ops.slice(padded, 2, top, top + grid.reach(0), grid.stride[0]);
        parts.add(Ops.slice(rows, 3, left, left + grid.reach(1), grid.stride[1]));
      }
    }
    Tensor all = Ops.stack(parts, 2);
    return Ops.reshape(all, x.dim(0), x.dim(1) * parts.size(), grid.places[0] * grid.places[1]);
  }

  static Tensor fold(Arguments a) {
    Tensor x = a.x();
    int[] out = Windows.spread(a, "output_size", 2, 1);
    int[] p = Windows.spread(a, "padding", 2, 0);
    long height = out[0] + 2L * p[0];
    long width = out[1] + 2L * p[1];
    Grid grid = new Grid(a, height, width);
    int window = (int) Sizes.parts(a.name(), (double) grid.size[0] * grid.size[1]);
    long channels = x.dim(1) / window;
    Tensor blocks = Ops.reshape(x, x.dim(0), channels, window, grid.places[0], grid.places[1]);
    Tensor sum = null;
    for (int k = 0; k < window; k++) {
      Tensor part = Ops.select(blocks, 2, k);
      Tensor tall =
          spread(part, 2, (long) (k / grid.size[1]) * grid.dilation[0], grid.stride[0], height);
      Tensor wide =
          spread(tall, 3, (long) (k % grid.size[1]) * grid.dilation[1], grid.stride[1], width);
      sum = sum == null ? wide : sum.plus(wide);
    }
    Tensor all = java.util.Objects.requireNonNull(sum);
    Tensor rows = Ops.slice(all, 2, p[0], p[0] + (long) out[0]);
    return Ops.slice(rows, 3, p[1], p[1] + (long) out[1]);
  }

  private static Tensor spread(Tensor x, int axis, long from, long step, long length) {
    return io.hornbill.graph.Node.apply(
        new io.hornbill.graph.internal.ops.Spread(axis, from, step, length), x);
  }

  /** How the window moves. */
  private static final class Grid {
    private final int[] size;
    private final int[] dilation;
    private final int[] stride;
    private final long[] places = new long[2];

    Grid(Arguments a, long height, long width) {
      size = Windows.spread(a, "kernel_size", 2, 1);
      dilation = Windows.spread(a, "dilation", 2, 1);
      stride = Windows.spread(a, "stride", 2, 1);
      places[0] = (height - (size[0] - 1L) * dilation[0] - 1) / stride[0] + 1;
      places[1] = (width - (size[1] - 1L) * dilation[1] - 1) / stride[1] + 1;
    }

    long reach(int axis) {
      return (places[axis] - 1) * stride[axis] + 1;
    }
  }
}
