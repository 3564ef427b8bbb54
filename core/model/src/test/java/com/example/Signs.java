package com.example;

import io.hornbill.base.Setting;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** An optimizer as a user writes it: steps against the sign of the gradient. */
public final class Signs extends Optimizer {
  static final Setting<Double> STEP = Setting.number("step", 1).positive();

  private List<Variable> known = List.of();

  /** Makes the optimizer with learning rate 0.01. */
  public Signs() {
    super(0.01, STEP);
  }

  /** Sets the size of a step as a multiple of the learning rate. */
  public Signs step(double step) {
    set(STEP, step);
    return this;
  }

  @Override
  public List<Variable> build(List<Variable> trainable) {
    known = List.copyOf(trainable);
    return variables();
  }

  @Override
  public List<Assignment> update(List<Variable> trainable, List<Tensor> gradients) {
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < trainable.size(); i++) {
      Variable variable = trainable.get(i);
      Tensor rate = Ops.cast(Ops.read(currentLearningRate()), variable.dataType());
      Tensor step = Ops.sign(gradients.get(i)).times(rate).times(get(STEP));
      assignments.add(new Assignment(variable, Ops.read(variable).minus(step)));
    }
    assignments.add(new Assignment(iteration(), Ops.read(iteration()).plus(1)));
    return assignments;
  }

  @Override
  protected List<Variable> slots() {
    return List.of();
  }

  @Override
  protected boolean isBuilt() {
    return !known.isEmpty();
  }
}
