package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides by a moving root mean square.
 *
 * <pre>{@code
 * v = rho * v + (1 - rho) * g²
 * a = rho * a + (1 - rho) * g      if centered, else 0
 * update = g / √(v - a² + epsilon)
 * update = g / (√(v - a²) + epsilon)   if afterRoot
 * }</pre>
 *
 * @param rho how slowly the averages move
 * @param epsilon keeps the divisor from 0
 * @param afterRoot whether epsilon is added to the root
 * @param centered whether to divide by the standard deviation in place of the root mean square
 */
record ScaleByRms(double rho, double epsilon, boolean afterRoot, boolean centered) implements Part {
  @Override
  public List<List<Slot>> slots() {
    List<List<Slot>> groups = new ArrayList<>();
    groups.add(List.of(Slot.zeros("velocity")));
    if (centered) {
      groups.add(List.of(Slot.zeros("average_gradient")));
    }
    return groups;
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor g = update.direction();
    Tensor v = parameter.average("velocity", square(g), rho);
    if (centered) {
      v = v.minus(square(parameter.average("average_gradient", g, rho)));
    }
    return update.with(g.dividedBy(ScaleByAccumulated.root(v, epsilon, afterRoot)));
  }
}
