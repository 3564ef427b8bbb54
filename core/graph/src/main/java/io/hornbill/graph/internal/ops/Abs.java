package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The absolute value; its gradient at 0 is 0. */
public record Abs() implements Unary {
  @Override
  public double value(double x) {
    return Math.abs(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(Ops.sign(x));
  }
}
