package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Changes the sign. */
public record Negate() implements Unary {
  @Override
  public double value(double x) {
    return -x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Ops.negative(dy);
  }
}
