package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer whose setters return its own type, and whose weights and activation functions are set in
 * Keras' way. A subclass declares its parts once, in its constructor; setters come from the {@code
 * …Setters} interfaces, and the parts are in {@link #config()} by themselves.
 *
 * @param <T> the layer's own type
 */
public abstract class FluentLayer<T extends FluentLayer<T>> extends Layer
    implements PartSetters<T> {
  private Map<String, WeightSettings> weights = new LinkedHashMap<>();
  private Map<String, ActivationFunction> activations = new LinkedHashMap<>();
  private @Nullable String dataFormat;

  /** Makes a layer that is not built yet. */
  protected FluentLayer() {}

  /**
   * Returns this layer in its own type.
   *
   * @return this layer
   */
  @SuppressWarnings("unchecked")
  protected final T self() {
    return (T) this;
  }

  /**
   * Declares a weight; for constructors.
   *
   * @param part its name in Keras' fields: {@code kernel}
   * @param initializer the name of the default initializer
   * @return its settings
   */
  protected final WeightSettings declareWeight(String part, String initializer) {
    WeightSettings settings = WeightSettings.of(initializer);
    weights.put(part, settings);
    return settings;
  }

  /**
   * Declares an activation function; for constructors.
   *
   * @param field Keras' field: {@code activation}
   * @param function the name of the default function
   */
  protected final void declareActivation(String field, String function) {
    activations.put(field, Activations.get(function));
  }

  /** Makes the parts of an inner layer this layer's too, so that either's setters set them. */
  final void shareParts(FluentLayer<?> inner) {
    weights = inner.weights;
    activations = inner.activations;
  }

  /** Declares that the layer has a channel axis, which may be last or first; for constructors. */
  protected final void declareDataFormat() {
    dataFormat = ImageDataFormat.current();
  }

  /**
   * Says where the channel axis is.
   *
   * @return true for {@code channels_first}
   */
  protected final boolean channelsFirst() {
    return ImageDataFormat.CHANNELS_FIRST.equals(dataFormat);
  }

  /**
   * Returns the settings of a weight; for {@link #build}.
   *
   * @param part its name: {@code kernel}
   * @return the settings
   */
  protected final WeightSettings weight(String part) {
    return known(weights, part);
  }

  /**
   * Applies an activation function; for {@link #call}.
   *
   * @param field Keras' field: {@code activation}
   * @param x the input
   * @return the output
   */
  protected final Tensor activate(String field, Tensor x) {
    return known(activations, field).apply(x);
  }

  /**
   * Returns an activation function.
   *
   * @param field Keras' field: {@code activation}
   * @return the function
   */
  protected final ActivationFunction activationFunction(String field) {
    return known(activations, field);
  }

  private <V> V known(Map<String, V> parts, String part) {
    V value = parts.get(part);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s: a part must be declared in the constructor. Received: \"%s\". Choose among %s."
              .formatted(owner(), part, parts.keySet()));
    }
    return value;
  }

  @Override
  public final T setWeight(String part, Consumer<WeightSettings> change) {
    requireNotBuilt(part);
    change.accept(weight(part));
    return self();
  }

  @Override
  public final T setActivation(String field, ActivationFunction function) {
    requireNotBuilt(field);
    known(activations, field);
    activations.put(field, function);
    return self();
  }

  @Override
  public final T setDataFormat(String format) {
    requireNotBuilt("dataFormat");
    dataFormat = ImageDataFormat.check(className(), format);
    return self();
  }

  @Override
  public final T setSeed(long seed) {
    randomSeed(seed);
    return self();
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

  @Override
  public Config config() {
    Config config = super.config();
    activations.forEach((field, function) -> config.with(field, Parts.writeFunction(function)));
    weights.forEach((part, settings) -> settings.write(part, config));
    if (dataFormat != null) {
      config.with("data_format", dataFormat);
    }
    if (this instanceof SeedSetter<?>) {
      config.with("seed", randomSeed());
    }
    return config;
  }

  /**
   * Takes what all layers have, and the declared parts, from a configuration; for factories.
   *
   * @param config the configuration, in Keras' field names; missing fields keep their defaults
   * @return this layer
   */
  protected T configure(Config config) {
    LayerFields.read(this, config);
    Regularizer onOutput = Parts.read(config.get("activity_regularizer"), Regularizers::get);
    super.activityRegularizer(onOutput);
    activations.replaceAll(
        (field, function) -> {
          ActivationFunction read = Parts.read(config.get(field), Activations::get);
          return read != null ? read : config.has(field) ? Activations.get("linear") : function;
        });
    weights.forEach((part, settings) -> settings.read(part, config));
    if (dataFormat != null && config.get("data_format") instanceof String format) {
      setDataFormat(format);
    }
    if (this instanceof SeedSetter<?> && config.get("seed") instanceof Number seed) {
      randomSeed(seed.longValue());
    }
    return self();
  }
}
