package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.maximum;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;

import io.hornbill.graph.Tensor;

/**
 * Multiplies by the root mean square of the weight.
 *
 * <pre>{@code
 * update * max(least, rms(w))
 * }</pre>
 *
 * @param least the least factor
 */
record ScaleByParameterRms(double least) implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor rms = sqrt(mean(square(parameter.weight())));
    return update.times(maximum(rms, least));
  }
}
