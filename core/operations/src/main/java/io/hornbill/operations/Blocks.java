package io.hornbill.operations;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Blocks of an image as channels, and back. */
final class Blocks {
  private Blocks() {}

  static Tensor depthToSpace(Arguments a) {
    long b = a.length("block_size", 1);
    Tensor x = a.x();
    long n = x.dim(0);
    if (first(a)) {
      long c = x.dim(1) / (b * b);
      Tensor split = Ops.reshape(x, n, c, b, b, x.dim(2), x.dim(3));
      return Ops.reshape(Ops.transpose(split, 0, 1, 4, 2, 5, 3), n, c, x.dim(2) * b, x.dim(3) * b);
    }
    return Ops.depthToSpace(x, b);
  }

  static Tensor spaceToDepth(Arguments a) {
    long b = a.length("block_size", 1);
    Tensor x = a.x();
    long n = x.dim(0);
    if (first(a)) {
      long c = x.dim(1);
      Tensor split = Ops.reshape(x, n, c, x.dim(2) / b, b, x.dim(3) / b, b);
      return Ops.reshape(
          Ops.transpose(split, 0, 1, 3, 5, 2, 4), n, c * b * b, x.dim(2) / b, x.dim(3) / b);
    }
    return Ops.spaceToDepth(x, b);
  }

  private static boolean first(Arguments a) {
    return a.text("data_format", "channels_last").equals("channels_first");
  }
}
