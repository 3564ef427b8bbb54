package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** 1 where the first is greater, else 0. */
public record Greater() implements Binary {
  @Override
  public double value(double a, double b) {
    return a > b ? 1 : 0;
  }

  @Override
  public @Nullable Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public @Nullable Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return null;
  }
}
