package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An op that is a composition of simpler ones: its shapes and gradients follow from them. The
 * engine has a faster kernel for some composites and computes the composition of the others.
 */
public interface Composite extends Op {
  /**
   * Writes this op in simpler ones.
   *
   * @param inputs the inputs
   * @return the outputs
   * @throws IllegalArgumentException if the inputs do not fit
   */
  List<Tensor> compose(List<Tensor> inputs);

  @Override
  default List<Spec> infer(List<Tensor> inputs) {
    List<Tensor> stand = new ArrayList<>(inputs.size());
    for (Tensor input : inputs) {
      stand.add(Ops.placeholder(name(), input.spec()));
    }
    return compose(stand).stream().map(Tensor::spec).toList();
  }

  @Override
  default List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    List<Boolean> present = new ArrayList<>();
    List<Tensor> inputs = new ArrayList<>(node.inputs());
    inputs.addAll(node.outputs());
    for (Tensor gradient : gradients) {
      present.add(gradient != null);
      if (gradient != null) {
        inputs.add(gradient);
      }
    }
    CompositeGradient op = new CompositeGradient(this, node.inputs().size(), present);
    return new ArrayList<>(Node.of(op, inputs).outputs());
  }
}
