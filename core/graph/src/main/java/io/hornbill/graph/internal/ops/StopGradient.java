package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** The input itself, through which no gradient flows. */
public record StopGradient() implements Unary {
  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return null;
  }
}
