package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The second input where the first is not 0, else the third; with broadcasting. */
public record Where() implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Shape values = Shape.broadcast(name(), inputs.get(1).shape(), inputs.get(2).shape());
    Shape all = Shape.broadcast(name(), inputs.get(0).shape(), values);
    return List.of(new Spec(inputs.get(1).dataType(), all));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList(null, null, null);
    }
    Tensor condition = node.input(0);
    Tensor zero = Ops.constant(0, dy.dataType());
    return Op.gradientList(
        null,
        Ops.sumTo(Ops.where(condition, dy, zero), node.input(1).shape()),
        Ops.sumTo(Ops.where(condition, zero, dy), node.input(2).shape()));
  }
}
