package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** {@code log(1 + x)}, exact near 0. */
public record Log1p() implements Unary {
  @Override
  public double value(double x) {
    return Math.log1p(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.dividedBy(x.plus(1));
  }
}
