package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** The nearest whole number, halves to the even one. */
public record Round() implements Unary {
  @Override
  public double value(double x) {
    return Math.rint(x);
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
