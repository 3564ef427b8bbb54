package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import io.hornbill.regularizers.Regularizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer whose setters return its own type, and whose weights and activation functions are set in
 * Keras' way. A subclass declares its settings and parts once, in its constructor; setters of parts
 * come from the {@code …Setters} interfaces.
 *
 * @param <T> the layer's own type
 */
public abstract class FluentLayer<T extends FluentLayer<T>> extends Layer
    implements PartSetters<T> {
  static final Setting<String> DATA_FORMAT =
      Setting.string("data_format", ImageDataFormat.CHANNELS_LAST)
          .check("\"channels_last\" or \"channels_first\"", ImageDataFormat::check)
          .normalized(ImageDataFormat::spelled);

  /** The settings that say whether there is a certain weight, by the names of the weights. */
  private final Map<String, Setting<Boolean>> switches = new HashMap<>();

  /** Makes a layer that is not built yet. */
  protected FluentLayer() {
    if (this instanceof SeedSetter<?>) {
      declare(SEED);
    }
  }

  /**
   * Returns this layer in its own type.
   *
   * @return this layer
   */
  @SuppressWarnings("unchecked")
  protected final T self() {
    return (T) this;
  }

  @Override
  public final <V extends @Nullable Object> T with(Setting<V> setting, V value) {
    set(setting, value);
    return self();
  }

  /**
   * Declares a weight; for constructors.
   *
   * @param part its name in Keras' fields: {@code kernel}
   * @param initializer the name of the default initializer
   */
  protected final void declareWeight(String part, String initializer) {
    declareFixedWeight(part, initializer);
    declare(
        PartSettings.regularizer(part + "_regularizer"),
        PartSettings.constraint(part + "_constraint"));
  }

  /**
   * Declares a weight that may be left out; for constructors.
   *
   * @param part its name in Keras' fields: {@code bias}
   * @param initializer the name of the default initializer
   * @param used the field that says whether there is such a weight: {@code use_bias}
   */
  protected final void declareOptionalWeight(String part, String initializer, String used) {
    Setting<Boolean> flag = Setting.flag(used, true);
    switches.put(part, flag);
    declare(flag);
    declareWeight(part, initializer);
  }

  /**
   * Declares a weight that has an initializer and nothing else, as it is not trained; for
   * constructors.
   *
   * @param part its name in Keras' fields: {@code moving_mean}
   * @param initializer the name of the default initializer
   */
  protected final void declareFixedWeight(String part, String initializer) {
    declare(PartSettings.initializer(part + "_initializer", initializer));
  }

  /**
   * Declares an activation function; for constructors.
   *
   * @param field Keras' field: {@code activation}
   * @param function the name of the default function
   */
  protected final void declareActivation(String field, String function) {
    declare(PartSettings.activation(field, function));
  }

  /** Declares that the layer has a channel axis, which may be last or first; for constructors. */
  protected final void declareDataFormat() {
    declare(DATA_FORMAT.initially(ImageDataFormat.current()));
  }

  /**
   * Says where the channel axis is.
   *
   * @return true for {@code channels_first}
   */
  protected final boolean channelsFirst() {
    return declares(DATA_FORMAT) && ImageDataFormat.CHANNELS_FIRST.equals(get(DATA_FORMAT));
  }

  /**
   * Says whether there is a certain weight.
   *
   * @param part its name in Keras' fields: {@code bias}
   * @return false if it is to be left out
   */
  protected final boolean hasWeight(String part) {
    Setting<Boolean> flag = switches.get(part);
    return flag == null || get(flag);
  }

  /**
   * Returns the settings of a weight; for {@link #build}.
   *
   * @param part its name: {@code kernel}
   * @return the settings
   */
  protected final WeightSettings weight(String part) {
    WeightSettings settings = WeightSettings.of(initializer(part));
    Setting<@Nullable Regularizer> regularizer = PartSettings.regularizer(part + "_regularizer");
    if (!declares(regularizer)) {
      return settings.trainable(false);
    }
    return settings
        .regularizer(get(regularizer))
        .constraint(get(PartSettings.constraint(part + "_constraint")));
  }

  private Initializer initializer(String part) {
    return get(PartSettings.initializer(part + "_initializer", "zeros"));
  }

  /**
   * Makes a declared weight of the same name, unless it is to be left out; for {@link #build}.
   *
   * @param part its name: {@code bias}
   * @param shape its shape
   * @return the weight; null if it is left out
   */
  protected final @Nullable Variable addOptionalWeight(String part, Shape shape) {
    return hasWeight(part) ? addWeight(part, shape, weight(part)) : null;
  }

  /** Gives an inner layer's weight the settings of this layer's weight of the same name. */
  final void lendWeight(String part, FluentLayer<?> inner) {
    inner.with(PartSettings.initializer(part + "_initializer", "zeros"), initializer(part));
    Setting<@Nullable Regularizer> regularizer = PartSettings.regularizer(part + "_regularizer");
    inner.set(regularizer, get(regularizer));
    var constraint = PartSettings.constraint(part + "_constraint");
    inner.set(constraint, get(constraint));
  }

  /**
   * Applies an activation function; for {@link #call}.
   *
   * @param field Keras' field: {@code activation}
   * @param x the input
   * @return the output
   */
  protected final Tensor activate(String field, Tensor x) {
    return activationFunction(field).apply(x);
  }

  /**
   * Returns an activation function.
   *
   * @param field Keras' field: {@code activation}
   * @return the function
   */
  protected final ActivationFunction activationFunction(String field) {
    return get(PartSettings.activation(field, "linear"));
  }

  @Override
  public T name(String name) {
    super.name(name);
    return self();
  }

  @Override
  public T trainable(boolean trainable) {
    super.trainable(trainable);
    return self();
  }

  @Override
  public T dataType(DataType dataType) {
    super.dataType(dataType);
    return self();
  }

  @Override
  public T activityRegularizer(@Nullable Regularizer regularizer) {
    super.activityRegularizer(regularizer);
    return self();
  }

  @Override
  public T activityRegularizer(String regularizer) {
    super.activityRegularizer(regularizer);
    return self();
  }

  /**
   * Takes all settings from a configuration; for factories.
   *
   * @param config the configuration, in Keras' field names; missing fields keep their defaults
   * @return this layer
   */
  protected T configure(Config config) {
    configured(config);
    return self();
  }
}
