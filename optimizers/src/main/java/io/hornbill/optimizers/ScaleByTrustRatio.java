package io.hornbill.optimizers;

import static io.hornbill.graph.Ops.greater;
import static io.hornbill.graph.Ops.logicalAnd;
import static io.hornbill.graph.Ops.onesLike;
import static io.hornbill.graph.Ops.sqrt;
import static io.hornbill.graph.Ops.square;
import static io.hornbill.graph.Ops.sum;
import static io.hornbill.graph.Ops.where;

import io.hornbill.graph.Tensor;

/**
 * Gives the update the norm of the weight, unless one of them is 0.
 *
 * <pre>{@code
 * update * ‖w‖ / ‖update‖
 * }</pre>
 */
record ScaleByTrustRatio() implements Part {
  @Override
  public Update apply(Update update, Parameter parameter) {
    Tensor direction = update.tensor(parameter);
    Tensor weights = sqrt(sum(square(parameter.weight())));
    Tensor updates = sqrt(sum(square(direction)));
    Tensor both = logicalAnd(greater(weights, 0), greater(updates, 0));
    Tensor one = onesLike(weights);
    Tensor ratio = where(both, weights, one).dividedBy(where(both, updates, one));
    return Update.along(direction.times(ratio));
  }
}
