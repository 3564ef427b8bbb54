package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The exponential function. */
public record Exp() implements Unary {
  @Override
  public double value(double x) {
    return Math.exp(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(y);
  }
}
