package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The quotient. */
public record Divide() implements Binary {
  @Override
  public double value(double a, double b) {
    return a / b;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.dividedBy(b);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Ops.negative(dy.times(y).dividedBy(b));
  }
}
