package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The first to the power of the second. */
public record Power() implements Binary {
  @Override
  public double value(double a, double b) {
    return Math.pow(a, b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b).times(Ops.power(a, b.minus(1)));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(y).times(Ops.log(a));
  }
}
