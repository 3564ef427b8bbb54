package io.hornbill.optimizers;

import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;

/** An optimizer that leaves the updates to others. */
public abstract class OuterOptimizer extends Optimizer {
  private List<Variable> trainable = List.of();
  private List<Variable> slots = List.of();

  OuterOptimizer() {}

  /** Returns the optimizers that make the updates. */
  abstract List<Optimizer> inner();

  /** Makes the slots of its own, and builds the others. */
  abstract List<Variable> buildFor(List<Variable> variables);

  @Override
  public final List<Variable> build(List<Variable> variables) {
    if (!isBuilt()) {
      List<Variable> all = new ArrayList<>(buildFor(variables));
      inner().forEach(optimizer -> all.addAll(optimizer.variables()));
      trainable = List.copyOf(variables);
      slots = List.copyOf(all);
    } else if (!trainable.equals(variables)) {
      throw builtForOthers(variables.size());
    }
    return variables();
  }

  /** Requires that these variables are among those it was built for. */
  final void requireKnown(List<Variable> variables) {
    if (!isBuilt() || !trainable.containsAll(variables)) {
      throw unknownVariables();
    }
  }

  @Override
  public final void beforeStep() {
    inner().forEach(Optimizer::beforeStep);
  }

  @Override
  public final void finish() {
    inner().forEach(Optimizer::finish);
  }

  @Override
  public final void overwriteWithAverage() {
    inner().forEach(Optimizer::overwriteWithAverage);
  }

  @Override
  public final void swapWithAverage() {
    inner().forEach(Optimizer::swapWithAverage);
  }

  @Override
  public final boolean keepsAverage() {
    return inner().stream().anyMatch(Optimizer::keepsAverage);
  }

  @Override
  protected final List<Variable> slots() {
    return slots;
  }

  @Override
  protected final boolean isBuilt() {
    return !slots.isEmpty();
  }
}
