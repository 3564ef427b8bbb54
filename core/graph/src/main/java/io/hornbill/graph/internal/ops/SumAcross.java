package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The sum of a tensor over all processes that run the same plan on data of their own. The loss that
 * is differentiated is the sum of the processes' losses, so the gradient is the sum of theirs.
 *
 * @param label what is summed up, the same in all processes
 * @param processes replaces numbers by their sum over all processes, given the label
 */
public record SumAcross(String label, BiConsumer<String, double[]> processes) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor gradient = gradients.get(0);
    return Op.gradientList(
        gradient == null
            ? null
            : Node.apply(new SumAcross("gradient of " + label, processes), gradient));
  }

  @Override
  public boolean isPure() {
    return false;
  }
}
