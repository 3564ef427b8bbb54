package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Tensor;

/** The input itself. */
public record Identity() implements Unary {
  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy;
  }
}
