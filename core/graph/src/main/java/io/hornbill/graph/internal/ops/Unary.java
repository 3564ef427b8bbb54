package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An op that works on each element alone. */
public interface Unary extends Op {
  /**
   * Computes one element.
   *
   * @param x the element
   * @return its value
   */
  double value(double x);

  /**
   * Returns the gradient by the input.
   *
   * @param x the input
   * @param y the output
   * @param dy the gradient by the output
   * @return the gradient by the input; null where none flows
   */
  @Nullable Tensor gradient(Tensor x, Tensor y, Tensor dy);

  @Override
  default List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  default List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    return Op.gradientList(dy == null ? null : gradient(node.input(0), node.output(0), dy));
  }
}
