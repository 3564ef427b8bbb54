package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.graph.Variable;
import java.util.List;

/** Copies weights and the optimizer's state from one model to another of the same layers. */
final class ModelState {
  private ModelState() {}

  static void copy(Model from, Model to) {
    to.setWeights(from.getWeights());
    List<Variable> own = to.optimizerVariables();
    List<Variable> given = from.optimizerVariables();
    for (int i = 0; i < own.size(); i++) {
      own.get(i).assign(given.get(i).value());
    }
    to.learningRate(from.learningRate());
    from.close();
  }
}
