package io.hornbill.saving.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates what a model was compiled for between {@code .h5} files and {@code .keras} files. */
final class TrainingConfigs {
  private static final Set<String> WRAPPERS =
      Set.of("LossFunctionWrapper", "MeanMetricWrapper", "SumOverBatchSizeMetricWrapper");

  private TrainingConfigs() {}

  /** From {@code training_config}. */
  static Config read(Config written) {
    Config result = new Config();
    result.with("optimizer", optimizer(written.get("optimizer_config")));
    for (String field : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
      result.with(field, function(written.get(field)));
    }
    return result;
  }

  /** Names of the user's own had a package before them: {@code Custom>MyLoss}. */
  private static @Nullable Object optimizer(@Nullable Object written) {
    if (!(written instanceof Map<?, ?>)) {
      return written;
    }
    Config optimizer = Config.config("optimizer_config", written);
    String className = optimizer.text("class_name", "");
    return new Config()
        .with("class_name", className.substring(className.indexOf('>') + 1))
        .with("config", PartConfigs.plain(optimizer.get("config")));
  }

  /** Keras 2 wrapped functions, and wrote the wrapper's class with the function's name in it. */
  private static @Nullable Object function(@Nullable Object written) {
    if (written instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(function(one)));
      return result;
    }
    if (!(written instanceof Map<?, ?> map)) {
      return written;
    }
    Config config = Config.config("training_config", map);
    Config settings =
        config.get("config") instanceof Map<?, ?> inner ? Config.config("config", inner) : null;
    if (settings != null
        && WRAPPERS.contains(config.text("class_name", ""))
        && settings.get("fn") instanceof String function) {
      return new Config().with("class_name", function).with("config", settings);
    }
    if (config.has("class_name")) {
      return config;
    }
    Config byOutput = new Config();
    config.asMap().forEach((output, one) -> byOutput.with(output, function(one)));
    return byOutput;
  }

  /** To {@code training_config}. */
  static Config write(Config compiled) {
    Config result = new Config();
    for (String field : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
      result.with(field, compiled.get(field));
    }
    Config optimizer = compiled.config("optimizer");
    Config written = new Config();
    if (optimizer != null) {
      written
          .with("class_name", optimizer.get("class_name"))
          .with("config", optimizer.get("config"));
    }
    return result
        .with("run_eagerly", false)
        .with("steps_per_execution", 1)
        .with("jit_compile", false)
        .with("optimizer_config", written);
  }
}
