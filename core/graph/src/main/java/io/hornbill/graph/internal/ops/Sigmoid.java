package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;

/** {@code 1 / (1 + exp(-x))}. */
public record Sigmoid() implements Unary {
  @Override
  public double value(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return Node.apply(new SigmoidGradient(), y, dy);
  }
}
