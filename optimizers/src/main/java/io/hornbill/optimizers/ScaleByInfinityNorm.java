package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.abs;
import static io.hornbill.graph.Ops.maximum;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Divides a moving mean by an exponentially decaying maximum.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * u = max(beta2 * u, |g|)
 * update = m / (u + epsilon) / (1 - beta1^t)
 * }</pre>
 *
 * @param beta1 how slowly the mean moves
 * @param beta2 the decay rate of the maximum
 * @param epsilon keeps the divisor from 0
 */
record ScaleByInfinityNorm(double beta1, double beta2, double epsilon) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.zeros("momentum"), Slot.zeros("norm")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor g = update.direction();
    Tensor m = parameter.average("momentum", g, beta1);
    Tensor faded = parameter.slot("norm").times(beta2);
    Tensor u = parameter.assign("norm", maximum(faded, abs(g)));
    return update
        .with(m.dividedBy(u.plus(epsilon)))
        .times(step.shared(this, () -> Step.number(1).dividedBy(step.unbiased(beta1))));
  }
}
