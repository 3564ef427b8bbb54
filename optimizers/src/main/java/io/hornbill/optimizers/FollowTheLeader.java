package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.clip;
import static io.hornbill.graph.Ops.power;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Goes to the weight that would have been best for all gradients so far, under penalties.
 *
 * <pre>{@code
 * a' = a + g²
 * z = z + g + 2 * shrinkage * w - (a'^-exponent - a^-exponent) / rate * w
 * w = (clip(z, -l1, l1) - z) / (a'^-exponent / rate + 2 * (l2 + beta / (2 * rate)))
 * a = a'
 * }</pre>
 *
 * @param exponent how the rate falls with the sum of squares
 * @param first what the sums of squares start at
 * @param l1 the penalty on sizes
 * @param l2 the penalty on squares
 * @param shrinkage the penalty on squares that is not part of the sums of squares
 * @param beta added to the roots of the sums of squares
 */
record FollowTheLeader(
    double exponent, double first, double l1, double l2, double shrinkage, double beta)
    implements Part {
  private static final double SMALLEST = 1e-30;

  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.filled("accumulator", first), Slot.zeros("linear")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor rate = parameter.number(step.rate());
    Tensor g = update.direction();
    Tensor w = parameter.weight();
    Tensor old = parameter.slot("accumulator");
    Tensor sum = parameter.assign("accumulator", square(g).plus(old));
    Tensor root = power(sum, -exponent);
    Tensor growth = growth(root, power(old, -exponent), g).dividedBy(rate);
    Tensor pull = shrinkage == 0 ? g : w.times(2 * shrinkage).plus(g);
    Tensor linear = pull.minus(growth.times(w)).plus(parameter.slot("linear"));
    parameter.assign("linear", linear);
    Tensor penalty = step.shared(this, () -> Step.number(beta).dividedBy(step.rate()).plus(2 * l2));
    Tensor within = l1 == 0 ? linear.negated() : clip(linear, -l1, l1).minus(linear);
    return Update.to(within.dividedBy(root.dividedBy(rate).plus(parameter.number(penalty))));
  }

  /** The difference of two roots, without cancellation, in one pass over memory. */
  private Tensor growth(Tensor root, Tensor before, Tensor gradient) {
    return exponent == -0.5
        ? gradient.dividedBy(before.plus(root).plus(SMALLEST)).times(gradient)
        : root.minus(before);
  }
}
