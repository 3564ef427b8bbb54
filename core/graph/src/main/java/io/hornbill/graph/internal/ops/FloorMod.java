package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The remainder with the sign of the divisor. */
public record FloorMod() implements Binary {
  @Override
  public double value(double a, double b) {
    return a - Math.floor(a / b) * b;
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy;
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Ops.negative(dy.times(Ops.floor(a.dividedBy(b))));
  }
}
