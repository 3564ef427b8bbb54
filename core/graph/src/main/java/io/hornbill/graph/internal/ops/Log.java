package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The natural logarithm. */
public record Log() implements Unary {
  @Override
  public double value(double x) {
    return Math.log(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.dividedBy(x);
  }
}
