package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;

/** The gradient of {@link Tanh} from its output and the gradient by it: {@code b * (1 - a * a)}. */
public record TanhGradient() implements Binary {
  @Override
  public double value(double a, double b) {
    return b * (1 - a * a);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b).times(a).times(-2);
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Node.apply(new TanhGradient(), a, dy);
  }
}
