package io.hornbill;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.FluentLayer;
import io.hornbill.layers.HostLayer;
import io.hornbill.layers.InputLayer;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A model whose layers follow one another.
 *
 * <pre>{@code
 * var model = new Sequential()
 *     .add(new Input(784))
 *     .add(new Dense(512).activation("relu"))
 *     .add(new Dropout(0.2))
 *     .add(new Dense(10).activation("softmax"));
 * }</pre>
 *
 * <p>Without an {@link Input}, or a first layer with {@code inputShape}, the model is built when it
 * first sees data: once, even if several threads show it some at the same time. Later data may be
 * of other lengths, such as sequences of more steps or larger pictures, where its layers take them.
 * Layers are added by one thread, before. What threads and callbacks may do is said at {@link
 * Model}.
 */
public final class Sequential extends Model {
  private final List<Layer> chain = new ArrayList<>();
  private volatile @Nullable List<Layer> snapshot;
  private volatile @Nullable Tensor last;
  private volatile boolean pending;
  private volatile boolean closed;
  private final Set<String> names = new HashSet<>();

  /**
   * Makes a model.
   *
   * @param layers the layers, in order; more may be added
   */
  public Sequential(Layer... layers) {
    super(false);
    for (Layer layer : layers) {
      add(layer);
    }
  }

  /**
   * Makes a model.
   *
   * @param layers the layers, in order; more may be added
   */
  public Sequential(List<? extends Layer> layers) {
    this(layers.toArray(Layer[]::new));
  }

  /**
   * Adds a layer at the end.
   *
   * @param layer the layer
   * @throws IllegalArgumentException if the layer cannot follow the last one
   * @throws IllegalStateException if the model is in use already
   */
  public Sequential add(Layer layer) {
    asking("add");
    exclusively(() -> append(layer));
    return this;
  }

  /**
   * Removes the last layer. The others keep their weights, and the model computes what they do;
   * more layers may be added. Compile it again before you train it, as its optimizer was made for
   * other weights.
   *
   * <pre>{@code
   * model.pop(); // the scores of the old task
   * model.add(new Dense(3).activation("softmax"));
   * model.compile("adam", "categorical_crossentropy");
   * }</pre>
   *
   * @return the layer
   * @throws IllegalStateException if the model has no layers, or is in use
   */
  public Layer pop() {
    List<Layer> popped = new ArrayList<>();
    changing("pop", () -> exclusively(() -> popped.add(removeLast())));
    return popped.get(0);
  }

  private Layer removeLast() {
    if (chain.isEmpty()) {
      throw Fault.of("Sequential \"%s\"", name())
          .expected("there must be a layer to remove")
          .received("a model without layers")
          .remedy("Add layers first.")
          .state();
    }
    Layer layer = chain.remove(chain.size() - 1);
    Tensor end = last;
    last = end == null || chain.isEmpty() ? null : end.node().input(0);
    names.remove(layer.name());
    snapshot = null;
    closed = false;
    undefine();
    dropPlans();
    pending = last != null && chain.size() > 1;
    return layer;
  }

  private void append(Layer layer) {
    if (closed) {
      throw Fault.of("Sequential \"%s\"", name())
          .expected("layers must be added before the model is built")
          .received(layer)
          .remedy("Add all layers before compile, fit and predict.")
          .state();
    }
    if (names.contains(layer.name())
        && chain.stream().anyMatch(known -> known.name().equals(layer.name()))) {
      throw Fault.of("Sequential \"%s\"", name())
          .expected("names of layers must differ")
          .received("two layers named \"%s\"", layer.name())
          .remedy("Rename one of them.")
          .argument();
    }
    if (layer instanceof InputLayer && !chain.isEmpty()) {
      throw Fault.of("Sequential \"%s\"", name())
          .expected("an Input must be the first layer")
          .received("one at place %s", chain.size())
          .remedy("Put it first.")
          .argument();
    }
    InputLayer declared = chain.isEmpty() ? declaredInput(layer) : null;
    Tensor end = declared == null ? last : declared.tensor();
    if (end != null) {
      last = layer.apply(end);
    } else if (layer instanceof InputLayer input) {
      last = input.tensor();
    }
    if (declared != null) {
      chain.add(declared);
      names.add(declared.name());
    }
    chain.add(layer);
    snapshot = null;
    names.add(layer.name());
    pending = last != null;
  }

  /** The input that a first layer speaks of; null if it does not. */
  private static @Nullable Input declaredInput(Layer layer) {
    Shape sample = layer instanceof FluentLayer<?> first ? first.declaredInputShape() : null;
    return sample == null || layer instanceof InputLayer ? null : input(layer, sample);
  }

  private static Input input(Layer first, Shape sample) {
    Input input = new Input(sample.dims());
    return readsStrings(first) ? input.strings() : input;
  }

  private static boolean readsStrings(Layer first) {
    return first instanceof HostLayer host && host.readsStrings();
  }

  /** The graph is made when it is first asked for, not at each added layer. */
  @Override
  protected void prepare() {
    if (pending) {
      exclusively(this::defineChain);
    }
  }

  private void defineChain() {
    Tensor end = last;
    if (pending && end != null && chain.get(0) instanceof InputLayer input) {
      define(List.of(input.tensor()), List.of(end));
      pending = false;
    }
  }

  @Override
  protected void defineFor(List<Shape> shapes) {
    if (chain.isEmpty() || shapes.size() != 1) {
      throw Fault.of("Sequential \"%s\"", name())
          .expected("a model needs layers and one input")
          .received("%s layers, %s inputs", chain.size(), shapes.size())
          .remedy("Add layers, or use Model for several inputs.")
          .argument();
    }
    Shape sample = shapes.get(0).without(0);
    Layer first = chain.get(0);
    InputLayer input = input(first, readsStrings(first) ? sample.without(-1) : sample);
    Tensor end = chain(input.tensor(), List.copyOf(chain));
    chain.add(0, input);
    lengthsOfData();
    snapshot = null;
    last = end;
    pending = true;
  }

  @Override
  protected void build(List<Shape> shapes) {
    if (!isDefined()) {
      defineFor(shapes);
    }
    closed = true;
    super.build(shapes);
  }

  /** The layers as they are now, which other threads may walk through while one is added. */
  private List<Layer> chain() {
    List<Layer> known = snapshot;
    if (known == null) {
      exclusively(() -> snapshot = List.copyOf(chain));
      known = snapshot;
    }
    return known == null ? chain() : known;
  }

  @Override
  public List<Layer> layers() {
    return chain().stream().filter(layer -> !(layer instanceof InputLayer)).toList();
  }

  @Override
  public List<Layer> sublayers() {
    return chain();
  }

  static Sequential from(Config config) {
    Sequential model = new Sequential();
    if (config.get("name") instanceof String name) {
      model.name(name);
    }
    for (Object layer : Layers.listed(config)) {
      Layer read = Layers.read(config.nested("layers", layer));
      model.add(
          read instanceof InputLayer input && model.chain.isEmpty() ? free(input, config) : read);
    }
    int[] batch = config.integers("build_input_shape");
    if (batch.length > 0 && model.last == null) {
      model.defineFor(List.of(Shape.of(Arrays.stream(batch).asLongStream().toArray())));
    }
    return model;
  }

  /** Keras writes the batch of the first call, and takes any; only layers with states need it. */
  private static InputLayer free(InputLayer input, Config config) {
    boolean stateful = config.list("layers").toString().contains("stateful=true");
    return stateful || !config.has("build_input_shape") ? input : input.anyBatch();
  }

  @Override
  public Config config() {
    List<Object> layers = new ArrayList<>();
    chain().forEach(layer -> layers.add(Layers.write(layer)));
    Config config = new Config().with("name", name()).with("trainable", isTrainable());
    if (dtypePolicy().endsWith("float16")) {
      config.with("dtype", dtypePolicy()); // of no meaning for the layers, but Keras keeps it
    }
    return config.with("layers", layers);
  }

  @Override
  public String className() {
    return "Sequential";
  }

  @Override
  public boolean isFunctional() {
    return false;
  }

  @Override
  public Sequential name(String name) {
    super.name(name);
    return this;
  }

  @Override
  public Sequential trainable(boolean trainable) {
    super.trainable(trainable);
    return this;
  }

  @Override
  public Sequential dataType(DataType dataType) {
    super.dataType(dataType);
    return this;
  }
}
