package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/**
 * {@code scale * x + offset} with two fixed numbers.
 *
 * @param scale the factor
 * @param offset the summand
 */
public record Affine(double scale, double offset) implements Unary {
  @Override
  public double value(double x) {
    return scale * x + offset;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(scale);
  }
}
