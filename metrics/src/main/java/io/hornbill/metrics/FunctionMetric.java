package io.hornbill.metrics;

import io.hornbill.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The mean of a function's values over an epoch. */
record FunctionMetric(String name, BiFunction<Tensor, Tensor, Map<String, Tensor>> function)
    implements Metric {
  private static final String TOTAL = "total/";
  private static final String COUNT = "count/";

  @Override
  public Map<String, Tensor> totals(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Map<String, Tensor> totals = new LinkedHashMap<>();
    new TreeMap<>(function.apply(yTrue, yPred))
        .forEach(
            (key, value) -> {
              WeightedSum sum =
                  value.rank() == 0
                      ? WeightedSum.ofBatch(value, yPred, sampleWeight)
                      : WeightedSum.ofMeans(value, sampleWeight);
              totals.put(TOTAL + key, sum.total());
              totals.put(COUNT + key, sum.weight());
            });
    return totals;
  }

  @Override
  public Map<String, Tensor> results(Map<String, Tensor> totals) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    totals.forEach(
        (key, total) -> {
          if (key.startsWith(TOTAL)) {
            String log = key.substring(TOTAL.length());
            results.put(log, Totals.mean(total, Totals.of(totals, COUNT + log)));
          }
        });
    return results;
  }

  @Override
  public String className() {
    return "MeanMetricWrapper";
  }
}
