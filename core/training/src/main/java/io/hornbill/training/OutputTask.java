package io.hornbill.training;

import io.hornbill.losses.Loss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an output is trained for.
 *
 * @param name the output's name
 * @param loss its loss; null if it has none
 * @param weight how much the loss counts in the sum
 * @param metrics what is reported without sample weights
 * @param weightedMetrics what is reported with sample weights
 */
record OutputTask(
    String name,
    @Nullable Loss loss,
    double weight,
    List<MetricChoice> metrics,
    List<MetricChoice> weightedMetrics) {
  /** Losses and metrics compare the output with a target; an output without any needs none. */
  boolean hasTarget() {
    return loss != null || !metrics.isEmpty() || !weightedMetrics.isEmpty();
  }
}
