package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Divides a moving mean by a moving root mean square.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * update = m / (√v + epsilon) * √(1 - beta2^t) / (1 - beta1^t)
 * }</pre>
 *
 * @param beta1 how slowly the mean moves
 * @param beta2 how slowly the mean square moves
 * @param epsilon keeps the divisor from 0
 * @param amsgrad whether to divide by the greatest root mean square so far
 */
record ScaleByAdam(double beta1, double beta2, double epsilon, boolean amsgrad) implements Part {
  @Override
  public List<List<Slot>> slots() {
    List<Slot> moments = List.of(Slot.zeros("momentum"), Slot.zeros("velocity"));
    return amsgrad ? List.of(moments, List.of(Slot.zeros("velocity_hat"))) : List.of(moments);
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor g = update.direction();
    Tensor m = parameter.average("momentum", g, beta1);
    Tensor v = parameter.average("velocity", square(g), beta2);
    if (amsgrad) {
      v = parameter.assign("velocity_hat", maximum(v, parameter.slot("velocity_hat")));
    }
    return update.with(m.dividedBy(sqrt(v).plus(epsilon))).times(correction(parameter.step()));
  }

  private Tensor correction(Step step) {
    return step.shared(this, () -> sqrt(step.unbiased(beta2)).dividedBy(step.unbiased(beta1)));
  }
}
