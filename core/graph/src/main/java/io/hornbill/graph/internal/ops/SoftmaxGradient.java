package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * The gradient of {@link Softmax} from its output {@code y} and the gradient {@code dy} by it:
 * {@code (dy - sum(dy * y)) * y}.
 */
public record SoftmaxGradient() implements Composite {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor y = inputs.get(0);
    Tensor dy = inputs.get(1);
    return List.of(dy.minus(Ops.sum(dy.times(y), -1, true)).times(y));
  }
}
