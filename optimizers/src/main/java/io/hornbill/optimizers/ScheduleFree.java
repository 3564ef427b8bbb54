package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.minimum;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Steps from a running weight z, averages over all steps in x, and takes gradients between the two.
 *
 * <pre>{@code
 * v = beta2 * v + (1 - beta2) * g²
 * x = (w - (1 - beta1) * z) / beta1
 * z = z - rate * min(1, t / warmupSteps) * g / (√(v / (1 - beta2^t)) + epsilon)
 * x = (1 - 1 / t) * x + z / t
 * w = (1 - beta1) * z + beta1 * x
 * }</pre>
 *
 * @param beta1 the part of the average in the weight
 * @param beta2 how slowly the mean square moves
 * @param epsilon keeps the divisor from 0
 * @param warmupSteps the steps in which the rate rises; 0 for none
 */
record ScheduleFree(double beta1, double beta2, double epsilon, int warmupSteps) implements Part {
  @Override
  public List<List<Slot>> slots() {
    Slot running = new Slot("momentum", v -> v.value().dup('c'));
    return List.of(List.of(running, Slot.zeros("velocity")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor g = update.direction();
    Tensor v = parameter.average("velocity", square(g), beta2);
    Tensor root = sqrt(v.dividedBy(parameter.number(step.unbiased(beta2)))).plus(epsilon);
    Tensor old = parameter.slot("momentum");
    Tensor moved = g.dividedBy(root).times(parameter.number(rate(step)));
    Tensor z = parameter.assign("momentum", old.minus(moved));
    Tensor part = step.shared("one over time", () -> Step.number(1).dividedBy(step.time()));
    Tensor kept = parameter.number(step.shared("kept", () -> part.times(-1).plus(1)));
    Tensor average = old.times(-(1 - beta1)).plus(parameter.weight()).times(kept);
    Tensor own = step.shared(this, () -> part.times(beta1).plus(1 - beta1));
    return Update.to(z.times(parameter.number(own)).plus(average));
  }

  private Tensor rate(Step step) {
    if (warmupSteps == 0) {
      return step.rate();
    }
    return step.shared(
        "warmed up", () -> minimum(step.time().dividedBy(warmupSteps), 1).times(step.rate()));
  }
}
