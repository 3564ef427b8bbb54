package io.hornbill.optimizers;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Fill;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chain of parts at work on the variables it was built for: its slots, and how it steps. */
final class Chain {
  private final ChainOptimizer<?> optimizer;
  private final List<Part> parts;
  private final Slots slots;
  private final @Nullable Averaging averaging;

  Chain(ChainOptimizer<?> optimizer, List<Variable> trainable) {
    this.optimizer = optimizer;
    parts = optimizer.parts();
    List<List<Slot>> groups = new ArrayList<>();
    boolean averages = optimizer.get(Averaging.USE_EMA);
    if (averages) {
      groups.add(List.of(Slot.zeros(Averaging.SLOT)));
    }
    if (optimizer.get(Accumulation.STEPS) > 1) {
      groups.add(List.of(Slot.zeros(Accumulation.SLOT)));
    }
    groups.addAll(optimizer.slotGroups(parts));
    List<String> shared = parts.stream().flatMap(part -> part.sharedSlots().stream()).toList();
    slots = new Slots(trainable, groups, shared);
    averaging = averages ? new Averaging(optimizer, slots) : null;
  }

  Slots slots() {
    return slots;
  }

  /** Returns the average of the weights; null if none is kept. */
  @Nullable Averaging averaging() {
    return averaging;
  }

  /** Writes one step: the new values of weights and slots. */
  List<Assignment> update(
      List<Variable> trainable, List<Tensor> gradients, Tensor steps, Tensor rate) {
    int length = optimizer.get(Accumulation.STEPS);
    @Nullable Accumulation accumulation =
        length == 1 ? null : new Accumulation(steps, length, slots);
    Tensor updates = accumulation == null ? steps : accumulation.updates();
    Step step = new Step(rate, updates);
    Map<Variable, Tensor> weights =
        updated(prepared(flowing(trainable, gradients), accumulation), step);
    Map<Variable, Tensor> values = new LinkedHashMap<>(step.assigned());
    if (accumulation != null) {
      accumulation.keepBetweenUpdates(values);
      accumulation.keepBetweenUpdates(weights);
      values.putAll(accumulation.sums());
    }
    if (averaging != null) {
      values.putAll(averaging.apply(weights, updates));
    }
    weights.replaceAll((variable, weight) -> constrained(variable, weight));
    List<Assignment> assignments = new ArrayList<>();
    // First the weights, which look at what slots held before; then these can change in place.
    weights.forEach((variable, weight) -> assignments.add(new Assignment(variable, weight)));
    values.forEach((variable, value) -> assignments.add(new Assignment(variable, value)));
    return assignments;
  }

  /** Leaves out variables that the loss does not depend on: Keras does not touch them either. */
  private static Map<Variable, Tensor> flowing(List<Variable> trainable, List<Tensor> gradients) {
    Map<Variable, Tensor> flowing = new LinkedHashMap<>();
    for (int i = 0; i < gradients.size(); i++) {
      if (!isZero(gradients.get(i))) {
        flowing.put(trainable.get(i), gradients.get(i));
      }
    }
    return flowing;
  }

  /** Whether a gradient is that of a variable on which the loss does not depend. */
  static boolean isZero(Tensor gradient) {
    return gradient.op() instanceof Fill fill && fill.number() == 0;
  }

  /** Scales gradients back, accumulates and clips them. */
  private Map<Variable, Tensor> prepared(
      Map<Variable, Tensor> gradients, @Nullable Accumulation accumulation) {
    @Nullable Double scale = optimizer.get(ChainOptimizer.LOSS_SCALE_FACTOR);
    if (scale != null) {
      double unscale = 1 / scale;
      gradients.replaceAll((variable, gradient) -> gradient.times(unscale));
    }
    if (accumulation != null) {
      gradients.replaceAll(accumulation::mean);
    }
    if (!gradients.isEmpty()) {
      List<Tensor> clipped = Clipping.clipped(List.copyOf(gradients.values()), optimizer);
      int i = 0;
      for (Map.Entry<Variable, Tensor> gradient : gradients.entrySet()) {
        gradient.setValue(clipped.get(i++));
      }
    }
    return gradients;
  }

  private Map<Variable, Tensor> updated(Map<Variable, Tensor> gradients, Step step) {
    Map<Variable, Tensor> weights = new LinkedHashMap<>();
    gradients.forEach((variable, g) -> weights.put(variable, updated(variable, g, step)));
    return weights;
  }

  private Tensor updated(Variable variable, Tensor gradient, Step step) {
    Parameter parameter =
        new Parameter(variable, decayed(variable, step), slots.of(variable), step);
    Update update = Update.along(gradient);
    for (Part part : parts) {
      update = part.apply(update, parameter);
    }
    return update.applied(parameter);
  }

  private Tensor decayed(Variable variable, Step step) {
    Tensor weight = Ops.read(variable);
    @Nullable Double rate = optimizer.decayOf(variable);
    if (rate == null) {
      return weight;
    }
    Tensor kept = step.shared("kept of weights " + rate, () -> step.rate().times(-rate).plus(1));
    return weight.times(Ops.cast(kept, weight.dataType()));
  }

  private static Tensor constrained(Variable variable, Tensor weight) {
    var constraint = variable.constraint();
    return constraint == null ? weight : constraint.apply(weight);
  }
}
