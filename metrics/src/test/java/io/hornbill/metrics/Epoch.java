package io.hornbill.metrics;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adds up a metric's totals over batches, as training does: in double precision. */
final class Epoch {
  private final Metric metric;
  private final Map<String, INDArray> totals = new LinkedHashMap<>();

  Epoch(Metric metric) {
    this.metric = metric;
  }

  Epoch add(INDArray yTrue, INDArray yPred) {
    return add(yTrue, yPred, null);
  }

  Epoch add(INDArray yTrue, INDArray yPred, @Nullable INDArray sampleWeight) {
    INDArray[] arguments =
        sampleWeight == null
            ? new INDArray[] {yTrue, yPred}
            : new INDArray[] {yTrue, yPred, sampleWeight};
    List<String> names = new ArrayList<>();
    List<INDArray> additions =
        Evaluate.all(
            x -> {
              Map<String, Tensor> made =
                  metric.totals(x.get(0), x.get(1), x.size() == 3 ? x.get(2) : null);
              names.addAll(made.keySet());
              return List.copyOf(made.values());
            },
            arguments);
    for (int i = 0; i < names.size(); i++) {
      INDArray addition = additions.get(i).castTo(DataType.DOUBLE);
      totals.merge(names.get(i), addition, INDArray::add);
    }
    return this;
  }

  /** The results by their log names. */
  Map<String, INDArray> results() {
    List<String> names = List.copyOf(totals.keySet());
    List<String> logs = new ArrayList<>();
    List<INDArray> values =
        Evaluate.all(
            x -> {
              Map<String, Tensor> byName = new LinkedHashMap<>();
              for (int i = 0; i < names.size(); i++) {
                byName.put(names.get(i), x.get(i));
              }
              Map<String, Tensor> results = metric.results(byName);
              logs.addAll(results.keySet());
              return List.copyOf(results.values());
            },
            names.stream().map(totals::get).toArray(INDArray[]::new));
    Map<String, INDArray> results = new LinkedHashMap<>();
    for (int i = 0; i < logs.size(); i++) {
      results.put(logs.get(i), values.get(i));
    }
    return results;
  }

  /** The only result. */
  INDArray result() {
    return results().values().iterator().next();
  }

  /** The only result, if it is one number. */
  double value() {
    return result().getDouble(0);
  }
}
