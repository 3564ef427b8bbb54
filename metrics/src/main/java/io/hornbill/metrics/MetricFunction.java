package io.hornbill.metrics;

import io.hornbill.graph.Tensor;

/** A metric as a function of targets and predictions, for {@link Metric#of}. */
@FunctionalInterface
public interface MetricFunction {
  /**
   * Computes the metric of a batch.
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ...]}
   * @return a single number for the batch, or one value per sample or position {@code [batch, ...]}
   */
  Tensor apply(Tensor yTrue, Tensor yPred);
}
