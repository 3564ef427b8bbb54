package io.hornbill.optimizers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.Map;
import java.util.Objects;

/** One variable in one step: its weight and its slots. */
final class Parameter {
  private final Variable variable;
  private final Tensor weight;
  private final Map<String, Variable> slots;
  private final Step step;

  Parameter(Variable variable, Tensor weight, Map<String, Variable> slots, Step step) {
    this.variable = variable;
    this.weight = weight;
    this.slots = slots;
    this.step = step;
  }

  Variable variable() {
    return variable;
  }

  /** Returns the weight after its decay, before the update. */
  Tensor weight() {
    return weight;
  }

  Step step() {
    return step;
  }

  /** Returns what a slot holds at the start of the step. */
  Tensor slot(String name) {
    return Ops.read(variable(name));
  }

  /** Sets what a slot holds after the step. */
  Tensor assign(String name, Tensor value) {
    step.assign(variable(name), value);
    return value;
  }

  /**
   * Moves a slot towards a value: {@code slot + (value - slot) (1 - beta)}, which is {@code beta
   * slot + (1 - beta) value} with every intermediate used once, so that it is one pass.
   */
  Tensor average(String name, Tensor value, double beta) {
    Tensor old = slot(name);
    return assign(name, value.minus(old).times(1 - beta).plus(old));
  }

  /** Moves a slot towards a value, with a factor that changes from step to step. */
  Tensor average(String name, Tensor value, Tensor beta) {
    Tensor old = slot(name);
    return assign(name, old.minus(value).times(number(beta)).plus(value));
  }

  /** Returns a number of the step in the type of the weight. */
  Tensor number(Tensor scalar) {
    return Ops.cast(scalar, weight.dataType());
  }

  private Variable variable(String slot) {
    return Objects.requireNonNull(slots.get(slot), slot);
  }
}
