package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.base.Config;
import io.hornbill.base.Configurable;
import io.hornbill.base.Fault;
import io.hornbill.base.MemoryLimit;
import io.hornbill.base.NativeLibraries;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import io.hornbill.graph.Variable;
import io.hornbill.layers.internal.FloatType;
import io.hornbill.layers.internal.LayerNames;
import io.hornbill.layers.internal.LayerReading;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step of a model: weights, made once by {@link #build}, and a computation, {@link #call}.
 *
 * <p>Your own layer overrides the two:
 *
 * <pre>{@code
 * class Scale extends Layer {
 *   private Variable gain;
 *
 *   @Override
 *   protected void build(Shape input) {
 *     gain = addWeight("gain", input.last(), "ones");
 *   }
 *
 *   @Override
 *   protected Tensor call(Tensor x, CallContext context) {
 *     return x.times(gain);
 *   }
 * }
 * }</pre>
 *
 * <p>Layers in its fields, also in lists, maps and arrays, are parts of it: their weights are
 * trained and saved with it. A field that is static or {@code transient} is left out.
 *
 * <p>A layer may be applied many times, then its weights are shared. What is set fluently is set
 * before the layer is built; {@link #trainable(boolean)} may be set at any time and takes effect
 * with the next {@code compile}.
 */
public abstract class Layer implements Configurable<Layer> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static final Setting<@Nullable Long> SEED = Setting.optionalLong("seed");

  private static final Setting<@Nullable Regularizer> ACTIVITY_REGULARIZER =
      PartSettings.regularizer("activity_regularizer").writtenIf(Objects::nonNull);

  private final Object building = new Object();
  private volatile @Nullable String name;
  private @Nullable String registeredName;
  private volatile boolean trainable = true;

  /** Whether layers inside are trained as they say themselves. */
  private DataType dataType = FloatType.current();

  private volatile String policy = FloatType.half();

  /** The policy of a file, which is written again if the layer around has another. */
  private String policyInFile = "";

  private volatile String writtenPolicy = "";
  private final Settings settings =
      new Settings(this::className, this::requireNotBuilt).declare(ACTIVITY_REGULARIZER);
  private @Nullable LayerReading reading;
  private boolean calledByList;
  private long randomKey;
  private volatile boolean built;
  private volatile List<Shape> builtFor = List.of();
  private final InputRule inputRule = new InputRule();
  private final List<Variable> ownTrainable = new CopyOnWriteArrayList<>();

  /** Those that an inner layer has, too. */
  private final List<Variable> shared = new CopyOnWriteArrayList<>();

  private final List<Variable> ownFixed = new CopyOnWriteArrayList<>();
  private final List<Layer> sublayers = new CopyOnWriteArrayList<>();
  private final Map<Layer, String> attributes =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final Set<Layer> listed =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
  private final List<Node> calls = new ArrayList<>();
  private @Nullable ArrayCalls arrayCalls;

  /**
   * Makes a layer that is not built yet.
   *
   * @throws IllegalStateException if the native libraries that hold arrays cannot be loaded
   */
  protected Layer() {
    NativeLibraries.requireInTime();
  }

  // What a layer is.

  /**
   * Makes the weights of a layer of one input. Called once, before the first {@link #call}.
   *
   * @param input the shape of the input, unknown lengths being -1
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  protected void build(Shape input) {}

  /**
   * Makes the weights of a layer of several inputs. Called once, before the first {@link #call}.
   *
   * @param inputs the shapes of the inputs, unknown lengths being -1
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  protected void build(List<Shape> inputs) {
    if (inputs.isEmpty()) {
      throw Fault.of(owner())
          .expected("a layer must be called on something")
          .received("no input")
          .remedy("Connect it to another layer.")
          .argument();
    }
    build(inputs.get(0));
  }

  /**
   * Computes the output of a layer of one input and one output.
   *
   * @param x the input
   * @param context whether this is training, the input's mask, randomness, losses and updates
   * @return the output
   */
  protected Tensor call(Tensor x, CallContext context) {
    throw Fault.of(owner())
        .expected("a layer must override call")
        .received("neither form")
        .remedy("Override one.")
        .unsupported();
  }

  /**
   * Computes the outputs of a layer of several inputs or outputs.
   *
   * @param inputs the inputs
   * @param context whether this is training, the inputs' masks, randomness, losses and updates
   * @return the outputs, at least one
   */
  protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
    if (inputs.size() != 1) {
      throw Fault.of(owner())
          .expected("the layer takes one input")
          .received(inputs.size())
          .remedy("Merge them first, for example by Concatenate.")
          .argument();
    }
    return List.of(call(inputs.get(0), context));
  }

  /**
   * Says whether masks of the input are passed on by {@link #computeMask}; otherwise they end here.
   *
   * @return by default whether the class has a {@code computeMask} of its own
   */
  protected boolean supportsMasking() {
    return Overrides.MASKS.in(getClass());
  }

  /** Whether what comes out has the masks of {@link #computeMask} all the same. */
  boolean keepsMasks() {
    return supportsMasking();
  }

  /**
   * Says whether inputs may be strings.
   *
   * @return false by default
   */
  protected boolean takesStrings() {
    return false;
  }

  /**
   * Says what {@code training} is in the {@code call} of Keras' class where nobody says it. Keras 3
   * writes it for each call of a functional model, and tells the layer otherwise in training or in
   * prediction.
   *
   * @return false by default, as most layers of one's own have it; true as in layers that change
   *     pictures; null if Keras writes only what somebody said
   */
  protected @Nullable Boolean trainingUnlessTold() {
    return false;
  }

  /** The layer that models list and files name: another one where this is a way to call that. */
  Layer listed() {
    return this;
  }

  /**
   * Whether Keras' class takes a mask by this name, and goes by the input's own one all the same.
   */
  boolean overlooks(String maskArgument) {
    return false;
  }

  /** What Keras takes as a list of further inputs: as it is, or with lists in it. */
  List<?> grouped(List<Object> further) {
    return further;
  }

  /** The layer to apply for a call in a file; settings of the call go to {@code this}. */
  Layer called(Config settings) {
    readCallSettings(settings);
    return this;
  }

  /** Whether the activity regularizer is for this layer's output, and not for inner layers'. */
  boolean regularizesOutput() {
    return true;
  }

  /**
   * Makes the masks of the outputs.
   *
   * @param inputs the inputs
   * @param masks their masks, 1 where a step counts; null for none
   * @param outputs the outputs
   * @return one mask per output; null for none. By default the first input's mask for each
   */
  protected List<@Nullable Tensor> computeMask(
      List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    return new ArrayList<>(
        Collections.nCopies(outputs.size(), masks.isEmpty() ? null : masks.get(0)));
  }

  /**
   * Makes the masks that an inner layer would give; for {@link #computeMask} of layers around one.
   *
   * @param inner the inner layer
   * @param inputs its inputs
   * @param masks their masks; null for none
   * @param outputs its outputs
   * @return one mask per output; null for none
   */
  protected static List<@Nullable Tensor> masksOf(
      Layer inner, List<Tensor> inputs, List<@Nullable Tensor> masks, List<Tensor> outputs) {
    return inner.supportsMasking()
        ? inner.computeMask(inputs, masks, outputs)
        : new ArrayList<>(Collections.nCopies(outputs.size(), null));
  }

  /**
   * {@return whether Keras passes several inputs to the layer as one list, as to merging layers;
   * false by default}
   */
  protected boolean takesList() {
    return false;
  }

  /** Notes that a file of Keras passes the inputs as one list, so that they are written so. */
  void calledByList() {
    calledByList = true;
  }

  boolean isCalledByList() {
    return calledByList;
  }

  /**
   * Names the arguments of Keras' {@code call} that the inputs go to.
   *
   * @return one name per input; the last one may end in {@code []} if it takes all further inputs
   *     as a list. Empty, as by default, if the inputs have no names
   */
  protected List<String> callArguments() {
    return List.of();
  }

  /**
   * Says by which place Keras' {@code call} takes a mask.
   *
   * @return the place among the arguments, from 0; -1, as by default, if it is only taken by name
   */
  protected int maskPlace() {
    return -1;
  }

  /**
   * {@return what Keras gives to each call, and not to the constructor, by Keras' names of the
   * arguments; nothing by default}
   */
  protected Config callSettings() {
    return new Config();
  }

  /**
   * Takes what {@link #callSettings()} gave.
   *
   * @param settings settings by Keras' names of the arguments
   * @throws IllegalArgumentException if there is one that the layer does not know, and it is not
   *     null or false
   */
  protected void readCallSettings(Config settings) {
    settings
        .asMap()
        .forEach(
            (name, value) -> {
              if (!isNothing(value) && !name.equals("training")) {
                throw Fault.of(owner())
                    .expected("a call must have arguments that the layer knows")
                    .received("%s=%s", name, value)
                    .remedy("Save the model without it.")
                    .argument();
              }
            });
  }

  private static boolean isNothing(@Nullable Object value) {
    return value == null
        || value.equals(false)
        || (value instanceof Config map && map.asMap().values().stream().allMatch(Layer::isNothing))
        || (value instanceof Map<?, ?> map && map.values().stream().allMatch(Layer::isNothing))
        || (value instanceof List<?> list && list.stream().allMatch(Layer::isNothing));
  }

  /**
   * Says what comes out.
   *
   * @param inputs types and shapes of the inputs, unknown lengths being -1
   * @return types and shapes of the outputs; by default found by a call on placeholders
   */
  protected List<Spec> infer(List<Spec> inputs) {
    return Trace.symbolic(this, inputs);
  }

  /**
   * Returns the settings, from which {@link Layers#get(String, Config)} makes the layer again,
   * without its weights.
   *
   * @return a new configuration in Keras' field names
   */
  public Config config() {
    Config config = new Config().with("name", name()).with("trainable", trainable);
    String type = writtenPolicy.isEmpty() ? dtypePolicy() : writtenPolicy;
    return settings.write(config.with("dtype", type));
  }

  /**
   * Takes all settings from a configuration.
   *
   * @param config the configuration, in Keras' field names; missing fields have their defaults
   * @throws IllegalArgumentException if a value is not allowed
   */
  @Override
  public final Layer configured(Config config) {
    restore(config);
    settings.read(config);
    checkTogether();
    return this;
  }

  /**
   * Checks what settings require of one another, once all are taken from a configuration.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  protected void checkTogether() {}

  /** Takes what all layers have from a configuration, whoever made this one from it. */
  final void restore(Config config) {
    LayerFields.read(this, config);
    readWithin(config.scope().shared(LayerReading.class));
  }

  final void readWithin(@Nullable LayerReading file) {
    reading = file;
    sublayers.forEach(inner -> inner.readWithin(file));
  }

  @Override
  public final Settings settings() {
    return settings.copy();
  }

  /**
   * Declares settings; for constructors.
   *
   * @param declared the settings, in the order in which they are written
   */
  protected final void declare(Setting<?>... declared) {
    settings.declare(declared);
  }

  /** Makes the settings of an inner layer this one's too, so that either's setters set them. */
  final void includeSettings(Layer inner) {
    settings.include(inner.settings);
  }

  /**
   * Says whether a setting was declared.
   *
   * @param setting the setting
   * @return true if it was, here or in a layer whose settings this one includes
   */
  protected final boolean declares(Setting<?> setting) {
    return settings.isDeclared(setting);
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting the setting
   * @param <V> the type of the value
   * @return the value
   */
  protected final <V extends @Nullable Object> V get(Setting<V> setting) {
    return settings.get(setting);
  }

  /**
   * Sets the value of a setting; for setters.
   *
   * @param setting the setting
   * @param value the value
   * @param <V> the type of the value
   * @throws IllegalArgumentException if the value is not allowed
   * @throws IllegalStateException if the layer is built
   */
  protected final <V extends @Nullable Object> void set(Setting<V> setting, V value) {
    settings.set(setting, value);
  }

  /**
   * {@return Keras' module of the class, which files name; null, as by default, for layers that are
   * not Keras'}
   */
  protected @Nullable String kerasModule() {
    return null;
  }

  /** {@return the name of the class in Keras' files; by default the class' simple name} */
  public String className() {
    return getClass().getSimpleName();
  }

  /** The name by which Python finds the class: that of the file that the layer is from. */
  final String registeredName() {
    return registeredName == null ? className() : registeredName;
  }

  final void registeredName(String name) {
    registeredName = name;
  }

  // Applying.

  /**
   * Applies the layer.
   *
   * @param inputs the inputs: of {@code Input.of} or of other layers
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final Tensor apply(TensorLike... inputs) {
    return applyAll(List.of(inputs)).get(0);
  }

  /**
   * Applies the layer.
   *
   * @param inputs the inputs: of {@code Input.of} or of other layers
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final Tensor apply(List<? extends TensorLike> inputs) {
    return applyAll(inputs).get(0);
  }

  /**
   * Applies a layer of several outputs.
   *
   * @param inputs the inputs: of {@code Input.of} or of other layers
   * @return all outputs
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final List<Tensor> applyAll(List<? extends TensorLike> inputs) {
    CallContext current = CallContext.current();
    List<Tensor> tensors = Node.tensors(inputs);
    return current != null ? current.callAll(this, tensors) : LayerCall.record(this, tensors);
  }

  /**
   * Applies a layer of several outputs.
   *
   * @param inputs the inputs: of {@code Input.of} or of other layers
   * @return all outputs
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final List<Tensor> applyAll(TensorLike... inputs) {
    return applyAll(List.of(inputs));
  }

  /**
   * Applies the layer in a way of its own.
   *
   * @param input the input: of {@code Input.of} or of another layer
   * @param options sets whether it behaves as in training, masks and states
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  public final Tensor apply(TensorLike input, Consumer<CallOptions> options) {
    return applyAll(List.of(input), options).get(0);
  }

  /**
   * Applies a layer of two inputs in a way of its own.
   *
   * <pre>{@code
   * Tensor seen = new MultiHeadAttention(2, 8).useCausalMask(true).apply(x, x, c -> c.mask(mask));
   * }</pre>
   *
   * @param first the first input: of {@code Input.of} or of another layer
   * @param second the second input
   * @param options sets whether it behaves as in training, masks and states
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final Tensor apply(TensorLike first, TensorLike second, Consumer<CallOptions> options) {
    return applyAll(List.of(first, second), options).get(0);
  }

  /**
   * Applies the layer within another one's {@code call}.
   *
   * @param input the input
   * @param context what {@code call} was given: whether it is training
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  public final Tensor apply(TensorLike input, CallContext context) {
    return context.call(this, input.tensor());
  }

  /**
   * Applies the layer in a way of its own.
   *
   * @param inputs the inputs: of {@code Input.of} or of other layers
   * @param options sets whether it behaves as in training, masks and states
   * @return the output, the first one if there are several
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final Tensor apply(List<? extends TensorLike> inputs, Consumer<CallOptions> options) {
    return applyAll(inputs, options).get(0);
  }

  /**
   * Applies a layer of several outputs in a way of its own.
   *
   * @param inputs the inputs: of {@code Input.of} or of other layers
   * @param options sets whether it behaves as in training, masks and states
   * @return all outputs
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final List<Tensor> applyAll(
      List<? extends TensorLike> inputs, Consumer<CallOptions> options) {
    CallOptions chosen = new CallOptions();
    options.accept(chosen);
    return applyAll(chosen.withStates(Node.tensors(inputs)), chosen);
  }

  /**
   * Applies a layer of several outputs in a way of its own.
   *
   * <pre>{@code
   * List<Tensor> all = decoder.applyAll(words, c -> c.initialState(h, memory));
   * }</pre>
   *
   * @param input the input: of {@code Input.of} or of another layer
   * @param options sets whether it behaves as in training, masks and states
   * @return all outputs
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  public final List<Tensor> applyAll(TensorLike input, Consumer<CallOptions> options) {
    return applyAll(List.of(input), options);
  }

  final List<Tensor> applyAll(List<Tensor> inputs, CallOptions options) {
    CallContext current = CallContext.current();
    List<Tensor> masks = options.masks().stream().map(CallOptions.Mask::tensor).toList();
    return current != null
        ? current.callAll(this, inputs, masks, options)
        : LayerCall.record(this, inputs, options);
  }

  /**
   * Calls the layer on arrays, outside of any model and as in prediction; builds it if need be.
   *
   * <pre>{@code
   * INDArray y = new Dense(3).apply(Nd4j.rand(2, 4));
   * }</pre>
   *
   * @param inputs arrays {@code [batch, ...]}
   * @return the output, the first one if there are several; the caller's to keep
   * @throws IllegalArgumentException if the layer cannot take such arrays
   */
  public final INDArray apply(INDArray... inputs) {
    return applyAll(inputs).get(0);
  }

  /**
   * Calls the layer on an array, outside of any model, in a way of its own.
   *
   * <pre>{@code
   * INDArray changed = new Dropout(0.5).apply(x, c -> c.training(true));
   * }</pre>
   *
   * @param input an array {@code [batch, ...]}
   * @param options sets whether it behaves as in training
   * @return the output, the first one if there are several; the caller's to keep
   * @throws IllegalArgumentException if the layer cannot take such an array, or there are masks
   */
  public final INDArray apply(INDArray input, Consumer<CallOptions> options) {
    CallOptions chosen = new CallOptions();
    options.accept(chosen);
    return onArrays(chosen, input).get(0);
  }

  /**
   * Calls a layer of several outputs on arrays, outside of any model and as in prediction.
   *
   * @param inputs arrays {@code [batch, ...]}
   * @return all outputs; the caller's to keep
   * @throws IllegalArgumentException if the layer cannot take such arrays
   */
  public final List<INDArray> applyAll(INDArray... inputs) {
    return onArrays(new CallOptions(), inputs);
  }

  private List<INDArray> onArrays(CallOptions options, INDArray... inputs) {
    ArrayCalls known;
    synchronized (calls) {
      known = arrayCalls == null ? new ArrayCalls(this) : arrayCalls;
      arrayCalls = known;
    }
    return known.run(List.of(inputs), options);
  }

  /**
   * Returns what the layer was first applied to.
   *
   * @return the input, the first one if there are several
   * @throws IllegalStateException if the layer was not applied in a model
   */
  public final Tensor input() {
    return inputs().get(0);
  }

  /**
   * Returns what came out when the layer was first applied; for models that end there.
   *
   * <pre>{@code
   * Model features = new Model(base.input(), base.getLayer("mixed7").output());
   * }</pre>
   *
   * @return the output, the first one if there are several
   * @throws IllegalStateException if the layer was not applied in a model
   */
  public final Tensor output() {
    return outputs().get(0);
  }

  /**
   * Returns what the layer was first applied to.
   *
   * @return the inputs
   * @throws IllegalStateException if the layer was not applied in a model
   */
  public List<Tensor> inputs() {
    Node node = firstCall("input");
    return node.inputs().isEmpty() ? node.outputs() : node.inputs();
  }

  /**
   * Returns what came out when the layer was first applied.
   *
   * @return the outputs
   * @throws IllegalStateException if the layer was not applied in a model
   */
  public List<Tensor> outputs() {
    return firstCall("output").outputs();
  }

  private Node firstCall(String what) {
    List<Node> known;
    synchronized (calls) {
      known = List.copyOf(calls);
    }
    if (known.isEmpty()) {
      throw Fault.of(owner())
          .expected("the layer must stand in a model to have an %s", what)
          .received("a layer that was not applied")
          .remedy("Apply it to a tensor, or put it into a model with an Input.")
          .state();
    }
    return known.get(0);
  }

  /**
   * Builds the layer for inputs of some shapes, unless it is built already.
   *
   * @param inputs the shapes, unknown lengths being -1
   * @throws IllegalArgumentException if the layer cannot take such inputs
   */
  public final void buildFor(Shape... inputs) {
    buildFor(List.of(inputs));
  }

  /**
   * Builds the layer for an input of some shape, and the layers within it, unless they are built
   * already.
   *
   * <pre>{@code
   * model.build(-1, 28, 28, 1);
   * }</pre>
   *
   * @param shape the shape with the batch axis, unknown lengths being -1
   * @throws IllegalArgumentException if the layer cannot take such an input
   */
  public final void build(long... shape) {
    outputShape(Shape.of(shape));
  }

  /**
   * Returns the shape of the output for inputs of some shapes. Builds the layer if need be.
   *
   * @param inputs the shapes, unknown lengths being -1; none for what the layer was first applied
   *     to
   * @return the shape of the first output
   * @throws IllegalArgumentException if the layer cannot take such inputs
   * @throws IllegalStateException if none are given, and the layer was not applied in a model
   */
  public final Shape outputShape(Shape... inputs) {
    if (inputs.length == 0) {
      return output().shape();
    }
    List<Spec> specs = new ArrayList<>();
    for (Shape shape : inputs) {
      specs.add(new Spec(dataType(), shape));
    }
    return inferOutputs(specs).get(0).shape();
  }

  final List<Spec> inferOutputs(List<Spec> inputs) {
    List<Shape> shapes = inputs.stream().map(Spec::shape).toList();
    if (!takesStrings() && inputs.stream().anyMatch(x -> x.dataType() == DataType.UTF8)) {
      throw Fault.of(owner())
          .expected("inputs must be numbers")
          .received("strings")
          .remedy(
              "Put a layer that reads strings before it, such as StringLookup or"
                  + " TextVectorization.")
          .argument();
    }
    checkInputs(shapes);
    buildFor(shapes);
    return infer(inputs);
  }

  final void buildFor(List<Shape> inputs) {
    if (!built) {
      synchronized (building) { // a layer that several threads ask first is built once
        if (!built) {
          buildNow(inputs);
        }
      }
    }
  }

  private void buildNow(List<Shape> inputs) {
    checkInputs(inputs);
    Long seed = randomSeed();
    randomKey = seed == null ? RandomStream.nextKey() : RandomStream.of(seed).key();
    boolean done = false;
    try {
      build(inputs);
      builtFor = List.copyOf(inputs);
      built = true;
      afterBuild();
      done = true;
    } finally {
      if (!done) {
        built = false;
        builtFor = List.of();
        ownTrainable.clear();
        shared.clear();
        ownFixed.clear();
      }
    }
  }

  /** Has a model built again that is put together anew. Its layers stay as they are. */
  final void unbuild() {
    built = false;
    builtFor = List.of();
  }

  /** Called once the weights are there; a model with a {@code call} of its own tries it out. */
  void afterBuild() {}

  /** The states of a cell have other shapes than its input. */
  final void checkInputs(List<Shape> inputs) {
    for (Shape input : this instanceof Cell ? inputs.subList(0, 1) : inputs) {
      inputRule.check(this, input);
    }
  }

  // What call uses.

  /**
   * Adds to the loss that is minimized in training; for {@code call}, as {@link
   * CallContext#addLoss} does.
   *
   * @param loss what is added: its sum, if it is not a single number
   * @throws IllegalStateException if no layer is being called
   */
  protected final void addLoss(Tensor loss) {
    CallContext current = CallContext.current();
    if (current == null) {
      throw Fault.of(owner())
          .expected("addLoss must be called by call")
          .received("no call of the layer")
          .remedy("Add what depends on the layer's input where it is computed.")
          .state();
    }
    current.addLoss(loss);
  }

  // What build uses.

  /**
   * Makes a trained weight of one axis.
   *
   * @param weightName its name
   * @param length its length
   * @param initializer the name of the initializer
   * @return the weight
   */
  protected final Variable addWeight(String weightName, long length, String initializer) {
    return addWeight(weightName, Shape.of(length), WeightSettings.of(initializer));
  }

  /**
   * Makes a trained weight.
   *
   * @param weightName its name
   * @param shape its shape
   * @param initializer the name of the initializer
   * @return the weight
   */
  protected final Variable addWeight(String weightName, Shape shape, String initializer) {
    return addWeight(weightName, shape, WeightSettings.of(initializer));
  }

  /**
   * Makes a weight, which gradients may leave alone.
   *
   * @param weightName its name
   * @param shape its shape
   * @param initializer the name of the initializer
   * @param trained false for moving statistics and states
   * @return the weight
   */
  protected final Variable addWeight(
      String weightName, Shape shape, String initializer, boolean trained) {
    return addWeight(weightName, shape, WeightSettings.of(initializer).trainable(trained));
  }

  /**
   * Makes a weight.
   *
   * @param weightName its name
   * @param shape its shape
   * @param settings initializer, regularizer, constraint and whether it is trained
   * @return the weight
   * @throws IllegalArgumentException if a length is unknown
   */
  protected final Variable addWeight(String weightName, Shape shape, WeightSettings settings) {
    if (!shape.isKnown()) {
      throw Fault.of(owner())
          .expected("all lengths of the weight \"%s\" must be known", weightName)
          .received(shape)
          .remedy("Give the model's input a full shape.")
          .argument();
    }
    if (!LongStream.of(shape.dims()).allMatch(length -> length > 0)) {
      throw Fault.of(className())
          .expected("a weight must have elements")
          .received("\"%s\" of shape %s", weightName, shape)
          .remedy("Give the layer an input of at least one feature.")
          .argument();
    }
    MemoryLimit.require(
        LayerReading.bytes(shape, dataType()),
        this::owner,
        () -> "the weight \"%s\" of shape %s".formatted(weightName, shape));
    Variable weight = settings.make(weightName, shape, dataType(), reading);
    (settings.isTrainable() ? ownTrainable : ownFixed).add(weight);
    return weight;
  }

  /** Whether layers in fields are inner layers, as attributes are in Keras. */
  boolean holdsLayersInFields() {
    return true;
  }

  /** Says that a call of Keras before 3 is read, by which recurrent layers take masks. */
  void calledAsBeforeKeras3() {}

  /** Says whether masks of inputs are taken as before Keras 3. */
  boolean masksAsBeforeKeras3() {
    return false;
  }

  private void findLayersInFields() {
    for (FieldLayers.Found found : FieldLayers.of(this)) {
      synchronized (attributes) {
        if (!sublayers.contains(found.layer())) {
          attributes.put(found.layer(), found.attribute());
          if (found.isListed()) {
            listed.add(found.layer());
          }
          addLayer(found.layer());
          if (!trainable) {
            found.layer().trainable(false);
          }
        }
      }
    }
  }

  /** Lists the trained weight of an inner layer among this one's own, before the others. */
  final void shareWeight(Variable weight) {
    ownTrainable.add(weight);
    shared.add(weight);
  }

  /**
   * Makes another layer part of this one, so that its weights are this layer's too.
   *
   * @param layer the inner layer
   * @param <L> its type
   * @return the inner layer
   */
  protected final <L extends Layer> L addLayer(L layer) {
    sublayers.add(layer);
    if (reading != null) {
      layer.readWithin(reading);
    }
    return layer;
  }

  /**
   * Makes another layer part of this one, so that its weights are this layer's too.
   *
   * @param attribute the attribute that holds it in Keras, by which {@code .keras} files name its
   *     weights: {@code "forward_layer"}; the layers of a list share one
   * @param layer the inner layer
   * @param <L> its type
   * @return the inner layer
   */
  protected final <L extends Layer> L addLayer(String attribute, L layer) {
    attributes.put(layer, attribute);
    return addLayer(layer);
  }

  /** Puts a layer into the place of an inner one. */
  final <L extends Layer> L replaceLayer(Layer before, L layer) {
    String attribute = attributes.remove(before);
    if (attribute != null) {
      attributes.put(layer, attribute);
    }
    sublayers.set(sublayers.indexOf(before), layer);
    return layer;
  }

  /**
   * Makes an inner layer that is not built compute in this layer's type; for {@link #build}.
   *
   * @param inner the inner layer
   */
  protected final void lendDataType(Layer inner) {
    if (!inner.isBuilt()) {
      if (writesInnerLayers() && !inner.policyInFile.equals(FloatType.name(dataType))) {
        inner.writtenPolicy = inner.policyInFile;
      }
      inner.adoptDataType(dataType);
      inner.sublayers().forEach(this::lendDataType);
    }
  }

  /**
   * Says whether each row of the output follows from that row of the input alone, so that rows of
   * several calls may be computed in one. A layer that says so is computed much faster within
   * {@link TimeDistributed}.
   *
   * @param inTraining whether this is a step of training
   * @return false by default, as it is not known of layers that do not say so
   */
  protected boolean keepsRowsApart(boolean inTraining) {
    return false;
  }

  /**
   * Requires a number of axes of every input, checked before building and at every call.
   *
   * @param rank the number of axes, the batch included
   * @param axes what they are, for the message: {@code "[batch, steps, features]"}
   */
  protected final void expectRank(int rank, String axes) {
    inputRule.rank(rank, rank, axes);
  }

  /**
   * Requires a least number of axes of every input, checked before building and at every call.
   *
   * @param rank the number of axes, the batch included
   * @param axes what they are, for the message: {@code "[batch, …, features]"}
   */
  protected final void expectMinRank(int rank, String axes) {
    inputRule.rank(rank, Integer.MAX_VALUE, axes);
  }

  /**
   * Requires the length of an axis of every input from now on; for {@link #build}.
   *
   * @param axis the axis; negative ones count from the end
   * @param length its length
   */
  protected final void expectAxis(int axis, long length) {
    inputRule.axis(axis, length);
  }

  /** Runs what builds or defines this layer; one thread at a time. */
  final void whileBuilding(Runnable action) {
    synchronized (building) {
      action.run();
    }
  }

  /**
   * Requires that the layer is not built yet; for setters.
   *
   * @param setter the setter's name
   * @throws IllegalStateException if it is built
   */
  protected final void requireNotBuilt(String setter) {
    if (built) {
      throw Fault.of(owner())
          .expected("%s must be set before the layer is built", setter)
          .received("a call on a built layer")
          .remedy("Set it where the layer is made.")
          .state();
    }
  }

  /**
   * Returns how messages name this layer.
   *
   * @return class and name: {@code Dense "fc1"}
   */
  protected final String owner() {
    return "%s \"%s\"".formatted(className(), name());
  }

  // Settings of all layers.

  final boolean isNamed() {
    return name != null;
  }

  /**
   * Returns the name; one is made from the class name if none was set.
   *
   * @return the name, such as {@code dense_1}
   */
  public final String name() {
    String known = name;
    if (known != null) {
      return known;
    }
    synchronized (building) {
      known = name;
      if (known == null) {
        known = LayerNames.next(className());
        name = known;
      }
      return known;
    }
  }

  /**
   * Sets the name.
   *
   * @param name the name, unique within a model
   * @throws IllegalArgumentException if the name is blank
   */
  public Layer name(String name) {
    if (!(this instanceof Network)) {
      requireNotBuilt("name");
    }
    if (name.isBlank()) {
      throw Fault.of(className())
          .expected("name must have letters")
          .received("\"%s\"", name)
          .remedy("Leave it out to get one made.")
          .argument();
    }
    this.name = name;
    return this;
  }

  /** {@return whether training changes the layer; true by default} */
  public final boolean isTrainable() {
    return trainable;
  }

  /**
   * Sets whether training changes the layer and those inside it. Takes effect with the next {@code
   * compile}. Layers inside one that is frozen may be thawed again one by one: a model around it
   * trains these.
   *
   * @param trainable false to freeze the layer
   */
  public Layer trainable(boolean trainable) {
    this.trainable = trainable;
    sublayers().forEach(layer -> layer.trainable(trainable));
    return this;
  }

  /** Freezes a layer without those inside it, as Keras 3 does when it makes the layer. */
  final void freezeAlone() {
    trainable = false;
  }

  /** Whether configurations have the layers inside this one, each with its own fields. */
  boolean writesInnerLayers() {
    return false;
  }

  /**
   * Returns the type of weights and computation.
   *
   * @return {@code FLOAT} by default
   */
  public final DataType dataType() {
    return dataType;
  }

  /**
   * Sets the type of weights and computation.
   *
   * @param dataType {@code FLOAT} or {@code DOUBLE}
   */
  public Layer dataType(DataType dataType) {
    requireNotBuilt("dataType");
    adoptDataType(FloatType.check(owner(), dataType));
    policy = "";
    policyInFile = "";
    writtenPolicy = "";
    return this;
  }

  /**
   * Returns Keras' name of the policy of numbers, which files keep.
   *
   * @return {@code "float32"} by default; {@code "float64"}, {@code "mixed_bfloat16"}, {@code
   *     "mixed_float16"}, {@code "bfloat16"} or {@code "float16"}
   */
  public final String dtypePolicy() {
    return policy.isEmpty() ? FloatType.name(dataType()) : policy;
  }

  /**
   * Sets the policy of numbers by Keras' name. Weights are held in 32 bits, with {@code "float64"}
   * in 64. With a policy of two bytes Keras' layers round in predictions what Keras rounds: inputs,
   * weights and the result of each operation. That repeats Keras' numbers; with bfloat16 it is
   * faster than {@code "float32"} where the processor multiplies such numbers, and slower elsewhere
   * and with float16. Training is not rounded: a model with a layer of {@code "mixed_bfloat16"} or
   * {@code "bfloat16"} computes products from operands of bfloat16 where the processor and the
   * engine can, all else in 32 bits.
   *
   * @param name {@code "float32"}, {@code "float64"}, {@code "mixed_bfloat16"}, {@code
   *     "mixed_float16"}, {@code "bfloat16"} or {@code "float16"}; names of whole types mean {@code
   *     "float32"}
   * @throws IllegalArgumentException if there is no such policy
   */
  public Layer dtypePolicy(String name) {
    dataType(FloatType.of(owner(), name));
    keepPolicy(name.toLowerCase(Locale.ROOT));
    return this;
  }

  /**
   * Sets the policy of numbers, as {@link #dtypePolicy(String)} does: Keras' {@code dtype}.
   *
   * @param name the policy's name
   * @throws IllegalArgumentException if there is no such policy
   */
  public Layer dtype(String name) {
    return dtypePolicy(name);
  }

  final void keepPolicy(String name) {
    policy = FloatType.isHalf(name) ? name : "";
  }

  /** Keeps a policy of four or eight bytes, in the place of which the layer around may set its. */
  final void keepInFile(String name) {
    policyInFile = FloatType.isHalf(name) ? "" : name;
  }

  final void adoptDataType(DataType newDataType) {
    dataType = newDataType;
  }

  /** {@return the penalty on the output; null for none} */
  public final @Nullable Regularizer activityRegularizer() {
    return get(ACTIVITY_REGULARIZER);
  }

  /**
   * Sets a penalty on the output, which is added to the loss.
   *
   * @param regularizer the regularizer
   */
  public Layer activityRegularizer(@Nullable Regularizer regularizer) {
    set(ACTIVITY_REGULARIZER, regularizer);
    return this;
  }

  /**
   * Sets a penalty on the output, which is added to the loss.
   *
   * @param regularizer the name of the regularizer
   */
  public Layer activityRegularizer(String regularizer) {
    return activityRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the seed of the layer's own randomness; without one it follows {@code Hornbill.seed}.
   *
   * @param seed the seed
   */
  protected final void randomSeed(long seed) {
    if (!declares(SEED)) {
      declare(SEED);
    }
    set(SEED, seed);
  }

  /**
   * Returns the seed of the layer's own randomness.
   *
   * @return the seed; null if it follows {@code Hornbill.seed}
   */
  protected final @Nullable Long randomSeed() {
    return declares(SEED) ? get(SEED) : null;
  }

  final long randomKey() {
    return randomKey;
  }

  final void randomKey(long key) {
    randomKey = key;
  }

  // Weights.

  /** {@return whether the weights exist, as after the first application} */
  public final boolean isBuilt() {
    return built;
  }

  /** {@return the shapes the layer was built for, one shape per input; empty before} */
  public final List<Shape> builtFor() {
    return builtFor;
  }

  /**
   * Returns the layers inside this one: those of {@link #addLayer}, and those that a layer or model
   * of your own holds in its fields.
   *
   * @return the layers, in order
   */
  public List<Layer> sublayers() {
    if (holdsLayersInFields()) {
      findLayersInFields();
    }
    return Collections.unmodifiableList(sublayers);
  }

  /** The function that the layer stands for as another one's activation; null if it is none. */
  @Nullable ActivationFunction function() {
    return null;
  }

  /**
   * Returns which of Keras' attributes holds an inner layer.
   *
   * @param inner one of {@link #sublayers()}
   * @return the attribute, {@code "forward_layer"}; the inner layer's name if none was given
   */
  public final String attributeOf(Layer inner) {
    String attribute = attributes.get(inner);
    return attribute == null ? inner.name() : attribute;
  }

  /**
   * Says whether an attribute of Keras, or a field, holds an inner layer.
   *
   * @param inner one of {@link #sublayers()}
   * @return false for a layer that was added without a name of its attribute
   */
  public final boolean isAttribute(Layer inner) {
    return attributes.containsKey(inner);
  }

  /**
   * Says whether the attribute of an inner layer is a list or a map of layers.
   *
   * @param inner one of {@link #sublayers()}
   * @return true for a layer that was found in a list, a map or an array
   */
  public final boolean isInList(Layer inner) {
    return listed.contains(inner);
  }

  /** The weights that are rounded with the layer; inner layers that it calls round theirs. */
  List<Variable> roundedWeights() {
    return ownVariables();
  }

  /** Says what is rounded in predictions where the policy has numbers of two bytes. */
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }

  /**
   * {@return the variables that are saved as this layer's own, without those of inner layers: the
   * trained ones, then the others}
   */
  public final List<Variable> ownVariables() {
    List<Variable> own = new ArrayList<>(ownTrainable);
    own.addAll(ownFixed);
    return own;
  }

  /**
   * {@return each weight once, in Keras' order: the trained ones, the others, those of inner
   * layers}
   */
  public final List<Variable> weights() {
    Set<Variable> all = new LinkedHashSet<>();
    collect(all, false);
    return new ArrayList<>(all);
  }

  /** {@return the weights that training changes, each once; none if the layer is frozen} */
  public final List<Variable> trainableWeights() {
    Set<Variable> all = new LinkedHashSet<>();
    if (trainable) {
      collect(all, true);
    }
    return new ArrayList<>(all);
  }

  /** {@return the weights that training changes, as {@link #trainableWeights()}} */
  public final List<Variable> trainableVariables() {
    return trainableWeights();
  }

  /** {@return the weights that training does not change, as {@link #nonTrainableWeights()}} */
  public final List<Variable> nonTrainableVariables() {
    return nonTrainableWeights();
  }

  /** {@return all weights, as {@link #weights()}} */
  public final List<Variable> variables() {
    return weights();
  }

  /** {@return the weights that training does not change, each once} */
  public final List<Variable> nonTrainableWeights() {
    List<Variable> rest = weights();
    rest.removeAll(new LinkedHashSet<>(trainableWeights()));
    return rest;
  }

  private void collect(Set<Variable> all, boolean onlyTrainable) {
    if (!onlyTrainable) {
      all.addAll(ownTrainable);
    } else if (trainable) {
      ownTrainable.stream().filter(weight -> !shared.contains(weight)).forEach(all::add);
    }
    if (!onlyTrainable) {
      all.addAll(ownFixed);
    }
    sublayers().forEach(layer -> layer.collect(all, onlyTrainable));
  }

  /**
   * Called before weights are asked for; a model refuses it when it is closed.
   *
   * @param call the name of the method
   */
  protected void asking(String call) {}

  /**
   * Runs what replaces weights; a model refuses it when it is closed, or while another thread
   * trains or changes it.
   *
   * @param call the name of the method
   * @param change replaces them
   */
  protected void changing(String call, Runnable change) {
    change.run();
  }

  /**
   * Returns copies of all weights as they were at one moment: between two steps, if another thread
   * trains them.
   *
   * @return the arrays in the order of {@link #weights()}
   */
  public final List<INDArray> getWeights() {
    asking("getWeights");
    List<Variable> weights = weights();
    List<INDArray> copies = new ArrayList<>();
    Guard.reading(weights, () -> weights.forEach(weight -> copies.add(weight.value().dup('c'))));
    return Collections.unmodifiableList(copies);
  }

  /**
   * Replaces all weights at one moment: between two steps, if another thread uses them.
   *
   * @param arrays as many arrays as {@link #weights()}, of the same shapes
   * @throws IllegalArgumentException if number or shapes differ; then nothing is changed
   */
  public final void setWeights(List<INDArray> arrays) {
    changing("setWeights", () -> replace(arrays));
  }

  /**
   * Replaces all weights at one moment, as {@link #setWeights(List)} does.
   *
   * @param arrays as many arrays as {@link #weights()}, of the same shapes
   * @throws IllegalArgumentException if number or shapes differ; then nothing is changed
   */
  public final void setWeights(INDArray... arrays) {
    setWeights(List.of(arrays));
  }

  private void replace(List<INDArray> arrays) {
    List<Variable> weights = weights();
    if (arrays == null) {
      throw Fault.of(owner())
          .expected("setWeights needs one array per weight, %s", weights.size())
          .received("null")
          .remedy("Pass a list of them.")
          .argument();
    }
    if (arrays.size() != weights.size()) {
      throw Fault.of(owner())
          .expected("setWeights needs one array per weight, %s", weights.size())
          .received(arrays.size())
          .remedy("Build the same architecture first.")
          .argument();
    }
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) == null || arrays.get(i).wasClosed()) {
        throw Fault.of(owner())
            .expected("weight %s must be an array that is open", i)
            .received(arrays.get(i) == null ? "null" : "one that was closed")
            .remedy("Close arrays when they are no longer needed.")
            .argument();
      }
      Shape received = Shape.of(arrays.get(i).shape());
      if (!received.equals(weights.get(i).shape())) {
        throw Fault.of(owner())
            .expected(
                "weight %s (\"%s\") must have shape %s",
                i, weights.get(i).name(), weights.get(i).shape())
            .received(received)
            .remedy("Build the same architecture first.")
            .argument();
      }
    }
    Guard.writing(
        weights,
        () -> {
          for (int i = 0; i < arrays.size(); i++) {
            weights.get(i).assign(arrays.get(i));
          }
        });
  }

  /**
   * Counts the numbers in all weights.
   *
   * @return their number; 0 before the layer is built
   */
  public final long countParams() {
    return weights().stream().mapToLong(weight -> weight.shape().size()).sum();
  }

  /** Counts a symbolic call. */
  final Node newCall(IntFunction<Node> maker) {
    synchronized (calls) {
      Node call = maker.apply(calls.size());
      calls.add(call);
      return call;
    }
  }

  @Override
  public String toString() {
    return name == null ? className() : "%s(%s)".formatted(className(), name);
  }
}
