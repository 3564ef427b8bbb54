package io.hornbill.callbacks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Adds to an epoch's logs the means of what callbacks put into its batches' logs. The model's own
 * numbers are means already, and stay as they are. Put it behind the callbacks that add numbers.
 */
public final class BaseLogger extends Callback {
  private final Set<String> statefulMetrics;
  private final Map<String, Double> totals = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /** Averages all numbers. */
  public BaseLogger() {
    this(Set.of());
  }

  /**
   * Averages numbers.
   *
   * @param statefulMetrics the names of numbers whose last value is taken instead of the mean
   */
  public BaseLogger(Set<String> statefulMetrics) {
    this.statefulMetrics = Set.copyOf(statefulMetrics);
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    totals.clear();
    counts.clear();
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    logs.forEach(
        (name, value) -> {
          if (statefulMetrics.contains(name)) {
            totals.put(name, value);
            counts.put(name, 1);
          } else {
            totals.merge(name, value, Double::sum);
            counts.merge(name, 1, Integer::sum);
          }
        });
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    totals.forEach((name, total) -> logs.putIfAbsent(name, total / counts.getOrDefault(name, 1)));
  }
}
