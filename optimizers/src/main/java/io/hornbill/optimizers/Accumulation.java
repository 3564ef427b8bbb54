package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.cast;
import static io.hornbill.graph.Ops.equal;
import static io.hornbill.graph.Ops.floor;
import static io.hornbill.graph.Ops.mod;
import static io.hornbill.graph.Ops.read;
import static io.hornbill.graph.Ops.where;
import static io.hornbill.graph.Ops.zerosLike;

import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up gradients and lets only every few steps be an update. */
final class Accumulation {
  /** How many steps are an update; null in files for 1. */
  static final Setting<Integer> STEPS = Declarations.steps("gradient_accumulation_steps");

  /** The name of the slot. */
  static final String SLOT = "gradient_accumulator";

  private final Tensor steps;
  private final int length;
  private final Slots slots;
  private final Tensor due;
  private final Map<Variable, Tensor> sums = new LinkedHashMap<>();

  Accumulation(Tensor steps, int length, Slots slots) {
    this.steps = steps;
    this.length = length;
    this.slots = slots;
    this.due = equal(mod(steps.plus(1), length), 0);
  }

  /** Returns the number of updates before this step. */
  Tensor updates() {
    return floor(steps.dividedBy(length));
  }

  /** Adds a gradient and returns the mean, which counts only when an update is due. */
  Tensor mean(Variable variable, Tensor gradient) {
    Variable slot = slots.of(variable, SLOT);
    Tensor sum = gradient.plus(read(slot));
    sums.put(slot, where(cast(due, sum.dataType()), zerosLike(sum), sum));
    return sum.dividedBy(length);
  }

  /** Returns the new sums by their slots. */
  Map<Variable, Tensor> sums() {
    return sums;
  }

  /** Replaces new values by the old ones unless an update is due. */
  void keepBetweenUpdates(Map<Variable, Tensor> values) {
    values.replaceAll(
        (variable, value) -> where(cast(due, value.dataType()), value, read(variable)));
  }
}
