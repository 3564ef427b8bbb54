package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** The next whole number below. */
public record Floor() implements Unary {
  @Override
  public double value(double x) {
    return Math.floor(x);
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
