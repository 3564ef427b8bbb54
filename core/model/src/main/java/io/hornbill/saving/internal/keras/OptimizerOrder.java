package io.hornbill.saving.internal.keras;

import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which order versions of Keras 3 keep what optimizers remember. Files know variables by their
 * numbers alone, and Keras refuses other shapes than it expects.
 */
final class OptimizerOrder {
  /** The first variable after the steps and the learning rate. */
  private static final int FIRST_STATE = 2;

  private static final String AVERAGE = "_average";
  private static final String SUM = "_gradient_accumulator";

  /** Nadam's product of momentums. */
  private static final String OF_ALL = "momentum_product";

  private OptimizerOrder() {}

  /** The variables of an optimizer, in the order here, as a version orders them. */
  static List<Variable> of(List<Variable> variables, KerasVersion version) {
    return version.mixesOptimizerStates() ? mixed(variables) : variables;
  }

  /** Whether versions order the variables differently. */
  static boolean differs(List<Variable> variables) {
    return !mixed(variables).equals(variables);
  }

  /**
   * The variables in the order of a file: that of its version, or that of others if they alone fit.
   */
  static List<Variable> of(
      List<Variable> variables, KerasVersion version, WeightSource source, String group) {
    List<Variable> expected = of(variables, version);
    if (!source.has(group) || source.count(group) != variables.size()) {
      return variables;
    }
    List<Variable> other = version.mixesOptimizerStates() ? variables : mixed(variables);
    boolean isOther = !fits(expected, source, group) && fits(other, source, group);
    return isOther ? other : expected;
  }

  private static boolean fits(List<Variable> variables, WeightSource source, String group) {
    return IntStream.range(0, variables.size())
        .allMatch(i -> Arrays.equals(source.shape(group, i), variables.get(i).shape().dims()));
  }

  /** The average of each weight before the sum of its gradients, then the number of all weights. */
  private static List<Variable> mixed(List<Variable> variables) {
    List<Variable> result = new ArrayList<>(variables);
    List<Variable> averages = named(variables, AVERAGE);
    List<Variable> sums = named(variables, SUM);
    if (averages.size() == sums.size()) {
      for (int i = 0; i < averages.size(); i++) {
        result.set(FIRST_STATE + 2 * i, averages.get(i));
        result.set(FIRST_STATE + 2 * i + 1, sums.get(i));
      }
    }
    for (Variable number : named(variables, OF_ALL)) {
      result.remove(number);
      result.add(FIRST_STATE + averages.size() + sums.size(), number);
    }
    return result;
  }

  private static List<Variable> named(List<Variable> variables, String ending) {
    return variables.stream().filter(variable -> variable.name().endsWith(ending)).toList();
  }
}
