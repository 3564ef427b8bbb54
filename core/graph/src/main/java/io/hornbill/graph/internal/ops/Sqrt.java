package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The square root. */
public record Sqrt() implements Unary {
  @Override
  public double value(double x) {
    return Math.sqrt(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(0.5).dividedBy(y);
  }
}
