package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** One over the square root. */
public record Rsqrt() implements Unary {
  @Override
  public double value(double x) {
    return 1 / Math.sqrt(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(-0.5).times(Ops.multiply(Ops.square(y), y));
  }
}
