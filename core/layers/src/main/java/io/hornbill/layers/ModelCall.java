package io.hornbill.layers;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model with a {@code call} of its own makes of its inputs: it stands for the call, which is
 * written out for each plan.
 */
final class ModelCall implements Op {
  private final Network model;
  private final List<Spec> outputs;

  ModelCall(Network model, List<Spec> outputs) {
    this.model = model;
    this.outputs = outputs;
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return outputs;
  }

  @Override
  @SuppressWarnings("NullAway") // the nullness of type arguments is not read from class files
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    throw new UnsupportedOperationException(
        model.owner()
            + ": gradients need the model's computation. Received: a symbolic call. Ask model.gradients(x, y).");
  }

  @Override
  public boolean isSymbolic() {
    return true;
  }

  @Override
  public boolean isPure() {
    return false;
  }
}
