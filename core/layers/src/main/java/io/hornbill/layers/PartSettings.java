package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.layers.internal.Parts;
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
            (config, field) ->
                Objects.requireNonNull(Parts.read(config, field, PartSettings::function)),
            Parts::writeFunction)
        .nullMeans(Activations.get("linear"));
  }

  /** What has weights is no function; the message for a layer says more than that of a name. */
  private static ActivationFunction function(String name, Config settings) {
    try {
      return Activations.get(name, settings);
    } catch (IllegalArgumentException e) {
      if (Layers.names().contains(name)) {
        throw noFunction(name, ", and save the model again").argument(e);
      }
      throw e;
    }
  }

  /** The function that a layer stands for. */
  static ActivationFunction function(Layer layer) {
    ActivationFunction function = layer.function();
    if (function == null) {
      throw noFunction(layer.className(), "").argument();
    }
    return function;
  }

  private static Fault noFunction(String className, String further) {
    return Fault.of("Layer")
        .expected(
            "a layer as activation must be LeakyReLU, ReLU, ELU, Activation or a Softmax"
                + " along one axis, which have no weights")
        .received("activation=%s", className)
        .remedy("Put %s behind the layer instead%s.", className, further);
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
