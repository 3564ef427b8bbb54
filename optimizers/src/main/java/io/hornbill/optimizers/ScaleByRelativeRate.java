package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.minimum;
import static io.hornbill.graph.Ops.sqrt;

import io.hornbill.graph.Tensor;

/**
 * Multiplies by a learning rate that falls with time.
 *
 * <pre>{@code
 * update * min(rate, 1 / √t)
 * }</pre>
 */
record ScaleByRelativeRate() implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    Step step = parameter.step();
    Tensor rate =
        step.shared(this, () -> minimum(step.rate(), Step.number(1).dividedBy(sqrt(step.time()))));
    return update.times(rate);
  }
}
