package io.hornbill.training;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.metrics.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The metrics of a model with their running totals, in double precision. */
final class MetricState {
  private final List<Entry> entries = new ArrayList<>();
  private boolean resolved;

  private static final class Entry {
    final int target;
    final boolean weighted;
    final String prefix;
    final Metric metric;
    final Map<String, Variable> totals = new LinkedHashMap<>();

    Entry(int target, boolean weighted, String prefix, Metric metric) {
      this.target = target;
      this.weighted = weighted;
      this.prefix = prefix;
      this.metric = metric;
    }
  }

  /** Resolves the names, once the shapes are known. */
  private void resolve(
      boolean prefixed, List<OutputTask> tasks, List<Tensor> yTrue, List<Tensor> yPred) {
    if (resolved) {
      return;
    }
    for (boolean weighted : new boolean[] {false, true}) {
      for (int i = 0; i < tasks.size(); i++) {
        OutputTask task = tasks.get(i);
        String prefix = prefixed ? task.name() + "_" : "";
        Shape truth = yTrue.get(i).shape();
        Shape guess = yPred.get(i).shape();
        for (MetricChoice choice : weighted ? task.weightedMetrics() : task.metrics()) {
          Metric metric = choice.resolve(truth, guess, task.loss());
          entries.add(new Entry(i, weighted, prefix, metric));
        }
      }
    }
    resolved = true;
  }

  /**
   * Writes what a batch does to the totals.
   *
   * @param prefixed whether names begin with the output's
   * @param tasks what the outputs with targets are trained for
   * @param yTrue the targets
   * @param yPred the outputs with targets
   * @param weights the sample weights, null where there are none
   * @param masks the masks of these outputs, null where there are none
   * @param updates takes the new totals
   * @return the results after the batch, by the names under which they are logged
   */
  Map<String, Tensor> write(
      boolean prefixed,
      List<OutputTask> tasks,
      List<Tensor> yTrue,
      List<Tensor> yPred,
      List<@Nullable Tensor> weights,
      List<@Nullable Tensor> masks,
      List<Assignment> updates) {
    resolve(prefixed, tasks, yTrue, yPred);
    Map<String, Tensor> logged = new LinkedHashMap<>();
    Set<String> used = new java.util.HashSet<>();
    for (Entry entry : entries) {
      int i = entry.target;
      Tensor weight = weighting(entry.weighted ? weights.get(i) : null, masks.get(i));
      write(entry, entry.metric.totals(yTrue.get(i), yPred.get(i), weight), used, logged, updates);
    }
    return logged;
  }

  private static void write(
      Entry entry,
      Map<String, Tensor> added,
      Set<String> used,
      Map<String, Tensor> logged,
      List<Assignment> updates) {
    Map<String, Tensor> totals = new LinkedHashMap<>();
    added.forEach((key, value) -> totals.put(key, add(entry, key, value, updates)));
    entry.metric.results(totals).forEach((key, value) -> log(entry, key, value, used, logged));
  }

  /**
   * Writes what a batch does to the totals of one metric of a step of one's own.
   *
   * @param place which of the step's metrics it is, from 0
   * @param metric the metric
   * @param yTrue the targets
   * @param yPred what is compared with them
   * @param weight how much each row counts; null for all alike
   * @param logged the results so far by their names, to which this metric's are added
   * @param updates takes the new totals
   */
  void write(
      int place,
      Metric metric,
      Tensor yTrue,
      Tensor yPred,
      @Nullable Tensor weight,
      Map<String, Tensor> logged,
      List<Assignment> updates) {
    if (place == entries.size()) {
      entries.add(new Entry(place, false, "", metric));
    }
    Set<String> used = new java.util.HashSet<>(logged.keySet());
    write(entries.get(place), metric.totals(yTrue, yPred, weight), used, logged, updates);
  }

  private static @Nullable Tensor weighting(@Nullable Tensor weight, @Nullable Tensor mask) {
    if (weight == null || mask == null) {
      return weight == null ? mask : weight;
    }
    Tensor aligned = weight;
    while (aligned.rank() < mask.rank()) {
      aligned = Ops.expandDims(aligned, -1);
    }
    return aligned.times(mask);
  }

  private static Tensor add(Entry entry, String key, Tensor value, List<Assignment> updates) {
    Variable total =
        entry.totals.computeIfAbsent(
            key,
            k ->
                Variable.unshared(
                    entry.metric.name() + "/" + k,
                    Nd4j.zeros(DataType.DOUBLE, value.shape().dims())));
    Tensor sum = total.tensor().plus(Ops.cast(value, DataType.DOUBLE));
    updates.add(new Assignment(total, sum));
    return sum;
  }

  /** Keras' way to names that differ. */
  private static void log(
      Entry entry, String key, Tensor value, Set<String> used, Map<String, Tensor> logged) {
    String name = entry.prefix + key;
    if (entry.weighted && used.contains(name)) {
      name = entry.prefix + "weighted_" + key;
    }
    String base = name;
    for (int i = 1; !used.add(name); i++) {
      name = base + "_" + i;
    }
    logged.put(name, value);
  }

  /** The totals, in an order that is the same for the same program in every process. */
  List<Variable> totals() {
    List<Variable> all = new ArrayList<>();
    for (Entry entry : entries) {
      all.addAll(new TreeMap<>(entry.totals).values());
    }
    return all;
  }

  /** The results by their names, as of the totals. */
  Map<String, Tensor> results() {
    Map<String, Tensor> logged = new LinkedHashMap<>();
    Set<String> used = new java.util.HashSet<>();
    for (Entry entry : entries) {
      Map<String, Tensor> totals = new LinkedHashMap<>();
      entry.totals.forEach((key, total) -> totals.put(key, total.tensor()));
      entry.metric.results(totals).forEach((key, value) -> log(entry, key, value, used, logged));
    }
    return logged;
  }

  /** Sets the totals to zero. */
  void reset() {
    for (Entry entry : entries) {
      for (Variable total : entry.totals.values()) {
        total.value().assign(0);
        total.touch();
      }
    }
  }
}
