package io.hornbill.metrics;

import io.hornbill.base.internal.WeakIdentityMap;
import io.hornbill.data.JavaArrays;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.GraphRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The totals of a metric that is updated by hand; they last as long as the metric does. */
final class RunningTotals {
  private static final int KEPT = 8;
  private static final WeakIdentityMap<Metric, RunningTotals> ALL = new WeakIdentityMap<>();

  private final Map<String, Variable> totals = new LinkedHashMap<>();
  private final GraphRunner.Recent<List<Shape>> additions = new GraphRunner.Recent<>(KEPT);
  private List<String> names = List.of();
  private GraphRunner.@Nullable Ready results;

  private RunningTotals() {}

  static RunningTotals of(Metric metric) {
    return ALL.get(metric, RunningTotals::new);
  }

  /** Adds numbers that have no targets: one, or an array or list of Java or ND4J. */
  static void addValues(Metric metric, Object values) {
    INDArray array = array(values);
    of(metric).add(metric, array, array, null);
  }

  /** Adds such numbers, each with its weight. */
  static void addValues(Metric metric, Object values, Object sampleWeight) {
    INDArray array = array(values);
    of(metric).add(metric, array, array, array(sampleWeight));
  }

  private static INDArray array(Object values) {
    return JavaArrays.toArray(values instanceof Number ? List.of(values) : values);
  }

  /** Adds a batch. */
  synchronized void add(
      Metric metric, INDArray yTrue, INDArray yPred, @Nullable INDArray sampleWeight) {
    metric.checkTargets(yTrue, Shape.of(yPred.shape()));
    List<INDArray> arrays =
        sampleWeight == null ? List.of(yTrue, yPred) : List.of(yTrue, yPred, sampleWeight);
    List<Shape> shapes = arrays.stream().map(array -> Shape.of(array.shape())).toList();
    additions.get(shapes, key -> prepare(metric, key)).run(arrays);
  }

  private GraphRunner.Ready prepare(Metric metric, List<Shape> shapes) {
    List<Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      inputs.add(Ops.placeholder("input" + i, new Spec(DataType.FLOAT, shapes.get(i))));
    }
    List<Assignment> updates = new ArrayList<>();
    metric
        .totals(inputs.get(0), inputs.get(1), inputs.size() < 3 ? null : inputs.get(2))
        .forEach((key, value) -> updates.add(sum(key, value)));
    return GraphRunner.present().prepare(inputs, List.of(), updates);
  }

  private Assignment sum(String key, Tensor value) {
    Variable total =
        totals.computeIfAbsent(
            key, k -> Variable.unshared(k, Nd4j.zeros(DataType.DOUBLE, value.shape().dims())));
    return new Assignment(total, total.tensor().plus(Ops.cast(value, DataType.DOUBLE)));
  }

  /** The results by their names; none before the first batch. */
  synchronized Map<String, INDArray> results(Metric metric) {
    if (totals.isEmpty()) {
      return Map.of();
    }
    GraphRunner.Ready ready = results;
    if (ready == null) {
      Map<String, Tensor> read = new LinkedHashMap<>();
      totals.forEach((key, total) -> read.put(key, total.tensor()));
      Map<String, Tensor> wanted = new LinkedHashMap<>(metric.results(read));
      names = List.copyOf(wanted.keySet());
      ready = GraphRunner.present().prepare(List.of(), List.copyOf(wanted.values()), List.of());
      results = ready;
    }
    List<INDArray> arrays = ready.run(List.of());
    Map<String, INDArray> byName = new LinkedHashMap<>();
    for (int i = 0; i < arrays.size(); i++) {
      byName.put(names.get(i), arrays.get(i));
    }
    return byName;
  }

  synchronized void reset() {
    for (Variable total : totals.values()) {
      total.value().assign(0);
      total.touch();
    }
  }
}
