package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.cast;
import static io.hornbill.graph.Ops.equal;
import static io.hornbill.graph.Ops.floorMod;
import static io.hornbill.graph.Ops.notEqual;
import static io.hornbill.graph.Ops.read;
import static io.hornbill.graph.Ops.where;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps a moving average of the weights.
 *
 * @param on whether to
 * @param momentum how slowly the average moves
 * @param frequency after how many updates the weights are set to it; 0 for never
 */
record Averaging(boolean on, double momentum, int frequency) {
  /** The name of the slot. */
  static final String SLOT = "average";

  /**
   * Moves the averages towards the new weights, and sets the weights to them when it is time. The
   * first average is the weight itself.
   */
  Map<Variable, Tensor> apply(Map<Variable, Tensor> weights, Tensor updates, Slots slots) {
    Tensor kept = notEqual(updates, 0).times(momentum);
    Tensor due = frequency == 0 ? null : equal(floorMod(updates.plus(1), frequency), 0);
    Map<Variable, Tensor> averages = new LinkedHashMap<>();
    for (Variable variable : slots.trainable()) {
      Tensor weight = weights.getOrDefault(variable, read(variable));
      Variable slot = slots.of(variable, SLOT);
      Tensor average = read(slot).minus(weight).times(cast(kept, weight.dataType())).plus(weight);
      averages.put(slot, average);
      if (due != null) {
        weights.put(variable, where(cast(due, weight.dataType()), average, weight));
      }
    }
    return averages;
  }
}
