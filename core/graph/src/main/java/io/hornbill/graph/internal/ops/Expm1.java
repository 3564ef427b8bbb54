package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** {@code exp(x) - 1}, exact near 0. */
public record Expm1() implements Unary {
  @Override
  public double value(double x) {
    return Math.expm1(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y.plus(1));
  }
}
