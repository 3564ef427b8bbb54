package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/** The gradient of {@link Relu} from its output and the gradient by it: {@code a > 0 ? b : 0}. */
public record ReluGradient() implements Binary {
  @Override
  public double value(double a, double b) {
    return a > 0 ? b : 0;
  }

  @Override
  public @Nullable Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return null;
  }

  @Override
  public Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy) {
    return Node.apply(new ReluGradient(), a, dy);
  }
}
