package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.power;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Adam's direction with Nesterov's look ahead.
 *
 * <pre>{@code
 * μ(t) = beta1 * (1 - 0.96^(t * scheduleDecay) / 2),  U(t) = μ(1) * … * μ(t)
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * n = μ(t+1) * m / (1 - U(t+1)) + (1 - μ(t)) * g / (1 - U(t))
 * update = n / (√(v / (1 - beta2^t)) + epsilon)
 * }</pre>
 *
 * @param beta1 how slowly the mean moves in the end
 * @param beta2 how slowly the mean square moves
 * @param epsilon keeps the divisor from 0
 * @param scheduleDecay how fast the momentum rises to {@code beta1}
 */
record ScaleByNadam(double beta1, double beta2, double epsilon, double scheduleDecay)
    implements Part {
  private static final double BASE = 0.96;

  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.zeros("momentum"), Slot.zeros("velocity")));
  }

  @Override
  public List<String> sharedSlots() {
    return List.of("momentum_product");
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor now = momentum(step, 0);
    Tensor next = momentum(step, 1);
    Tensor product =
        step.shared(
            this,
            () ->
                parameter.assign(
                    "momentum_product", now.times(parameter.slot("momentum_product"))));
    Tensor ofGradient = step.shared("nadam gradient", () -> one(now).dividedBy(one(product)));
    Tensor ofMean =
        step.shared(
            "nadam mean", () -> next.dividedBy(one(product.times(next))).dividedBy(ofGradient));
    Tensor g = update.direction();
    Tensor m = parameter.average("momentum", g, beta1);
    Tensor v = parameter.average("velocity", square(g), beta2);
    Tensor root = sqrt(v.dividedBy(parameter.number(step.unbiased(beta2))));
    Tensor ahead = m.times(parameter.number(ofMean)).plus(g);
    return update.with(ahead.dividedBy(root.plus(epsilon))).times(ofGradient);
  }

  private Tensor momentum(Step step, int ahead) {
    return step.shared(
        "nadam momentum " + ahead,
        () -> {
          Tensor exponent = step.time().plus(ahead).times(scheduleDecay);
          return power(Step.number(BASE), exponent).times(-0.5 * beta1).plus(beta1);
        });
  }

  private static Tensor one(Tensor minus) {
    return minus.times(-1).plus(1);
  }
}
