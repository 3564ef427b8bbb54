package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The product. */
public record Multiply() implements Binary {
  @Override
  public double value(double a, double b) {
    return a * b;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(a);
  }
}
