package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The position of the greatest or smallest element along an axis, the first one on a tie. Has no
 * gradient.
 *
 * @param axis the axis, from 0
 * @param greatest true for the greatest, false for the smallest
 */
public record ArgReduce(int axis, boolean greatest) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Shape shape = x.shape().without(axis);
    return List.of(new Spec(x.dataType(), shape));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return Op.gradientList((Tensor) null);
  }
}
