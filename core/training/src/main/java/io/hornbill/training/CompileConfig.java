package io.hornbill.training;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.layers.internal.Parts;
import io.hornbill.losses.Loss;
import io.hornbill.losses.Losses;
import io.hornbill.metrics.Metric;
import io.hornbill.metrics.Metrics;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a model is compiled for, as Keras 3 writes it into files. */
final class CompileConfig {
  private CompileConfig() {}

  // Writing.

  static @Nullable Object byOutput(
      @Nullable Loss ofAll, List<@Nullable Loss> byPosition, Map<String, Loss> byName) {
    if (!byName.isEmpty()) {
      Config config = new Config();
      byName.forEach((name, loss) -> config.with(name, loss(loss)));
      return config;
    }
    if (byPosition.isEmpty()) {
      return loss(ofAll);
    }
    List<@Nullable Object> list = new ArrayList<>();
    byPosition.forEach(loss -> list.add(loss(loss)));
    return list;
  }

  /** A loss without a registered class, such as a function of the user's, has only its name. */
  private static @Nullable Object loss(@Nullable Loss loss) {
    if (loss == null) {
      return null;
    }
    Config own = Parts.registered(loss, loss.config());
    if (own != null) {
      return own;
    }
    return Losses.names().contains(loss.className())
        ? Parts.write("keras.losses", loss.className(), loss.config())
        : loss.name();
  }

  static @Nullable Object metrics(
      List<MetricChoice> ofAll,
      List<List<MetricChoice>> byPosition,
      Map<String, List<MetricChoice>> byName) {
    if (!byName.isEmpty()) {
      Config config = new Config();
      byName.forEach((name, choices) -> config.with(name, metrics(choices)));
      return config;
    }
    if (!byPosition.isEmpty()) {
      return byPosition.stream().map(CompileConfig::metrics).toList();
    }
    return ofAll.isEmpty() ? null : metrics(ofAll);
  }

  private static List<Object> metrics(List<MetricChoice> choices) {
    List<Object> list = new ArrayList<>();
    for (MetricChoice choice : choices) {
      Metric metric = choice.metric();
      list.add(metric == null ? choice.name() : metric(metric));
    }
    return list;
  }

  private static Object metric(Metric metric) {
    Config own = Parts.registered(metric, metric.config());
    if (own != null) {
      return own;
    }
    return Metrics.names().contains(metric.className())
        ? Parts.write("keras.metrics", metric.className(), metric.config())
        : metric.name();
  }

  // Reading.

  /** Sets what a configuration says; outputs are the names of the model's outputs. */
  static CompileOptions read(Config config, List<String> outputs) {
    CompileOptions options = new CompileOptions();
    Optimizer optimizer = Parts.read(config, "optimizer", Optimizers::get);
    if (optimizer != null) {
      options.optimizer(optimizer);
    }
    readLoss(options, config, config.get("loss"));
    Object weights = config.get("loss_weights");
    if (weights instanceof Number || weights instanceof List<?>) {
      options.lossWeights(config.numbers("loss_weights"));
    } else if (weights != null) {
      Config byName = Config.config("loss_weights", weights);
      Map<String, Double> map = new LinkedHashMap<>();
      byName.asMap().keySet().forEach(name -> map.put(name, byName.number(name, 1)));
      options.lossWeights(map);
    }
    readMetrics(config, "metrics", outputs, options::metrics, options::metrics);
    readMetrics(
        config, "weighted_metrics", outputs, options::weightedMetrics, options::weightedMetrics);
    return options;
  }

  private static void readLoss(CompileOptions options, Config config, @Nullable Object written) {
    if (written instanceof List<?> list) {
      options.losses(list.stream().map(one -> lossOf(config, one)).toArray(Loss[]::new));
      return;
    }
    Config byName = byName(written);
    if (byName == null) {
      Loss loss = lossOf(config, written);
      if (loss != null) {
        options.loss(loss);
      }
      return;
    }
    byName
        .asMap()
        .forEach(
            (name, one) -> {
              Loss loss = lossOf(config, one);
              if (loss != null) {
                options.loss(name, loss);
              }
            });
  }

  private static @Nullable Loss lossOf(Config around, @Nullable Object written) {
    return written == null ? null : Parts.read(around, written, CompileConfig::loss);
  }

  private static Loss loss(String name, Config config) {
    boolean named = config.asMap().isEmpty() && config.scope().factory(name) == null;
    return named ? ShapedCrossentropy.get(name) : Losses.get(name, config);
  }

  /** A map by outputs' names, which has no class name. */
  private static @Nullable Config byName(@Nullable Object written) {
    if (written == null || written instanceof String || written instanceof List<?>) {
      return null;
    }
    Config config = Config.config("compile_config", written);
    return config.has("class_name") ? null : config;
  }

  /** Takes metrics of all outputs. */
  private interface All {
    void set(Object... metrics);
  }

  /** Takes metrics by outputs. */
  private interface ByName {
    void set(Map<String, ? extends List<?>> metrics);
  }

  private static void readMetrics(
      Config config, String field, List<String> outputs, All all, ByName byOutput) {
    Object written = config.get(field);
    Map<String, List<Object>> map = new LinkedHashMap<>();
    Config byName = byName(written);
    if (byName != null) {
      byName.asMap().forEach((name, metrics) -> map.put(name, metricsOf(config, metrics)));
      byOutput.set(map);
    } else if (written instanceof List<?> list
        && list.stream().anyMatch(one -> one instanceof List<?>)) {
      if (list.size() != outputs.size()) {
        throw Fault.of("Model")
            .expected("metrics must be one list per output, %s", outputs.size())
            .received(list.size())
            .remedy("Correct the configuration.")
            .argument();
      }
      for (int i = 0; i < list.size(); i++) {
        map.put(outputs.get(i), metricsOf(config, list.get(i)));
      }
      byOutput.set(map);
    } else if (written != null) {
      all.set(metricsOf(config, written).toArray());
    }
  }

  /** Names stay names, as some depend on the shapes of the data. */
  private static List<Object> metricsOf(Config config, @Nullable Object written) {
    List<Object> metrics = new ArrayList<>();
    List<?> list =
        written instanceof List<?> several
            ? several
            : written == null ? List.of() : List.of(written);
    for (Object one : list) {
      if (one instanceof String name && config.scope().factory(name) == null) {
        metrics.add(name);
      } else if (one != null) {
        metrics.add(Parts.read(config, one, CompileConfig::metricOf));
      }
    }
    return metrics;
  }

  private static Metric metricOf(String name, Config config) {
    Function<Config, ?> factory = config.scope().factory(name);
    if (factory != null
        && factory.apply(config.copy().in(config.scope().without(name))) instanceof Loss function
        && !(function instanceof Metric)) {
      return Metric.of(name.substring(name.indexOf('>') + 1), function::apply);
    }
    Metric metric = Metrics.get(name, config);
    return config.get("name") instanceof String own && !own.equals(metric.name())
        ? metric.name(own)
        : metric;
  }
}
