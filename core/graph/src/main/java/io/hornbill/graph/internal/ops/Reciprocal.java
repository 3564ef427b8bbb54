package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** One over the element. */
public record Reciprocal() implements Unary {
  @Override
  public double value(double x) {
    return 1 / x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Ops.negative(dy.times(Ops.square(y)));
  }
}
