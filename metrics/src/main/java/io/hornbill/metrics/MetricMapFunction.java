package io.hornbill.metrics;

import io.hornbill.graph.Tensor;
import java.util.Map;

/** Several metrics as one function of targets and predictions, for {@link Metric#ofMap}. */
@FunctionalInterface
public interface MetricMapFunction {
  /**
   * Computes the metrics of a batch.
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ...]}
   * @return by log name a single number for the batch, or one value per sample or position {@code
   *     [batch, ...]}; the same names at each call
   */
  Map<String, Tensor> apply(Tensor yTrue, Tensor yPred);
}
