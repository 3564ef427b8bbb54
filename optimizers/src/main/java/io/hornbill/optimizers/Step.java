package io.hornbill.optimizers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One step while it is written: the numbers that all variables share, in double precision, and the
 * new values of slots.
 */
final class Step {
  private final Tensor rate;
  private final Tensor time;
  private final Map<Object, Tensor> shared = new HashMap<>();
  private final Map<Variable, Tensor> assigned = new LinkedHashMap<>();

  /** Makes a step from its learning rate and from the number of updates before it. */
  Step(Tensor rate, Tensor iterations) {
    this.rate = rate;
    this.time = iterations.plus(1);
  }

  /** Returns the learning rate, of shape {@code []}. */
  Tensor rate() {
    return rate;
  }

  /** Returns the number of this update, from 1, of shape {@code []}. */
  Tensor time() {
    return time;
  }

  /** Returns {@code base ^ time}, of shape {@code []}. */
  Tensor power(double base) {
    return shared("power " + base, () -> Ops.power(number(base), time));
  }

  /** Returns {@code 1 - base ^ time}, what an average that started at 0 must be divided by. */
  Tensor unbiased(double base) {
    return shared("unbiased " + base, () -> power(base).times(-1).plus(1));
  }

  /** Computes a number once and returns it to all who ask with an equal key. */
  Tensor shared(Object key, Supplier<Tensor> number) {
    Tensor known = shared.get(key);
    if (known == null) {
      known = number.get();
      shared.put(key, known);
    }
    return known;
  }

  void assign(Variable variable, Tensor value) {
    assigned.put(variable, value);
  }

  Map<Variable, Tensor> assigned() {
    return assigned;
  }

  static Tensor number(double value) {
    return Ops.constant(value, DataType.DOUBLE);
  }
}
