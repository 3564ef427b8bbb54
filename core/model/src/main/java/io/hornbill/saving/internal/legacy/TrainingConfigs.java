package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.saving.internal.keras.KerasConfig;
import io.hornbill.saving.internal.keras.OptimizersOfKeras2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates what a model was compiled for between {@code .h5} files and {@code .keras} files. */
final class TrainingConfigs {
  private static final Set<String> WRAPPERS =
      Set.of("LossFunctionWrapper", "MeanMetricWrapper", "SumOverBatchSizeMetricWrapper");

  /** Settings of Keras 3's optimizers that are left out where they are at their defaults. */
  private static final Set<String> STANDARD =
      Set.of(
          "weight_decay",
          "clipnorm",
          "global_clipnorm",
          "clipvalue",
          "use_ema",
          "ema_momentum",
          "ema_overwrite_frequency",
          "loss_scale_factor",
          "gradient_accumulation_steps");

  /** What stands beside the settings, where Keras overlooks it. */
  private static final Set<String> OWN =
      Set.of("schedule_decay", OptimizersOfKeras2.EPSILON_AFTER_ROOT);

  /** The package of Keras 2's newer optimizers. */
  private static final String CUSTOM = "Custom>";

  private TrainingConfigs() {}

  /** From {@code training_config}. */
  static Config read(Config written, Origin origin) {
    Config result = new Config();
    result.with("optimizer", optimizer(written.get("optimizer_config"), origin));
    for (String field : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
      result.with(field, function(written.get(field)));
    }
    return result;
  }

  /** Names of the user's own had a package before them: {@code Custom>MyLoss}. */
  private static @Nullable Object optimizer(@Nullable Object written, Origin origin) {
    if (!(written instanceof Map<?, ?>)) {
      return written;
    }
    Config optimizer = Config.config("optimizer_config", written);
    String className = optimizer.text("class_name", "");
    Object plain = PartConfigs.plain(optimizer.get("config"));
    Config result =
        new Config()
            .with("class_name", className.substring(className.indexOf('>') + 1))
            .with("config", plain);
    if (plain == null) {
      return result;
    }
    Config settings = Config.config("config", plain);
    Config own = optimizer.config(KerasConfig.OWN);
    if (own != null) {
      return result.with("config", settings.withAll(own));
    }
    boolean older = origin.before3() && className.indexOf('>') < 0 && !settings.has("use_ema");
    return older
        ? result.with("config", OptimizersOfKeras2.ofBefore211(className, settings))
        : result;
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
  static Config write(Config compiled, OptimizerForm form) {
    Config result = new Config();
    for (String field : List.of("loss", "loss_weights", "metrics", "weighted_metrics")) {
      Object value = KerasConfig.withoutNewSettings(compiled.get(field));
      result.with(field, packaged(field.equals("loss") ? withoutType(value) : value));
    }
    Config optimizer = compiled.config("optimizer");
    Config written = optimizer == null ? new Config() : optimizer(optimizer, form);
    return result
        .with("run_eagerly", false)
        .with("steps_per_execution", 1)
        .with("jit_compile", false)
        .with("optimizer_config", written);
  }

  /** Functions and classes of the user's own have their package in their name. */
  private static @Nullable Object packaged(@Nullable Object written) {
    if (written instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(packaged(one)));
      return result;
    }
    if (!(written instanceof Config part)) {
      return written;
    }
    if (part.get("config") instanceof String function) {
      return function;
    }
    if (part.has("class_name")) {
      return part.get("registered_name") instanceof String name
          ? new Config().with("class_name", name).with("config", part.get("config"))
          : part;
    }
    Config byOutput = new Config();
    part.asMap().forEach((output, one) -> byOutput.with(output, packaged(one)));
    return byOutput;
  }

  /** Keras 2's losses have no type of their own. */
  private static @Nullable Object withoutType(@Nullable Object loss) {
    if (loss instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(withoutType(one)));
      return result;
    }
    if (!(loss instanceof Config part)) {
      return loss;
    }
    Config result = new Config();
    part.asMap()
        .forEach(
            (name, value) -> {
              if (!(name.equals("dtype") && "float32".equals(value))) {
                result.with(name, value instanceof Config ? withoutType(value) : value);
              }
            });
    return result;
  }

  /**
   * Optimizers as Keras 2 and 3 take them both: without what is at its default. What neither knows
   * stands beside the settings, where both overlook it.
   */
  private static Config optimizer(Config written, OptimizerForm form) {
    String className = written.text("class_name", "");
    Config settings = written.config("config");
    Config inner = settings == null ? null : OptimizerForm.innerOf(className, settings);
    if (settings != null && inner != null && form == OptimizerForm.BEFORE_2_11) {
      Config scaled = new Config().withAll(inner).withAll(optimizer(inner, form));
      return new Config()
          .with("class_name", className)
          .with("config", settings.without(List.of("name")).with("inner_optimizer", scaled));
    }
    Config known = new Config();
    Config own = new Config();
    if (settings != null) {
      settings
          .asMap()
          .forEach(
              (name, value) -> {
                if (OWN.contains(name)) {
                  own.with(name, value);
                } else if (!isStandard(name, value, settings)) {
                  known.with(name, value);
                }
              });
      if (className.equals("Nadam") && !settings.has("schedule_decay")) {
        own.with("schedule_decay", 1);
      }
    }
    Config result = new Config().with("class_name", className).with("config", known);
    if (form == OptimizerForm.SINCE_2_11) {
      asNewer(className, known, own);
      result
          .with("class_name", CUSTOM + className)
          .with("config", known.without(own.has("decay") ? List.of("decay") : List.of()));
    } else if (form == OptimizerForm.BEFORE_2_11) {
      asOlder(className, known, own);
    }
    return own.asMap().isEmpty() ? result : result.with(KerasConfig.OWN, own);
  }

  /** The newer classes refuse a decay, and Keras 3 goes by the name. */
  private static void asNewer(String className, Config known, Config own) {
    if (known.has("decay")) {
      own.with("decay", known.get("decay"));
    }
    String name = known.text("name", "");
    if (!name.equalsIgnoreCase(className)) {
      own.with("name", name);
      known.with("name", className);
    }
  }

  /** The older Nadam calls its own decay so, and others are read with epsilon after the root. */
  private static void asOlder(String className, Config known, Config own) {
    if (className.equals("Nadam")) {
      own.with("decay", known.number("decay", 0));
      known.with("decay", own.get("schedule_decay"));
    } else if (!OptimizersOfKeras2.ofBefore211(className, known).equals(known)) {
      own.with(
          OptimizersOfKeras2.EPSILON_AFTER_ROOT,
          own.bool(OptimizersOfKeras2.EPSILON_AFTER_ROOT, false));
    }
  }

  private static boolean isStandard(String name, @Nullable Object value, Config settings) {
    boolean unused = name.startsWith("ema_") && !Boolean.TRUE.equals(settings.get("use_ema"));
    return STANDARD.contains(name)
        && (unused
            || value == null
            || value.equals(false)
            || (name.equals("ema_momentum") && value.equals(0.99)));
  }
}
