package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The inputs one after the other along an axis.
 *
 * @param axis the axis, from 0
 */
public record Concat(int axis) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor first = inputs.get(0);
    long length = 0;
    for (Tensor x : inputs) {
      if (x.rank() != first.rank()
          || !x.shape().with(axis, 1).matches(first.shape().with(axis, 1))) {
        throw Fault.of("Concatenate")
            .expected("shapes must agree but for axis %s", axis)
            .received(inputs.stream().map(Tensor::shape).toList())
            .remedy("Reshape or crop the inputs.")
            .argument();
      }
      length = length < 0 || x.dim(axis) < 0 ? Shape.UNKNOWN : length + x.dim(axis);
    }
    Shape shape = first.shape();
    for (Tensor x : inputs) { // a length known in one input is known
      for (int i = 0; i < shape.rank(); i++) {
        shape = shape.dim(i) < 0 ? shape.with(i, x.dim(i)) : shape;
      }
    }
    return List.of(new Spec(first.dataType(), shape.with(axis, length)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    List<@Nullable Tensor> result = new ArrayList<>();
    long at = 0;
    for (Tensor x : node.inputs()) {
      result.add(dy == null ? null : Ops.slice(dy, axis, at, at + x.dim(axis)));
      at += x.dim(axis);
    }
    return result;
  }
}
