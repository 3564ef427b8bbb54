package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A metric under another name: the result that bore the old name bears the new one. */
record RenamedMetric(Metric metric, String name) implements Metric {
  @Override
  public Map<String, Tensor> totals(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    return metric.totals(yTrue, yPred, sampleWeight);
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    metric.checkTargets(yTrue, yPred);
  }

  @Override
  public Map<String, Tensor> results(Map<String, Tensor> totals) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    metric
        .results(totals)
        .forEach((key, value) -> results.put(key.equals(metric.name()) ? name : key, value));
    return results;
  }

  @Override
  public Metric name(String name) {
    return new RenamedMetric(metric, name);
  }

  @Override
  public String className() {
    return metric.className();
  }

  @Override
  public Config config() {
    return metric.config().with("name", name);
  }
}
