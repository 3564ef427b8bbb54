package io.hornbill.layers.internal;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.constraints.Constraint;
import io.hornbill.initializers.Initializer;
import io.hornbill.regularizers.Regularizer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Parts of layers and models as Keras writes them into configurations. */
public final class Parts {
  private Parts() {}

  /**
   * Writes an initializer.
   *
   * @param initializer the initializer
   * @return module, class name and settings
   */
  public static Object writeInitializer(Initializer initializer) {
    return write("keras.initializers", initializer.name(), initializer.config());
  }

  /**
   * Writes a regularizer.
   *
   * @param regularizer the regularizer
   * @return module, class name and settings
   */
  public static Object writeRegularizer(Regularizer regularizer) {
    return write("keras.regularizers", regularizer.name(), regularizer.config());
  }

  /**
   * Writes a constraint.
   *
   * @param constraint the constraint
   * @return module, class name and settings
   */
  public static Object writeConstraint(Constraint constraint) {
    return write("keras.constraints", constraint.name(), constraint.config());
  }

  /**
   * Writes a function, by its name alone where that stands for its settings.
   *
   * @param activation the function
   * @return its name, or module, class name and settings
   */
  public static Object writeFunction(ActivationFunction activation) {
    Config config = activation.config();
    return config.asMap().isEmpty() || config.equals(usual(activation.name()))
        ? activation.name()
        : write("keras.activations", activation.name(), config);
  }

  private static @Nullable Config usual(String function) {
    return Activations.names().contains(function) ? Activations.get(function).config() : null;
  }

  /**
   * Writes a part.
   *
   * @param module Keras' module; null if it is not Keras'
   * @param className the class name
   * @param config the settings
   * @return module, class name and settings in Keras' form
   */
  public static Config write(@Nullable String module, String className, Config config) {
    return new Config()
        .with("module", module)
        .with("class_name", className)
        .with("config", config)
        .with("registered_name", null);
  }

  /**
   * Reads a part: a name, or class name and settings; Keras writes some functions as nested names.
   *
   * @param config the settings that the part is one of
   * @param field where it stands in them
   * @param get makes the part of a name
   * @param <T> the kind of part
   * @return the part; null if the field is missing or null
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static <T> @Nullable T read(
      Config config, String field, BiFunction<String, Config, T> get) {
    Object value = config.get(field);
    return value == null ? null : read(config, value, get);
  }

  /**
   * Reads a part that lies somewhere within settings, such as in a list of them.
   *
   * @param around the settings
   * @param value a name, or a Config or Map of class name and settings
   * @param get makes the part of a name
   * @param <T> the kind of part
   * @return the part
   * @throws IllegalArgumentException if the name is unknown or a setting is not allowed
   */
  public static <T> T read(Config around, Object value, BiFunction<String, Config, T> get) {
    if (value instanceof String name) {
      return get.apply(name, new Config().in(around.scope()));
    }
    Config part = around.nested("part", value);
    if (part.get("config") instanceof String name) {
      return get.apply(name, new Config().in(around.scope()));
    }
    String registered = part.get("registered_name") instanceof String name ? name : "";
    Config settings = part.config("config");
    return get.apply(
        around.scope().factory(registered) != null ? registered : part.text("class_name", ""),
        settings == null ? new Config().in(around.scope()) : settings);
  }
}
