package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The sine. */
public record Sin() implements Unary {
  @Override
  public double value(double x) {
    return Math.sin(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(Ops.cos(x));
  }
}
