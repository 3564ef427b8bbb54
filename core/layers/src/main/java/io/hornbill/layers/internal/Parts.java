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
    Config own = registered(initializer, initializer.config());
    return own != null
        ? own
        : write("keras.initializers", initializer.name(), initializer.config());
  }

  /**
   * Writes a regularizer.
   *
   * @param regularizer the regularizer
   * @return module, class name and settings
   */
  public static Object writeRegularizer(Regularizer regularizer) {
    Config own = registered(regularizer, regularizer.config());
    return own != null
        ? own
        : write("keras.regularizers", regularizer.name(), regularizer.config());
  }

  /**
   * Writes a constraint.
   *
   * @param constraint the constraint
   * @return module, class name and settings
   */
  public static Object writeConstraint(Constraint constraint) {
    Config own = registered(constraint, constraint.config());
    return own != null ? own : write("keras.constraints", constraint.name(), constraint.config());
  }

  /**
   * Writes a function, by its name alone where that stands for its settings.
   *
   * @param activation the function
   * @return its name, or module, class name and settings
   */
  public static Object writeFunction(ActivationFunction activation) {
    Config config = activation.config();
    Config own = registered(activation, config);
    if (own != null) {
      return own;
    }
    if (config.asMap().isEmpty() && Activations.isRegistered(activation.name())) {
      return form(activation.name(), true);
    }
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
   * Writes a part that was registered for the file that it came from, so that Keras finds its class
   * or function again.
   *
   * @param part the part
   * @param config its settings
   * @return the name that it is registered by, and its settings; null if it came otherwise
   */
  public static @Nullable Config registered(Object part, Config config) {
    Config form = RegisteredForms.get(part);
    if (form == null) {
      return null;
    }
    return form.has("config") ? form.copy() : form.copy().with("config", config);
  }

  /** The form of a function, or of a class without its settings. */
  private static Config form(String name, boolean function) {
    String plain = name.substring(name.indexOf('>') + 1);
    Config form = new Config().with("module", function ? "builtins" : null);
    return function
        ? form.with("class_name", "function")
            .with("config", name)
            .with("registered_name", "function")
        : form.with("class_name", plain).with("registered_name", name);
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
    Config none = new Config().in(around.scope());
    if (value instanceof String name) {
      return named(name, none, true, get);
    }
    Config part = around.nested("part", value);
    if (part.get("config") instanceof String name) {
      return named(name, none, true, get);
    }
    String registered = part.get("registered_name") instanceof String name ? name : "";
    Config settings = part.config("config");
    return named(
        around.scope().factory(registered) != null ? registered : part.text("class_name", ""),
        settings == null ? none : settings,
        settings != null && settings.get("fn") instanceof String,
        get);
  }

  private static <T> T named(
      String name, Config settings, boolean function, BiFunction<String, Config, T> get) {
    T part = get.apply(name, settings);
    if (settings.scope().factory(name) != null) {
      RegisteredForms.put(part, form(name, function));
    }
    return part;
  }
}
