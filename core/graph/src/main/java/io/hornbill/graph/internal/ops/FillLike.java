package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * One number everywhere, in the input's shape, which is known when a plan is made.
 *
 * @param number the number
 */
public record FillLike(double number) implements Composite {
  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    return List.of(Ops.fill(number, inputs.get(0).spec()));
  }
}
