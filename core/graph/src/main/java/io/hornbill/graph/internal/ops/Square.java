package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The square. */
public record Square() implements Unary {
  @Override
  public double value(double x) {
    return x * x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(x).times(2);
  }
}
