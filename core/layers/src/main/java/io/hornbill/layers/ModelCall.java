package io.hornbill.layers;

import io.hornbill.graph.Spec;
import java.util.List;

/**
 * What a model with a {@code call} of its own makes of its inputs: it stands for the call, which is
 * written out for each plan.
 */
final class ModelCall extends SymbolicCall {
  ModelCall(Network model, List<Spec> outputs) {
    super(model, outputs, "the model's computation", "Ask model.gradients(x, y).");
  }
}
