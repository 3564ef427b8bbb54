package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** The error function. */
public record Erf() implements Unary {
  @Override
  public double value(double x) {
    return ErrorFunction.value(x);
  }

  @Override
  public Tensor gradient(Tensor x, Tensor y, Tensor dy) {
    return dy.times(Ops.exp(Ops.negative(Ops.square(x)))).times(2 / Math.sqrt(Math.PI));
  }
}
