package io.hornbill.applications;

import io.hornbill.graph.Tensor;
import io.hornbill.layers.ZeroPadding2D;

/**
 * Zeros around images before windows of a stride of 2, as TensorFlow's "same" padding sets them.
 */
final class Margin {
  private Margin() {}

  /** The zeros that windows of a size need: fewer in front where the length is even. */
  static ZeroPadding2D before(Tensor x, int kernelSize) {
    int first = ChannelAxis.isLast() ? 1 : 2;
    int half = kernelSize / 2;
    boolean unknown = x.dim(first) < 0;
    int top = half - (unknown ? 1 : 1 - (int) (x.dim(first) % 2));
    int left = half - (unknown ? 1 : 1 - (int) (x.dim(first + 1) % 2));
    return new ZeroPadding2D(top, half, left, half);
  }
}
