package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates what stands in a layer's settings: activations, initializers, penalties, numbers. */
final class PartConfigs {
  private static final Map<String, String> CONSTRAINT_FIELDS =
      Map.of("m", "max_value", "low", "min_value", "high", "max_value");

  /** Layers that were given as activation functions, and the functions of the same meaning. */
  private static final Map<String, String> FUNCTIONS =
      Map.of("LeakyReLU", "leaky_relu", "ReLU", "relu", "ELU", "elu", "Softmax", "softmax");

  private static final Set<String> OF_LAYERS = Set.of("name", "trainable", "dtype");

  private static final Map<String, String> TYPES =
      Map.of("float", "float32", "double", "float64", "half", "float16", "int", "int32");

  private PartConfigs() {}

  /** Translates the value of a field whose name is today's. */
  static @Nullable Object value(String field, @Nullable Object value, Origin origin) {
    Object plain = plain(value);
    if (plain == null) {
      return null;
    }
    if (field.equals("dtype") && plain instanceof String type) {
      return TYPES.getOrDefault(type, type);
    }
    if (field.endsWith("activation")) {
      return activation(plain, origin);
    }
    if (field.endsWith("_regularizer") || field.endsWith("_constraint")) {
      return named(plain, field.endsWith("_constraint"));
    }
    if (field.endsWith("_initializer")) {
      return initializer(plain);
    }
    return plain;
  }

  /** Keras 2 wrote numbers of NumPy as maps. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey("value") && ("ndarray".equals(map.get("type")) || isTyped(map))) {
        return map.get("value");
      }
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      map.forEach((name, one) -> result.put(String.valueOf(name), plain(one)));
      return result;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(plain(one)));
      return result;
    }
    return value;
  }

  private static boolean isTyped(Map<?, ?> map) {
    return map.size() == 2 && map.containsKey("dtype");
  }

  /** Keras 3 gave the name {@code hard_sigmoid} to another function. */
  private static Object activation(Object value, Origin origin) {
    if (value instanceof String name) {
      return origin.before3() || !name.equals("hard_sigmoid") ? name : "hard_sigmoid_v3";
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Config part = Config.config("activation", value);
    if (part.get("config") instanceof String function) {
      return activation(function, origin);
    }
    String name = part.text("class_name", "");
    Config settings = part.config("config");
    Config result = new Config();
    if (settings != null) {
      settings
          .asMap()
          .forEach(
              (key, one) -> {
                if (!OF_LAYERS.contains(key)) {
                  result.with(key.equals("alpha") ? alpha(name) : key, one);
                }
              });
    }
    return new Config()
        .with("class_name", FUNCTIONS.getOrDefault(name, name))
        .with("config", result);
  }

  private static String alpha(String className) {
    return className.equals("LeakyReLU") ? "negative_slope" : "alpha";
  }

  /** Keras 1 wrote the class name among the settings. */
  private static Object named(Object value, boolean constraint) {
    if (!(value instanceof Map<?, ?> map) || map.containsKey("class_name")) {
      return value;
    }
    Config settings = new Config();
    map.forEach(
        (key, one) -> {
          String field = String.valueOf(key);
          if (!field.equals("name")) {
            settings.with(constraint ? CONSTRAINT_FIELDS.getOrDefault(field, field) : field, one);
          }
        });
    return new Config().with("class_name", map.get("name")).with("config", settings);
  }

  private static Object initializer(Object value) {
    if (value instanceof Map<?, ?> map
        && "VarianceScaling".equals(map.get("class_name"))
        && map.get("config") instanceof Map<?, ?> settings
        && "normal".equals(settings.get("distribution"))) {
      Config scaling = Config.config("initializer", settings);
      return new Config()
          .with("class_name", "VarianceScaling")
          .with("config", scaling.with("distribution", "truncated_normal"));
    }
    return value;
  }
}
