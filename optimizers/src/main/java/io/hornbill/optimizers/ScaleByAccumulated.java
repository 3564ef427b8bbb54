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
 * }</pre>
 *
 * @param first what the sums start at
 * @param epsilon keeps the divisor from 0
 */
record ScaleByAccumulated(double first, double epsilon) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.filled("accumulator", first)));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor g = update.direction();
    Tensor sum = parameter.assign("accumulator", square(g).plus(parameter.slot("accumulator")));
    return update.with(g.dividedBy(sqrt(sum.plus(epsilon))));
  }
}
