package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An op that works on pairs of elements, with broadcasting as in NumPy. */
public interface Binary extends Op {
  /**
   * Computes one element.
   *
   * @param a the element of the first input
   * @param b the element of the second input
   * @return the value
   */
  double value(double a, double b);

  /**
   * Returns the gradient by the first input, before it is summed over broadcast axes.
   *
   * @param a the first input
   * @param b the second input
   * @param y the output
   * @param dy the gradient by the output
   * @return the gradient; null where none flows
   */
  @Nullable Tensor left(Tensor a, Tensor b, Tensor y, Tensor dy);

  /**
   * Returns the gradient by the second input, before it is summed over broadcast axes.
   *
   * @param a the first input
   * @param b the second input
   * @param y the output
   * @param dy the gradient by the output
   * @return the gradient; null where none flows
   */
  @Nullable Tensor right(Tensor a, Tensor b, Tensor y, Tensor dy);

  @Override
  default List<Spec> infer(List<Tensor> inputs) {
    Tensor a = inputs.get(0);
    Tensor b = inputs.get(1);
    return List.of(new Spec(a.dataType(), Shape.broadcast(name(), a.shape(), b.shape())));
  }

  @Override
  default List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList(null, null);
    }
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    Tensor y = node.output(0);
    return Op.gradientList(
        Ops.sumTo(left(a, b, y, dy), a.shape()), Ops.sumTo(right(a, b, y, dy), b.shape()));
  }
}
