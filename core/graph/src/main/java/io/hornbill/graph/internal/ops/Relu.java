package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;

/** {@code max(x, 0)}; its gradient at 0 is 0. */
public record Relu() implements Unary {
  @Override
  public double value(double x) {
    return x < 0 ? 0 : x;
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Node.apply(new ReluGradient(), y, dy);
  }
}
