package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Scales so that updates have the root mean square of earlier updates.
 *
 * <pre>{@code
 * a = rho * a + (1 - rho) * g²
 * update = g * √(d + epsilon) / √(a + epsilon)
 * d = rho * d + (1 - rho) * update²
 * }</pre>
 *
 * @param rho how slowly the averages move
 * @param epsilon keeps the first updates from 0
 */
record ScaleByDelta(double rho, double epsilon) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.zeros("accumulated_grad"), Slot.zeros("accumulated_delta_var")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor g = update.direction();
    Tensor gradients = parameter.average("accumulated_grad", square(g), rho);
    Tensor earlier = sqrt(parameter.slot("accumulated_delta_var").plus(epsilon));
    Tensor delta = earlier.times(g).dividedBy(sqrt(gradients.plus(epsilon)));
    parameter.average("accumulated_delta_var", square(delta), rho);
    return update.with(delta);
  }
}
