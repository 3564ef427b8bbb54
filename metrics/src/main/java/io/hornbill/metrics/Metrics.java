package io.hornbill.metrics;

import io.hornbill.graph.Config;
import io.hornbill.graph.Registry;
import io.hornbill.graph.Shape;
import io.hornbill.losses.Loss;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics by name: Keras' class names, their snake case and aliases, matched without case.
 *
 * <pre>{@code
 * Metrics.get("mae");                       // a new MeanAbsoluteError
 * Metrics.register("my_metric", MyMetric::new);
 * Metrics.names();
 * }</pre>
 */
public final class Metrics {
  private static final Registry<Metric> REGISTRY = new Registry<>("metric", "Metrics");

  static {
    REGISTRY
        .add(BinaryAccuracy::new, "BinaryAccuracy", "binary_accuracy")
        .add(CategoricalAccuracy::new, "CategoricalAccuracy", "categorical_accuracy")
        .add(
            SparseCategoricalAccuracy::new,
            "SparseCategoricalAccuracy",
            "sparse_categorical_accuracy");
  }

  private Metrics() {}

  /**
   * Makes the metric of a name, with default settings.
   *
   * @param name a class name, its snake case or an alias
   * @return a new metric
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Metric get(String name) {
    return REGISTRY.get(name);
  }

  /**
   * Makes the metric of a name from settings.
   *
   * @param name a class name, its snake case or an alias
   * @param config the settings, in Keras' field names
   * @return a new metric
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static Metric get(String name, Config config) {
    return REGISTRY.get(name, config);
  }

  /**
   * Makes the metric of a name for a model's output. {@code accuracy}, {@code acc}, {@code
   * crossentropy} and {@code ce} stand for the binary, the sparse categorical or the categorical
   * form, by the shapes and the loss. The metric bears the name as it was given.
   *
   * @param name a name
   * @param yTrue the shape of the targets
   * @param yPred the shape of the predictions
   * @param loss the loss of that output; null if it has none
   * @return a new metric
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Metric resolve(String name, Shape yTrue, Shape yPred, @Nullable Loss loss) {
    String kind =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "accuracy", "acc" -> "accuracy";
          case "crossentropy", "ce" -> "crossentropy";
          default -> "";
        };
    return get(kind.isEmpty() ? name : form(yTrue, yPred, loss) + kind).name(name);
  }

  private static String form(Shape yTrue, Shape yPred, @Nullable Loss loss) {
    boolean single = yPred.rank() == 0 || yPred.last() == 1;
    if (single) {
      return "binary_";
    }
    boolean sparse = yTrue.rank() < yPred.rank() || yTrue.last() == 1;
    if (sparse) {
      return "sparse_categorical_";
    }
    // Several yes-or-no answers per sample have the shapes of one-hot classes: the loss tells them.
    boolean binary = loss != null && loss.className().startsWith("Binary");
    return binary ? "binary_" : "categorical_";
  }

  /**
   * Adds a metric of your own.
   *
   * @param name its name
   * @param factory makes it
   * @throws IllegalArgumentException if the name is taken
   */
  public static void register(String name, Supplier<? extends Metric> factory) {
    REGISTRY.register(name, factory);
  }

  /**
   * Returns the names.
   *
   * @return class names, their snake case and aliases
   */
  public static Set<String> names() {
    return REGISTRY.names();
  }
}
