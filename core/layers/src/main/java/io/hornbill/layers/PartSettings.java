package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;
import io.hornbill.base.Setting;
import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Declarations of the settings that are parts themselves.
 *
 * <pre>{@code
 * static final Setting<ActivationFunction> GATE = PartSettings.activation("gate", "sigmoid");
 * }</pre>
 */
public final class PartSettings {
  private PartSettings() {}

  /**
   * Declares an activation function.
   *
   * @param key Keras' name of the field
   * @param name the name of the default function
   * @return the setting; null in a file means {@code "linear"}
   */
  public static Setting<ActivationFunction> activation(String key, String name) {
    return Setting.of(
            key,
            Activations.get(name),
            (config, field) -> Objects.requireNonNull(Parts.read(config, field, Activations::get)),
            Parts::writeFunction)
        .nullMeans(Activations.get("linear"));
  }

  /**
   * Declares an initializer.
   *
   * @param key Keras' name of the field
   * @param name the name of the default initializer
   * @return the setting
   */
  public static Setting<Initializer> initializer(String key, String name) {
    return Setting.of(
        key,
        Initializers.get(name),
        (config, field) -> Objects.requireNonNull(Parts.read(config, field, Initializers::get)),
        Parts::writeInitializer);
  }

  /**
   * Declares a penalty.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable Regularizer> regularizer(String key) {
    return Setting.<@Nullable Regularizer>of(
        key,
        null,
        (config, field) -> Parts.read(config, field, Regularizers::get),
        value -> value == null ? null : Parts.writeRegularizer(value));
  }

  /**
   * Declares a constraint.
   *
   * @param key Keras' name of the field
   * @return the setting, by default null
   */
  public static Setting<@Nullable Constraint> constraint(String key) {
    return Setting.<@Nullable Constraint>of(
        key,
        null,
        (config, field) -> Parts.read(config, field, Constraints::get),
        value -> value == null ? null : Parts.writeConstraint(value));
  }
}
