package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The cosine. */
public record Cos() implements Unary {
  @Override
  public double value(double x) {
    return Math.cos(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Ops.negative(dy.times(Ops.sin(x)));
  }
}
