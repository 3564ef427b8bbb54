package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** 1 where the element is not a number, else 0. */
public record IsNan() implements Unary {
  @Override
  public double value(double x) {
    return Double.isNaN(x) ? 1 : 0;
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
