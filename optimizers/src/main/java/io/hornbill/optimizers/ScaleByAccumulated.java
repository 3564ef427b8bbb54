package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Divides by the root of the sum of all squares so far.
 *
 * <pre>{@code
 * a = a + g²
 * update = g / √(a + epsilon)
 * update = g / (√a + epsilon)   if afterRoot
 * }</pre>
 *
 * @param first what the sums start at
 * @param epsilon keeps the divisor from 0
 * @param afterRoot whether epsilon is added to the root
 */
record ScaleByAccumulated(double first, double epsilon, boolean afterRoot) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.filled("accumulator", first)));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor g = update.direction();
    Tensor sum = parameter.assign("accumulator", square(g).plus(parameter.slot("accumulator")));
    return update.with(g.dividedBy(root(sum, epsilon, afterRoot)));
  }

  /** Returns the root of squares, kept from 0. */
  static Tensor root(Tensor squares, double epsilon, boolean afterRoot) {
    return afterRoot ? sqrt(squares).plus(epsilon) : sqrt(squares.plus(epsilon));
  }
}
