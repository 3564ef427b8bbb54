package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import io.hornbill.initializers.Initializer;
import io.hornbill.layers.internal.ImageDataFormat;
import io.hornbill.regularizers.Regularizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A layer whose setters return its own type, and whose weights and activation functions are set in
 * Keras' way. A subclass declares its settings and parts once, in its constructor; setters of parts
 * come from the {@code …Setters} interfaces. A setter throws an {@link IllegalArgumentException}
 * for a value that it does not allow and for a name that nothing has.
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

  private boolean writesInnerLayers;
  private @Nullable Shape declaredInput;

  /** Makes a layer that is not built yet. */
  protected FluentLayer() {
    if (this instanceof SeedSetter<?>) {
      declare(SEED);
    }
  }

  @Override
  boolean holdsLayersInFields() {
    return false; // those of the library say themselves what their parts are
  }

  /** {@return this layer in its own type} */
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
   * Puts the channel axis last, so that all else is written for that.
   *
   * @param x a tensor in this layer's data format
   * @return {@code [batch, ...spatial, channels]}
   */
  protected final Tensor channelsLast(Tensor x) {
    return channelsFirst() ? Axes.channelsLast(x) : x;
  }

  /**
   * Puts the channel axis last.
   *
   * @param shape a shape in this layer's data format
   * @return {@code [batch, ...spatial, channels]}
   */
  protected final Shape channelsLast(Shape shape) {
    return channelsFirst() ? Axes.channelsLast(shape) : shape;
  }

  /**
   * Puts the channel axis back where this layer's data format has it.
   *
   * @param x {@code [batch, ...spatial, channels]}
   * @return the tensor in this layer's data format
   */
  protected final Tensor fromChannelsLast(Tensor x) {
    return channelsFirst() ? Axes.channelsFirst(x) : x;
  }

  /**
   * Makes a setting of positive lengths or steps, one per spatial axis; a single one stands for
   * all.
   *
   * @param key Keras' name of the field: {@code strides}
   * @param axes the number of spatial axes
   * @return the setting, by default all 1
   */
  protected static Setting<List<Integer>> perAxis(String key, int axes) {
    return Windows.perAxis(Setting.integers(key), axes, 1);
  }

  /**
   * Makes the window that a kernel or a pool moves over the spatial axes; for {@link #call}.
   *
   * @param x the input's shape, {@code [batch, ...spatial, channels]}
   * @param size the window's lengths in elements
   * @param strides the steps
   * @param dilationRate the distances between the elements
   * @param padding {@code "valid"}, {@code "same"} or {@code "causal"}
   * @return the window
   */
  protected static Window window(
      Shape x, int[] size, int[] strides, int[] dilationRate, String padding) {
    return Windows.of(x, size, strides, dilationRate, padding);
  }

  /**
   * Returns the value of a setting of whole numbers.
   *
   * @param setting the setting
   * @return the numbers as a new array
   */
  protected final int[] ints(Setting<List<Integer>> setting) {
    return array(get(setting));
  }

  /**
   * Turns a list of whole numbers into an array.
   *
   * @param values the numbers
   * @return a new array
   */
  protected static int[] array(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Turns whole numbers into the value of a setting.
   *
   * @param values the numbers
   * @return a list of them
   */
  protected static List<Integer> list(int... values) {
    return Windows.list(values);
  }

  /**
   * Writes an inner layer into configurations, of which a factory makes this layer again.
   *
   * @param field Keras' field: {@code layer}
   * @param layer the inner layer; it takes the place of one that was declared before
   */
  protected final void declareLayer(String field, Layer layer) {
    declare(Setting.<Layer>of(field, layer, (config, key) -> layer, Layers::write));
    writesInnerLayers = true;
  }

  /** Writes inner layers into configurations as a list, of which a factory makes this one again. */
  final void declareLayers(String field, List<Layer> layers) {
    declare(
        Setting.of(
            field,
            layers,
            (config, key) -> layers,
            written -> written.stream().map(Layers::write).toList()));
    writesInnerLayers = true;
  }

  @Override
  final boolean writesInnerLayers() {
    return writesInnerLayers;
  }

  /**
   * Returns what {@link #build} made; for {@link #call}.
   *
   * @param part a weight or an inner layer
   * @param <V> its type
   * @return the part
   * @throws IllegalStateException if it is null, as before the layer is built
   */
  protected static <V> V built(@Nullable V part) {
    return Built.of(part);
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

  /**
   * Says of what shape the data of a {@code Sequential} are that begins with this layer: Keras 1's
   * and 2's {@code input_shape}, the same as an {@code Input} before it. Elsewhere it has no
   * meaning.
   *
   * <pre>{@code
   * new Sequential(new Dense(32).activation("relu").inputShape(784), new Dense(10));
   * }</pre>
   *
   * @param shape the shape of one sample, -1 for lengths that differ from batch to batch
   */
  public T inputShape(long... shape) {
    requireNotBuilt("inputShape");
    declaredInput = Shape.of(shape);
    return self();
  }

  /** {@return the shape that {@link #inputShape} was told; null if there was none} */
  public final @Nullable Shape declaredInputShape() {
    return declaredInput;
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
  public T dtypePolicy(String name) {
    super.dtypePolicy(name);
    return self();
  }

  @Override
  public T dtype(String name) {
    super.dtype(name);
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
   */
  protected T configure(Config config) {
    configured(config);
    return self();
  }
}
