package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The element, but at least {@code low} and at most {@code high}; its gradient is 0 outside.
 *
 * @param low the least value
 * @param high the greatest value
 */
public record Clip(double low, double high) implements Unary {
  @Override
  public double value(double x) {
    return x < low ? low : x > high ? high : x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    Tensor inside = Ops.multiply(Ops.greaterEqual(x, low), Ops.lessEqual(x, high));
    return dy.times(inside);
  }
}
