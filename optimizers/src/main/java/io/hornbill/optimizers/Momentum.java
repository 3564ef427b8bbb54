package io.hornbill.optimizers;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Adds up updates that fade: a heavy ball.
 *
 * <pre>{@code
 * m = momentum * m + update
 * update = m, or momentum * m + update with Nesterov's look ahead
 * }</pre>
 *
 * @param momentum the decay rate of the velocity
 * @param nesterov whether to look ahead
 * @param downhill whether the slot holds the way downhill, -m, as Keras' SGD has it
 */
record Momentum(double momentum, boolean nesterov, boolean downhill) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.zeros("momentum")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor step = update.tensor(parameter);
    Tensor old = parameter.slot("momentum").times(momentum);
    Tensor now = parameter.assign("momentum", downhill ? old.minus(step) : old.plus(step));
    Tensor next = nesterov ? now.times(momentum) : now;
    if (downhill) {
      return Update.to(parameter.weight().plus(nesterov ? next.minus(step) : next));
    }
    return Update.along(nesterov ? next.plus(step) : next);
  }
}
