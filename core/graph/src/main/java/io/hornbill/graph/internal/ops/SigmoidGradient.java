package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;

/**
 * The gradient of {@link Sigmoid} from its output and the gradient by it: {@code b * a * (1 - a)}.
 */
public record SigmoidGradient() implements Binary {
  @Override
  public double value(double a, double b) {
    return b * a * (1 - a);
  }

  @Override
  public Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return dy.times(b).times(a.times(-2).plus(1));
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Node.apply(new SigmoidGradient(), a, dy);
  }
}
