package io.hornbill.optimizers;

import io.hornbill.graph.Tensor;

/**
 * Multiplies by a fixed number.
 *
 * @param factor the number
 */
record ScaleBy(double factor) implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor number = parameter.step().shared(this, () -> Step.number(factor));
    return factor == 1 ? update : update.times(number);
  }
}
