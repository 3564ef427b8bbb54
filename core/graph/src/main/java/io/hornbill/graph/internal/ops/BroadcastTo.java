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
 * The elements repeated along axes of length 1, by NumPy's rules.
 *
 * @param shape the new shape
 */
public record BroadcastTo(Shape shape) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Shape out = Shape.broadcast(name(), x.shape(), shape);
    if (!out.matches(shape)) {
      throw Fault.of("BroadcastTo")
          .expected("%s must broadcast to the new shape", x.shape())
          .received(shape)
          .remedy("Reshape it first.")
          .argument();
    }
    return List.of(new Spec(x.dataType(), shape));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return Op.gradientList(Ops.sumTo(gradients.get(0), node.input(0).shape()));
  }
}
