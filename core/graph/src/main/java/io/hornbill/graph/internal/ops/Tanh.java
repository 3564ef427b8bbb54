package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;

/** The hyperbolic tangent. */
public record Tanh() implements Unary {
  @Override
  public double value(double x) {
    return Math.tanh(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Node.apply(new TanhGradient(), y, dy);
  }
}
