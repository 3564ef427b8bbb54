package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The smaller one; NaN wins; on a tie the gradient is halved. */
public record Minimum() implements Binary {
  @Override
  public double value(double a, double b) {
    return Math.min(a, b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Extremes.share(Ops.less(a, b), Ops.lessEqual(a, b), dy);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Extremes.share(Ops.less(b, a), Ops.lessEqual(b, a), dy);
  }
}
