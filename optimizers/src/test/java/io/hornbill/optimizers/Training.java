package io.hornbill.optimizers;

import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An optimizer at work on variables "w0", "w1", … with gradients that are given. */
final class Training implements AutoCloseable {
  private final Optimizer optimizer;
  private final List<Variable> variables = new ArrayList<>();
  private final Plan plan;

  Training(Optimizer optimizer, List<INDArray> initial) {
    this(optimizer, variables(initial), true);
  }

  private Training(Optimizer optimizer, List<Variable> variables, boolean unused) {
    this.optimizer = optimizer;
    this.variables.addAll(variables);
    List<Tensor> gradients = new ArrayList<>();
    for (Variable v : variables) {
      gradients.add(Ops.placeholder("g" + v.name(), new Spec(v.dataType(), v.shape())));
    }
    optimizer.build(variables);
    Program program = new Program(gradients, List.of(), optimizer.update(variables, gradients));
    plan = Plan.compile(program, PlanOptions.DEFAULT);
  }

  static Training of(Optimizer optimizer, List<Variable> variables) {
    return new Training(optimizer, variables, true);
  }

  static List<Variable> variables(List<INDArray> initial) {
    List<Variable> variables = new ArrayList<>();
    for (INDArray array : initial) {
      variables.add(new Variable("w" + variables.size(), array.dup('c')));
    }
    return variables;
  }

  void step(List<INDArray> gradients) {
    for (int i = 0; i < gradients.size(); i++) {
      plan.input(i).assign(gradients.get(i));
    }
    optimizer.beforeStep();
    plan.run();
  }

  Plan plan() {
    return plan;
  }

  List<Variable> variables() {
    return variables;
  }

  List<INDArray> weights() {
    return variables.stream().map(v -> v.value().dup('c')).toList();
  }

  @Override
  public void close() {
    plan.close();
  }
}
