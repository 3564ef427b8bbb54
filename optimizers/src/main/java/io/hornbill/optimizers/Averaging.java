package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.cast;
import static io.hornbill.graph.Ops.equal;
import static io.hornbill.graph.Ops.mod;
import static io.hornbill.graph.Ops.notEqual;
import static io.hornbill.graph.Ops.read;
import static io.hornbill.graph.Ops.where;

import io.hornbill.base.Setting;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keeps a moving average of the weights. */
final class Averaging {
  /** Whether to keep it. */
  static final Setting<Boolean> USE_EMA = Setting.flag("use_ema", false);

  /** How slowly the average moves. */
  static final Setting<Double> EMA_MOMENTUM = Declarations.unit("ema_momentum", 0.99);

  /** After how many updates the weights are set to the average; null for never. */
  static final Setting<@Nullable Integer> EMA_OVERWRITE_FREQUENCY =
      Declarations.frequency("ema_overwrite_frequency");

  /** The name of the slot. */
  static final String SLOT = "average";

  private final double momentum;
  private final @Nullable Integer frequency;
  private final Slots slots;
  private boolean swapped;

  Averaging(Optimizer optimizer, Slots slots) {
    this.momentum = optimizer.get(EMA_MOMENTUM);
    this.frequency = optimizer.get(EMA_OVERWRITE_FREQUENCY);
    this.slots = slots;
  }

  /**
   * Moves the averages towards the new weights, and sets the weights to them when it is time. The
   * first average is the weight itself.
   */
  Map<Variable, Tensor> apply(Map<Variable, Tensor> weights, Tensor updates) {
    Tensor kept = notEqual(updates, 0).times(momentum);
    Tensor due = frequency == null ? null : equal(mod(updates.plus(1), frequency), 0);
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

  /** Sets the weights to their averages. */
  void overwrite() {
    Guard.writing(slots.everything(), this::overwriteAll);
  }

  private void overwriteAll() {
    for (Variable variable : slots.trainable()) {
      Variable average = slots.of(variable, SLOT);
      if (swapped) {
        average.assign(variable.value());
      } else {
        variable.assign(average.value());
      }
    }
    swapped = false;
  }

  /** Exchanges the weights with their averages. */
  void swap() {
    Guard.writing(slots.everything(), this::swapAll);
  }

  private void swapAll() {
    for (Variable variable : slots.trainable()) {
      Variable average = slots.of(variable, SLOT);
      INDArray weight = variable.value().dup('c');
      variable.assign(average.value());
      average.assign(weight);
      weight.close();
    }
    swapped = !swapped;
  }
}
