package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.sign;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Takes the sign of a moving mean.
 *
 * <pre>{@code
 * update = sign(beta1 * m + (1 - beta1) * g)
 * m = beta2 * m + (1 - beta2) * g
 * }</pre>
 *
 * @param beta1 the part of the mean in the update
 * @param beta2 how slowly the mean moves
 */
record ScaleBySign(double beta1, double beta2) implements Part {
  @Override
  public List<List<Slot>> slots() {
    return List.of(List.of(Slot.zeros("momentum")));
  }

  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor g = update.direction();
    Tensor old = parameter.slot("momentum");
    parameter.average("momentum", g, beta2);
    return update.with(sign(old.minus(g).times(beta1).plus(g)));
  }
}
