package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer over a whole sequence, from the first time step to the last.
 *
 * <p>Inputs: the sequence {@code [batch, time, features]}, the first states {@code [batch, units]},
 * the kernel {@code [features, gates * units]}, the recurrent kernel {@code [units, gates *
 * units]}, the bias {@code [biases * units]}. Outputs: the first state after each step, {@code
 * [batch, time, units]}, and the states after the last step.
 */
public interface Recurrent extends Composite {
  /**
   * Returns how many blocks of {@code units} columns the kernels have.
   *
   * @return the number of gates
   */
  int gates();

  /**
   * Returns how many blocks of {@code units} elements the bias has.
   *
   * @return the number of summands per unit
   */
  int biases();

  /**
   * Returns how many states go from step to step.
   *
   * @return the number of states, at least 1
   */
  int states();

  /**
   * Computes one step.
   *
   * @param projected the input times the kernel plus the first {@link #gates} blocks of the bias,
   *     {@code [batch, gates * units]}
   * @param states the states before the step
   * @param recurrentKernel the recurrent kernel
   * @param rest what is left of the bias; null if nothing
   * @return the states after the step
   */
  List<Tensor> step(
      Tensor projected, List<Tensor> states, Tensor recurrentKernel, @Nullable Tensor rest);

  @Override
  default List<Spec> infer(List<Tensor> inputs) {
    int states = states();
    Shape x = inputs.get(0).shape();
    Shape kernel = inputs.get(1 + states).shape();
    Shape recurrent = inputs.get(2 + states).shape();
    Shape bias = inputs.get(3 + states).shape();
    if (x.rank() != 3 || x.dim(1) == 0) {
      throw Fault.of(name())
          .expected("the input must be [batch, time, features] with at least one time step")
          .received(x)
          .remedy("Reshape it.")
          .argument();
    }
    long units = recurrent.dim(0);
    boolean fits =
        kernel.matches(Shape.of(x.dim(2), gates() * units))
            && recurrent.equals(Shape.of(units, gates() * units))
            && bias.equals(Shape.of(biases() * units));
    if (!fits) {
      throw Fault.of(name())
          .expected(
              "weights must be [%s, %s * units], [units, %s * units] and [%s * units]",
              x.dim(2), gates(), gates(), biases())
          .received("%s, %s and %s", kernel, recurrent, bias)
          .remedy("Build them for this input.")
          .argument();
    }
    Spec state = new Spec(inputs.get(0).dataType(), Shape.of(x.dim(0), units));
    for (Tensor first : inputs.subList(1, 1 + states)) {
      if (!first.shape().matches(state.shape())) {
        throw Fault.of(name())
            .expected("a state must be %s", state.shape())
            .received(first.shape())
            .remedy("Give one row per sequence.")
            .argument();
      }
    }
    List<Spec> specs = new ArrayList<>();
    specs.add(new Spec(state.dataType(), Shape.of(x.dim(0), x.dim(1), units)));
    specs.addAll(Collections.nCopies(states, state));
    return specs;
  }

  @Override
  default List<Tensor> compose(List<Tensor> inputs) {
    int count = states();
    Tensor x = inputs.get(0);
    List<Tensor> states = inputs.subList(1, 1 + count);
    Tensor recurrent = inputs.get(2 + count);
    Tensor bias = inputs.get(3 + count);
    long first = gates() * recurrent.dim(0);
    Tensor projected = Ops.dense(x, inputs.get(1 + count)).plus(Ops.slice(bias, 0, 0, first));
    Tensor rest = biases() == gates() ? null : Ops.slice(bias, 0, first, bias.dim(0));
    List<Tensor> sequence = new ArrayList<>();
    for (Tensor one : Ops.unstack(projected, 1)) {
      states = step(one, states, recurrent, rest);
      sequence.add(states.get(0));
    }
    List<Tensor> outputs = new ArrayList<>(List.of(Ops.stack(sequence, 1)));
    outputs.addAll(states);
    return outputs;
  }

  /** Gradients that are missing become zeros, so that kernels need know one form only. */
  @Override
  default List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    List<@Nullable Tensor> all = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      Tensor gradient = gradients.get(i);
      all.add(gradient == null ? Ops.zerosLike(node.output(i)) : gradient);
    }
    return Composite.super.gradients(node, all);
  }
}
