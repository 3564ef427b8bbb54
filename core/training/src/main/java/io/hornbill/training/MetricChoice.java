package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.losses.Loss;
import io.hornbill.metrics.Metric;
import io.hornbill.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A metric as the user chose it: by name, which is resolved when the shapes are known, or as an
 * object.
 *
 * @param name the name; empty if there is an object
 * @param metric the object; null if there is a name
 */
record MetricChoice(String name, @Nullable Metric metric) {
  private static final Set<String> RESOLVED_LATER = Set.of("accuracy", "acc", "crossentropy", "ce");

  static List<MetricChoice> of(Object... metrics) {
    List<MetricChoice> choices = new ArrayList<>();
    for (Object one : flat(metrics)) {
      if (one instanceof String name) {
        if (!RESOLVED_LATER.contains(name.toLowerCase(java.util.Locale.ROOT))) {
          Metrics.get(name);
        }
        choices.add(new MetricChoice(name, null));
      } else if (one instanceof Metric metric) {
        choices.add(new MetricChoice("", metric));
      } else {
        throw Fault.of("Model")
            .expected("a metric must be a name or a Metric")
            .received(one)
            .remedy("Use Metric.of(name, function) for your own.")
            .argument();
      }
    }
    return choices;
  }

  /** A list of metrics stands for its elements. */
  private static List<Object> flat(Object... metrics) {
    List<Object> all = new ArrayList<>();
    for (Object one : metrics) {
      if (one instanceof Iterable<?> several) {
        several.forEach(all::add);
      } else {
        all.add(one);
      }
    }
    return all;
  }

  Metric resolve(Shape yTrue, Shape yPred, @Nullable Loss loss) {
    return metric != null ? metric : Metrics.resolve(name, yTrue, yPred, loss);
  }
}
