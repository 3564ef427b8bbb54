package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a {@link Composite}. Inputs: the composite's inputs, its outputs, and the
 * gradients by those outputs that have one. Outputs: the gradients by the composite's inputs, zeros
 * where none flows.
 *
 * @param op the composite
 * @param arity the number of its inputs
 * @param present for each of its outputs, whether its gradient is among the inputs
 */
public record CompositeGradient(Composite op, int arity, List<Boolean> present)
    implements Composite {
  /**
   * Copies the list.
   *
   * @param op the composite
   * @param arity the number of its inputs
   * @param present for each of its outputs, whether its gradient is among the inputs
   */
  public CompositeGradient {
    present = List.copyOf(present);
  }

  @Override
  public String name() {
    return op.name() + "Gradient";
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return inputs.subList(0, arity).stream().map(Tensor::spec).toList();
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    List<Tensor> arguments = inputs.subList(0, arity);
    // Gradients are taken by stand-ins, so that they stop at this op's own inputs.
    List<Tensor> stand = new ArrayList<>();
    for (Tensor argument : arguments) {
      stand.add(Node.apply(new Identity(), argument));
    }
    List<Tensor> outputs = op.compose(stand);
    List<Tensor> ys = new ArrayList<>();
    List<Tensor> dys = new ArrayList<>();
    int next = arity + present.size();
    for (int i = 0; i < present.size(); i++) {
      if (present.get(i)) {
        ys.add(outputs.get(i));
        dys.add(inputs.get(next++));
      }
    }
    return Gradients.of(ys, dys, stand);
  }
}
