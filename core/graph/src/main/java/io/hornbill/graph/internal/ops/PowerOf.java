package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The element to a fixed power.
 *
 * @param exponent the power
 */
public record PowerOf(double exponent) implements Unary {
  @Override
  public double value(double x) {
    return Math.pow(x, exponent);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(Ops.power(x, exponent - 1)).times(exponent);
  }
}
