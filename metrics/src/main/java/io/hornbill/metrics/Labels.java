package io.hornbill.metrics;

import io.hornbill.graph.Checks;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/** Targets as class numbers. */
final class Labels {
  private Labels() {}

  /** Class numbers {@code [batch, ...]} for predictions {@code [batch, ..., classes]}. */
  static Tensor sparse(String owner, Tensor yTrue, Tensor yPred) {
    Tensor classes =
        yTrue.rank() == yPred.rank() && yTrue.dim(-1) == 1 ? Ops.squeeze(yTrue, -1) : yTrue;
    Checks.argument(
        yPred.rank() > 0 && classes.shape().matches(yPred.shape().without(-1)),
        "%s: yTrue must be class numbers [batch, ...] or [batch, ..., 1] for predictions [batch, ..., classes]. Received: yTrue %s, yPred %s. If the targets are one-hot, use the metric without \"sparse\".",
        owner,
        yTrue.shape(),
        yPred.shape());
    return classes;
  }
}
