package com.example;

import io.hornbill.base.Setting;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** A user's own optimizer: steps of one size against the sign of gradients that are not tiny. */
public final class SignDescent extends Optimizer {
  private static final Setting<Double> SLACK =
      Setting.number("slack", 0.1).alias("old_slack").notNegative();
  private static final Setting<Boolean> UPHILL = Setting.flag("uphill", false);

  private List<Variable> known = List.of();

  /** Makes the optimizer with learning rate 0.5. */
  public SignDescent() {
    super(0.5, SLACK, UPHILL);
  }

  /**
   * Sets which gradients are tiny.
   *
   * @param slack the size up to which they are, at least 0
   * @return this optimizer
   */
  public SignDescent slack(double slack) {
    set(SLACK, slack);
    return this;
  }

  /**
   * Sets whether to go uphill.
   *
   * @param uphill whether to
   * @return this optimizer
   */
  public SignDescent uphill(boolean uphill) {
    set(UPHILL, uphill);
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
    Tensor rate = Ops.read(currentLearningRate()).times(get(UPHILL) ? -1 : 1);
    for (int i = 0; i < trainable.size(); i++) {
      Variable variable = trainable.get(i);
      Tensor g = gradients.get(i);
      Tensor large = Ops.cast(Ops.greater(Ops.abs(g), get(SLACK)), g.dataType());
      Tensor step = Ops.sign(g).times(large).times(Ops.cast(rate, g.dataType()));
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
