package io.hornbill.optimizers;

import io.hornbill.graph.Variable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an optimizer remembers of each variable, by name.
 *
 * @param name the name within the optimizer, as Keras has it
 * @param first makes the first value from the variable; null if this variable needs none
 */
record Slot(String name, Function<Variable, @Nullable INDArray> first) {
  /** Returns a slot of the variable's shape that starts at 0. */
  static Slot zeros(String name) {
    return filled(name, 0);
  }

  /** Returns a slot of the variable's shape that starts at a number. */
  static Slot filled(String name, double number) {
    return new Slot(name, v -> array(v, number, v.value().shape()));
  }

  /** Returns an array of the variable's type. */
  static INDArray array(Variable variable, double number, long... shape) {
    if (shape.length == 0) {
      return Nd4j.scalar(variable.dataType(), number);
    }
    INDArray zeros = Nd4j.create(variable.dataType(), shape, 'c');
    return number == 0 ? zeros : zeros.assign(number);
  }
}
