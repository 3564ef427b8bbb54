package io.hornbill.saving.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes settings in Keras 2's form, for models with a function that has another meaning in Keras
 * 3: {@code hard_sigmoid}.
 */
final class Keras2Configs {
  static final String VERSION = "2.15.0";

  private Keras2Configs() {}

  /** Whether settings have a function that Keras 3 has not. */
  static boolean isNeeded(Config settings) {
    return has(settings, "hard_sigmoid");
  }

  private static boolean has(@Nullable Object value, String activation) {
    if (value instanceof Config config) {
      return config.asMap().entrySet().stream()
          .anyMatch(
              entry ->
                  (entry.getKey().endsWith("activation") && activation.equals(entry.getValue()))
                      || has(entry.getValue(), activation));
    }
    return value instanceof List<?> list && list.stream().anyMatch(one -> has(one, activation));
  }

  static Config write(Config settings) {
    if (has(settings, "hard_sigmoid_v3")) {
      throw new IllegalArgumentException(
          "LegacyFormat: all activations must be of one version of Keras. Received: hard_sigmoid, which is that of Keras 1 and 2, and hard_sigmoid_v3, which is that of Keras 3. Use one of them.");
    }
    return plain(settings);
  }

  private static Config plain(Config written) {
    Config result = new Config();
    written
        .asMap()
        .forEach(
            (field, value) -> {
              if (field.equals("inbound_nodes") && value instanceof List<?> nodes) {
                result.with(field, nodes.stream().map(Keras2Configs::node).toList());
              } else {
                result.with(
                    field.equals("batch_shape") ? "batch_input_shape" : field, plain(value));
              }
            });
    Config settings =
        "LeakyReLU".equals(written.get("class_name")) ? result.config("config") : null;
    return settings == null
        ? result
        : result.with("config", settings.with("alpha", settings.get("negative_slope")));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Config config) {
      return plain(config);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(plain(one)));
      return result;
    }
    return value;
  }

  /** One call: the inputs, each with the layer it comes from; the first with what else is given. */
  private static Object node(Object call) {
    Config written = Config.config("inbound_nodes", call);
    List<List<?>> inputs = new ArrayList<>();
    collect(written.get("args"), inputs);
    Config named = new Config();
    Config given = written.config("kwargs");
    if (given != null) {
      given.asMap().forEach((name, value) -> named.with(name, reference(value)));
    }
    List<Object> result = new ArrayList<>();
    for (List<?> input : inputs) {
      List<Object> one = new ArrayList<>(input);
      one.add(result.isEmpty() ? named : Map.of());
      result.add(one);
    }
    return result;
  }

  private static void collect(@Nullable Object value, List<List<?>> inputs) {
    Object reference = reference(value);
    if (reference instanceof List<?> list) {
      if (!list.isEmpty() && list.get(0) instanceof String) {
        inputs.add(list);
      } else {
        list.forEach(one -> collect(one, inputs));
      }
    }
  }

  private static @Nullable Object reference(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(reference(one)));
      return result;
    }
    if (value instanceof Config config && config.has("class_name")) {
      Config tensor = config.config("config");
      return tensor == null ? value : tensor.get("keras_history");
    }
    return value;
  }
}
