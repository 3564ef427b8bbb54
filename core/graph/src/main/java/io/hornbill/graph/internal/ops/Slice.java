package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every {@code step}-th element along an axis, from a start up to an end.
 *
 * @param axis the axis, from 0
 * @param from the first position
 * @param to the position after the last one
 * @param step the distance, at least 1
 */
public record Slice(int axis, long from, long to, long step) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    long length = x.dim(axis);
    if (from < 0 || from > to || step < 1 || (length >= 0 && to > length)) {
      throw Fault.of("Slice")
          .expected("need 0 <= from <= to <= %s and a step of at least 1", length)
          .received("from %s, to %s, step %s on axis %s of %s", from, to, step, axis, x.shape())
          .remedy("Stay inside the axis.")
          .argument();
    }
    return List.of(new Spec(x.dataType(), x.shape().with(axis, (to - from + step - 1) / step)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList((Tensor) null);
    }
    long length = node.input(0).dim(axis);
    return Op.gradientList(Node.apply(new Spread(axis, from, step, length), dy));
  }
}
