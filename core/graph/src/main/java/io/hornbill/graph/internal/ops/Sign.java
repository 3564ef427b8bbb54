package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** -1, 0 or 1. */
public record Sign() implements Unary {
  @Override
  public double value(double x) {
    return Math.signum(x);
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
