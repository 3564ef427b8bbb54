package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Adam's direction with epsilon added after the correction of both averages.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * update = m / (1 - beta1^t) / (√(v / (1 - beta2^t)) + epsilon)
 * }</pre>
 *
 * @param beta1 how slowly the mean moves
 * @param beta2 how slowly the mean square moves
 * @param epsilon keeps the divisor from 0
 */
record ScaleByLamb(double beta1, double beta2, double epsilon) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.zeros("momentum"), Slot.zeros("velocity")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor g = update.direction();
    Tensor m = parameter.average("momentum", g, beta1);
    Tensor v = parameter.average("velocity", square(g), beta2);
    Tensor root = sqrt(v.dividedBy(parameter.number(step.unbiased(beta2))));
    return update
        .with(m.dividedBy(root.plus(epsilon)))
        .times(step.shared(this, () -> Step.number(1).dividedBy(step.unbiased(beta1))));
  }
}
