package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** {@code x / (1 + exp(-x))}. */
public record Swish() implements Unary {
  @Override
  public double value(double x) {
    return x / (1 + Math.exp(-x));
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    Tensor gate = Ops.sigmoid(x);
    return dy.times(gate.plus(y.times(gate.times(-1).plus(1))));
  }
}
