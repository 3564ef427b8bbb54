package io.hornbill.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which metrics the user chose: for all outputs, by the outputs' places, or by their names. */
final class OutputMetrics {
  private List<MetricChoice> ofAll = List.of();
  private List<List<MetricChoice>> byPosition = List.of();
  private final Map<String, List<MetricChoice>> byName = new LinkedHashMap<>();

  /** Takes metrics of all outputs, or one list of lists, of which each is for one output. */
  void set(Object... metrics) {
    List<@Nullable Object> lists = perOutput(metrics);
    ofAll = lists.isEmpty() ? MetricChoice.of(metrics) : List.of();
    List<List<MetricChoice>> choices = new ArrayList<>();
    for (Object list : lists) {
      choices.add(list == null ? List.of() : MetricChoice.of(list));
    }
    byPosition = choices;
  }

  /** What is said of each output; nothing if the metrics are those of all. */
  private static List<@Nullable Object> perOutput(Object... metrics) {
    List<@Nullable Object> elements = new ArrayList<>();
    if (metrics.length == 1 && metrics[0] instanceof Iterable<?> only) {
      only.forEach(elements::add);
    }
    boolean nested = elements.stream().anyMatch(one -> one == null || one instanceof Iterable<?>);
    return nested ? elements : new ArrayList<>();
  }

  /** Takes for each output one metric, or a list of them. */
  void set(Map<String, ?> metrics) {
    metrics.forEach((name, chosen) -> byName.put(name, MetricChoice.of(chosen)));
  }

  Map<String, List<MetricChoice>> byName() {
    return byName;
  }

  /** How many outputs the list of lists is for; 0 if there is none. */
  int count() {
    return byPosition.size();
  }

  /** The metrics of an output; those of all are for outputs that have a loss. */
  List<MetricChoice> of(int output, String name, boolean hasLoss) {
    List<MetricChoice> others = hasLoss ? ofAll : List.of();
    return byName.getOrDefault(name, byPosition.isEmpty() ? others : byPosition.get(output));
  }

  /** What Keras' {@code compile_config} says of them. */
  @Nullable Object config() {
    return CompileConfig.metrics(ofAll, byPosition, byName);
  }
}
