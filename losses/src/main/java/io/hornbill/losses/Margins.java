package io.hornbill.losses;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** What predictions miss of a margin of 1. */
final class Margins {
  private Margins() {}

  /** {@code max(1 - yTrue * yPred, 0)}, for targets -1 and 1, or 0 and 1 if all of them are. */
  static Tensor missing(Tensor yTrue, Tensor yPred) {
    Tensor binary = Ops.min(Ops.logicalOr(Ops.equal(yTrue, 0), Ops.equal(yTrue, 1)));
    Tensor signs = Ops.where(binary, yTrue.times(2).minus(1), yTrue);
    return Ops.relu(signs.times(yPred).negated().plus(1));
  }
}
