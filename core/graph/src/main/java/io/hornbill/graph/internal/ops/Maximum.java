package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The greater one; NaN wins; on a tie the gradient is halved. */
public record Maximum() implements Binary {
  @Override
  public double value(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Extremes.share(Ops.greater(a, b), Ops.greaterEqual(a, b), dy);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Extremes.share(Ops.greater(b, a), Ops.greaterEqual(b, a), dy);
  }
}
