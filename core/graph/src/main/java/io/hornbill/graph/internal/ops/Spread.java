package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The adjoint of {@link Slice}: the elements at every {@code step}-th position of a longer axis,
 * zeros elsewhere. Also pads with zeros.
 *
 * @param axis the axis, from 0
 * @param from the first position
 * @param step the distance, at least 1
 * @param length the new length of the axis
 */
public record Spread(int axis, long from, long step, long length) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    long last = from + (x.dim(axis) - 1) * step;
    if (from < 0 || step < 1 || (length != Shape.UNKNOWN && x.dim(axis) > 0 && last >= length)) {
      throw Fault.of("Spread")
          .expected("need 0 <= from, a step of at least 1, and room for the last element")
          .received(
              "from %s, step %s, length %s on axis %s of %s", from, step, length, axis, x.shape())
          .remedy("Give paddings of at least 0.")
          .argument();
    }
    return List.of(new Spec(x.dataType(), x.shape().with(axis, length)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    long end = from + (node.input(0).dim(axis) - 1) * step + 1;
    return Op.gradientList(
        dy == null
            ? null
            : node.input(0).dim(axis) == 0
                ? Ops.zerosLike(node.input(0))
                : Node.apply(new Slice(axis, from, end, step), dy));
  }
}
