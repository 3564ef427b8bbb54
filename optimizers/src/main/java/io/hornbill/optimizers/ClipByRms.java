package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;

/**
 * Bounds the root mean square of the update.
 *
 * <pre>{@code
 * update / max(1, rms(update) / threshold)
 * }</pre>
 *
 * @param threshold the bound
 */
record ClipByRms(double threshold) implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor direction = update.direction();
    Tensor rms = sqrt(mean(square(direction)));
    return update.with(direction.dividedBy(maximum(rms.dividedBy(threshold), 1)));
  }
}
