package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers joined to a graph, which is itself a layer. Users meet it as {@code Model} and {@code
 * Sequential}.
 *
 * <p>A call walks through the graph again, so that the graph may be part of others and be computed
 * for inputs of any length.
 */
public abstract class Network extends Layer {
  private static final int MOST_LENGTHS = 1000;

  private volatile List<Tensor> inputs = List.of();
  private volatile List<Tensor> outputs = List.of();
  private volatile @Nullable LayerGraph graph;
  private volatile List<String> inputKeys = List.of();
  private volatile List<String> outputKeys = List.of();
  private volatile boolean lengthsOfData;
  private final Map<List<Shape>, List<Shape>> otherLengths = new HashMap<>();
  private volatile HostPart hostPart = new HostPart(List.of(), List.of(), List.of());

  /**
   * A graph that was read.
   *
   * @param inputs the inputs
   * @param outputs the outputs
   * @param inputKeys the names of the inputs of a model that takes a map; else empty
   * @param outputKeys the names of the outputs of a model that gives a map; else empty
   */
  protected record Definition(
      List<Tensor> inputs, List<Tensor> outputs, List<String> inputKeys, List<String> outputKeys) {}

  /** Makes a network that is not defined yet. */
  protected Network() {}

  /**
   * Says what the network computes.
   *
   * @param from the inputs, made by {@code Input.of} or by other layers
   * @param to the outputs
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique
   */
  protected final void define(List<Tensor> from, List<Tensor> to) {
    if (from.isEmpty() || to.isEmpty()) {
      throw Fault.of(owner())
          .expected("a model must have inputs and outputs")
          .received("%s inputs, %s outputs", from.size(), to.size())
          .remedy("Pass at least one of each.")
          .argument();
    }
    LayerGraph made = new LayerGraph(owner(), from, to);
    inputs = List.copyOf(from);
    outputs = List.copyOf(to);
    if (isSubclassed() && to.size() > 1 && outputKeys.isEmpty()) {
      outputKeys = IntStream.range(0, to.size()).mapToObj("output_%d"::formatted).toList();
    }
    inputs.stream()
        .map(Tensor::dataType)
        .filter(type -> type != DataType.UTF8)
        .findFirst()
        .ifPresent(this::adoptDataType);
    hostPart = new HostPart(inputs, made.nodes(), outputs);
    graph = made; // last, as other threads may ask whether it is there
  }

  /**
   * Forgets what the network computes, before it is defined anew. Its layers keep their weights.
   */
  protected final void undefine() {
    synchronized (otherLengths) {
      otherLengths.clear();
    }
    graph = null;
    inputs = List.of();
    outputs = List.of();
    hostPart = new HostPart(List.of(), List.of(), List.of());
    unbuild();
  }

  /**
   * Defines the network unless it is defined; one thread at a time.
   *
   * @param definition defines it
   */
  protected final void defineOnce(Runnable definition) {
    if (!isDefined()) {
      whileBuilding(
          () -> {
            if (!isDefined()) {
              definition.run();
            }
          });
    }
  }

  /**
   * Runs what this network is put together by; one thread at a time.
   *
   * @param action puts a part of it together
   */
  protected final void exclusively(Runnable action) {
    whileBuilding(action);
  }

  /**
   * Applies layers one after the other, as a graph of their own even while another layer is called.
   *
   * @param start the tensor to begin with
   * @param layers the layers
   * @return the last output
   */
  protected static Tensor chain(Tensor start, List<Layer> layers) {
    return CallContext.outside(
        () -> {
          Tensor end = start;
          for (Layer layer : layers) {
            end = layer.apply(end);
          }
          return end;
        });
  }

  /** Called before the graph is asked for; defines it where that was put off. */
  protected void prepare() {}

  /** Builds the network for the inputs it was defined with. */
  protected final void buildAsDefined() {
    buildFor(inputs().stream().map(Tensor::shape).toList());
  }

  /**
   * Says whether it is known what the network computes.
   *
   * @return false for a {@code Sequential} that does not know its input yet
   */
  public final boolean isDefined() {
    prepare();
    return graph != null;
  }

  /**
   * Returns what the plan of the model begins with: its inputs, or what layers that are computed in
   * Java make of them.
   *
   * @return symbolic tensors
   */
  public final List<Tensor> starts() {
    graph();
    return hostPart.starts();
  }

  /**
   * Computes what the plan begins with.
   *
   * @param arrays one array per input
   * @return one array for each of {@link #starts()}; the given ones where no layer is computed in
   *     Java
   */
  public final List<INDArray> startsOf(List<INDArray> arrays) {
    return hostPart.isEmpty() ? arrays : hostPart.compute(arrays);
  }

  /**
   * Says in which type {@link #startsOf} reads numbers.
   *
   * @return double precision if there are layers that keep all digits of whole numbers; otherwise
   *     the model's
   */
  public final DataType startsType() {
    boolean exact =
        graph == null
            ? sublayers().stream().anyMatch(l -> l instanceof HostLayer h && h.takesDoubles())
            : hostPart.takesDoubles();
    return exact ? DataType.DOUBLE : dataType();
  }

  @Override
  protected final boolean takesStrings() {
    return true;
  }

  /** Says that the lengths of the inputs are those of the first data, and may change. */
  protected final void lengthsOfData() {
    lengthsOfData = true;
  }

  /**
   * Returns the shapes of the outputs for data of other lengths than those of the data that the
   * network was built for, as a {@code Sequential} without {@code Input} takes them.
   *
   * @param shapes the shapes of the data, as many as inputs, the batch axis being -1
   * @return one per output; empty if the inputs have such shapes already, if they were made by
   *     {@code Input}, or if a layer does not take such lengths
   */
  public final List<Shape> outputsForLengths(List<Shape> shapes) {
    if (!lengthsOfData && !isSubclassed()) {
      return List.of();
    }
    List<Shape> known = inputs().stream().map(Tensor::shape).toList();
    boolean alike = true;
    for (int i = 0; i < shapes.size(); i++) {
      alike &= known.get(i).rank() == shapes.get(i).rank();
    }
    if (!alike || IntStream.range(0, known.size()).allMatch(i -> matches(known, shapes, i))) {
      return List.of();
    }
    synchronized (otherLengths) {
      if (otherLengths.size() >= MOST_LENGTHS) {
        otherLengths.clear();
      }
      return otherLengths.computeIfAbsent(shapes, this::inferredOutputs);
    }
  }

  private static boolean matches(List<Shape> known, List<Shape> shapes, int input) {
    return known.get(input).matches(shapes.get(input));
  }

  private List<Shape> inferredOutputs(List<Shape> shapes) {
    List<Spec> specs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      specs.add(new Spec(inputs.get(i).dataType(), shapes.get(i)));
    }
    try {
      return Trace.symbolic(this, specs).stream().map(Spec::shape).toList();
    } catch (IllegalArgumentException e) {
      return List.of(); // a layer says no, and the data are refused as a whole
    }
  }

  private LayerGraph graph() {
    prepare();
    LayerGraph known = graph;
    if (known == null && isBuilt()) {
      whileBuilding(() -> {}); // another thread is about to make it
      known = graph;
    }
    if (known == null) {
      throw Fault.of(owner())
          .expected("the shape of the input must be known")
          .received("a model without one")
          .remedy(
              "%s, or fit the model.",
              isSubclassed() ? "Call buildFor(Shape.of(-1, …))" : "Add an Input first")
          .state();
    }
    return known;
  }

  /**
   * Says whether the model computes by a {@code call} of its own, and not by a graph of layers.
   *
   * @return false by default; true for a subclass of {@code Model} that overrides {@code call}
   */
  public boolean isSubclassed() {
    return false;
  }

  @Override
  boolean holdsLayersInFields() {
    return isSubclassed();
  }

  /** A model with a call of its own is one node, which is computed anew for each plan. */
  @Override
  void afterBuild() {
    if (isSubclassed() && graph == null) {
      List<Tensor> from = new ArrayList<>();
      for (Shape shape : builtFor()) {
        from.add(new InputLayer(shape.without(0).dims()).tensor());
      }
      List<Spec> to = Trace.symbolic(this, from.stream().map(Tensor::spec).toList());
      define(from, Node.of(new ModelCall(this, to), from).outputs());
    }
  }

  /**
   * Returns the inputs.
   *
   * @return symbolic tensors
   * @throws IllegalStateException if the model does not know its input yet
   */
  @Override
  public final List<Tensor> inputs() {
    graph();
    return inputs;
  }

  /**
   * Returns the outputs.
   *
   * @return symbolic tensors
   * @throws IllegalStateException if the model does not know its input yet
   */
  @Override
  public final List<Tensor> outputs() {
    graph();
    return outputs;
  }

  /**
   * {@return the names of the inputs: those of the layers that make them, or the keys of a model
   * that takes a map; of maps within maps {@code "image/left"}}
   */
  public final List<String> inputNames() {
    return inputKeys.isEmpty() ? names(inputs()) : shown(inputKeys);
  }

  /**
   * {@return the names of the outputs: those of the layers that make them, or the keys of a model
   * that gives a map; of maps within maps {@code "scores/left"}}
   */
  public final List<String> outputNames() {
    return outputKeys.isEmpty() ? names(outputs()) : shown(outputKeys);
  }

  private static List<String> shown(List<String> keys) {
    return keys.stream().map(EndPaths::name).toList();
  }

  /**
   * Takes maps of tensors apart, of which values may be maps or lists of tensors. A key with {@code
   * /} stands for a map within the map.
   *
   * @param arranged tensors by name
   * @return the tensors by the names that {@link #nameEnds} takes, in the order of their keys
   */
  protected static Map<String, Tensor> apart(Map<String, ?> arranged) {
    Map<String, Tensor> ends = new TreeMap<>();
    EndPaths.flat(arranged, TensorLike.class::isInstance)
        .forEach((path, end) -> ends.put(EndPaths.path(path), tensor(end)));
    return ends;
  }

  private static Tensor tensor(@Nullable Object end) {
    return ((TensorLike) Objects.requireNonNull(end)).tensor();
  }

  /**
   * Builds a model with a {@code call} of its own whose inputs have names, so that it takes maps;
   * {@code call} gets them in the order given here.
   *
   * @param shapes the shape of each input by its name, {@code [batch, ...]}
   */
  public final void buildFor(Map<String, Shape> shapes) {
    buildFor(List.copyOf(shapes.values()));
    nameEnds(shapes.keySet().stream().map(EndPaths::path).toList(), outputKeys);
  }

  /**
   * Says whether a model has a {@code call} of a list of tensors, as subclasses with several inputs
   * have.
   *
   * @return false if it has only that of one tensor, or none of its own
   */
  public final boolean callsList() {
    return isSubclassed() && Overrides.CALL_OF_LISTS.in(getClass());
  }

  private static List<String> names(List<Tensor> ends) {
    return ends.stream().map(end -> end.op().name()).toList();
  }

  /**
   * Names the inputs and outputs, as models do that take and give maps.
   *
   * @param ofInputs a name per input; empty for the names of the layers
   * @param ofOutputs a name per output; empty for the names of the layers
   */
  protected final void nameEnds(List<String> ofInputs, List<String> ofOutputs) {
    inputKeys = List.copyOf(ofInputs);
    outputKeys = List.copyOf(ofOutputs);
  }

  /**
   * Writes the graph.
   *
   * @return name, layers, operations, inputs and outputs in Keras 3's form
   * @throws IllegalArgumentException if the graph holds ops that Keras lacks
   */
  protected final Config writeGraph() {
    return NetworkConfig.write(this);
  }

  /**
   * Reads a graph.
   *
   * @param config what {@link #writeGraph}, or Keras 1, 2 or 3, wrote
   * @return inputs and outputs
   * @throws IllegalArgumentException if a layer is unknown, or a call refers to what is not there
   */
  protected static Definition readGraph(Config config) {
    return NetworkConfig.read(config);
  }

  final List<String> inputKeys() {
    return inputKeys;
  }

  final List<String> outputKeys() {
    return outputKeys;
  }

  /** {@return the nodes of the graph: calls of layers and ops, inputs before users} */
  public final List<Node> nodes() {
    return Collections.unmodifiableList(graph().nodes());
  }

  /** Makes the states of all stateful layers zero, as before the first batch. */
  public final void resetStates() {
    changing("resetStates", () -> resetStates(this));
  }

  private static void resetStates(Layer layer) {
    if (layer instanceof Recurrence<?> recurrent) {
      recurrent.resetStates();
    }
    layer.sublayers().forEach(Network::resetStates);
  }

  /**
   * Returns the layers that calls get their inputs from.
   *
   * @return for each layer with inputs the names and output numbers: {@code dense[0]}; nothing for
   *     a model with a call of its own
   */
  public final Map<Layer, List<String>> connections() {
    return isSubclassed() ? Map.of() : graph().connections();
  }

  /** {@return the layers in Keras' order: those farthest from the outputs first} */
  public List<Layer> layers() {
    return isSubclassed() ? sublayers() : Collections.unmodifiableList(graph().layers());
  }

  /** All layers of the graph, be they listed or not. */
  final List<Layer> graphLayers() {
    return graph().layers();
  }

  @Override
  protected final boolean keepsRowsApart(boolean inTraining) {
    return nodes().stream()
        .allMatch(
            node -> node.op() instanceof LayerCall call && call.layer().keepsRowsApart(inTraining));
  }

  /** As above, but for operations between layers, whatever they do. */
  final boolean saysRowsApart() {
    return !isSubclassed()
        && nodes().stream()
            .map(Node::op)
            .filter(LayerCall.class::isInstance)
            .map(op -> ((LayerCall) op).layer())
            .allMatch(
                layer ->
                    layer instanceof Network inner
                        ? inner.saysRowsApart()
                        : layer.keepsRowsApart(false));
  }

  @Override
  public List<Layer> sublayers() {
    if (isSubclassed()) {
      return super.sublayers();
    }
    prepare();
    LayerGraph known = graph;
    return known == null ? List.of() : Collections.unmodifiableList(known.layers());
  }

  /**
   * Returns a layer.
   *
   * @param layerName its name
   * @return the layer
   * @throws IllegalArgumentException if there is none of that name
   */
  public final Layer getLayer(String layerName) {
    return layers().stream()
        .filter(layer -> layer.name().equals(layerName))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.of(owner())
                    .expected("there must be a layer of that name")
                    .received("\"%s\"", layerName)
                    .remedy("Choose among %s.", layers().stream().map(Layer::name).toList())
                    .argument());
  }

  /**
   * Returns a layer.
   *
   * @param index its place in {@link #layers()}; negative ones count from the end
   * @return the layer
   * @throws IllegalArgumentException if there is none
   */
  public final Layer getLayer(int index) {
    int size = layers().size();
    if (index < -size || index >= size) {
      throw Fault.of(owner())
          .expected("index must be in [%s, %s)", -size, size)
          .received(index)
          .remedy("Count layers from 0.")
          .argument();
    }
    return layers().get(index < 0 ? index + size : index);
  }

  @Override
  protected boolean takesList() {
    return true;
  }

  @Override
  protected void build(List<Shape> shapes) {
    if (isSubclassed()) {
      super.build(shapes);
    } else {
      checkCount(shapes.size());
    }
  }

  private void checkCount(int count) {
    graph();
    if (count != inputs().size()) {
      throw Fault.of(owner())
          .expected("the model takes %s inputs", inputs().size())
          .received(count)
          .remedy("Pass one per input.")
          .argument();
    }
  }

  /**
   * Computes the outputs: those of the graph; a subclass that has none overrides this, or the form
   * of one input.
   */
  @Override
  protected List<Tensor> call(List<Tensor> xs, CallContext context) {
    return isSubclassed() ? super.call(xs, context) : walk(xs, context);
  }

  private List<Tensor> walk(List<Tensor> xs, CallContext context) {
    LayerGraph known = graph();
    boolean planned = context.isPlanned(this) && !hostPart.isEmpty();
    IdentityHashMap<Tensor, Tensor> values = new IdentityHashMap<>();
    for (int i = 0; planned && i < xs.size(); i++) {
      Tensor start = hostPart.starts().get(i);
      values.put(start, context.typed(xs.get(i), NumberTypes.ofStart(start)));
    }
    if (!planned) {
      checkCount(xs.size());
    }
    for (int i = 0; !planned && i < xs.size(); i++) {
      Tensor input = inputs.get(i);
      values.put(input, context.typed(fitting(i, xs.get(i)), NumberTypes.ofStart(input)));
    }
    for (Node node : known.nodes()) {
      if (values.containsKey(node.output(0)) || (planned && isBefore(node))) {
        continue;
      }
      List<Tensor> ins = node.inputs().stream().map(values::get).toList();
      List<Tensor> outs = call(node.op(), ins, context);
      for (int i = 0; i < outs.size(); i++) {
        values.put(node.output(i), outs.get(i));
      }
    }
    return outputs.stream().map(values::get).toList();
  }

  /** Whether a node is computed before the plan, or is an input that only such nodes read. */
  private boolean isBefore(Node node) {
    return hostPart.contains(node) || inputs.contains(node.output(0));
  }

  private static List<Tensor> call(Op op, List<Tensor> ins, CallContext context) {
    if (op instanceof LayerCall call) {
      int count = call.count(ins);
      List<Tensor> masks = ins.subList(count, ins.size());
      return context.callAll(call.layer(), ins.subList(0, count), masks, call.options());
    }
    return context.operation(op, ins);
  }

  private Tensor fitting(int index, Tensor x) {
    Shape expected = inputs.get(index).shape();
    boolean open = lengthsOfData && x.rank() == expected.rank();
    if (!open && !expected.matches(x.shape())) {
      throw Fault.of(owner())
          .expected(
              "input %s (\"%s\") must have shape %s",
              index, inputs.get(index).op().name(), expected)
          .received(x.shape())
          .remedy("Reshape the data, or the model's Input.")
          .argument();
    }
    return x;
  }

  /**
   * Says whether this network is a graph of calls. As in Keras, such a network leaves no trace in
   * the paths of variables, and counts its own graph as its first call.
   *
   * @return true by default; false for a plain chain of layers, and for a call of its own
   */
  public boolean isFunctional() {
    return !isSubclassed();
  }

  @Override
  final HalfCall.Rounding rounding() {
    return isSubclassed() ? HalfCall.Rounding.INPUT : HalfCall.Rounding.NOTHING;
  }

  @Override
  protected @Nullable String kerasModule() {
    return isSubclassed() ? null : "keras.layers";
  }

  @Override
  public Network name(String name) {
    super.name(name);
    return this;
  }

  @Override
  public Network trainable(boolean trainable) {
    super.trainable(trainable);
    return this;
  }

  @Override
  public Network dataType(DataType dataType) {
    super.dataType(dataType);
    return this;
  }

  /**
   * Writes a table of the layers, their outputs and their numbers of weights. Of layers that are
   * not built yet the shape of the output is {@code ?}.
   *
   * @param out takes the lines
   */
  public void summary(Consumer<String> out) {
    summary(new SummaryOptions(), out);
  }

  /**
   * Writes a table of the layers, their outputs and their numbers of weights. {@code dense[1][0]}
   * is the first output of the second call of {@code dense}.
   *
   * @param options what is shown, and how wide
   * @param out takes the lines
   * @throws IllegalArgumentException if the range's layers are not there, or columns have no room
   */
  public void summary(SummaryOptions options, Consumer<String> out) {
    asking("summary");
    new Summary(this, options).print(out);
  }

  /**
   * Returns the outputs' shapes of a layer within this network.
   *
   * @param layer one of {@link #layers()}
   * @return the shapes of its first call's outputs
   */
  final List<Shape> shapesOf(Layer layer) {
    if (isSubclassed() || !isDefined()) {
      List<Spec> specs =
          layer.builtFor().stream().map(shape -> new Spec(layer.dataType(), shape)).toList();
      return specs.isEmpty()
          ? List.of()
          : layer.inferOutputs(specs).stream().map(Spec::shape).toList();
    }
    for (Node node : graph().nodes()) {
      if (node.op() instanceof LayerCall call && call.layer() == layer) {
        return node.outputs().stream().map(Tensor::shape).toList();
      }
    }
    return new ArrayList<>();
  }

  /**
   * Returns the keys of the random streams that this network and all layers inside it draw from,
   * for trainings that are taken up again.
   *
   * @return the keys, in an order that is the same for the same layers
   */
  protected final List<Long> randomKeys() {
    return withAllInside().stream().map(Layer::randomKey).toList();
  }

  /**
   * Sets the keys of the random streams. Plans that were made before keep theirs.
   *
   * @param keys as many keys as {@link #randomKeys()} gives
   */
  protected final void randomKeys(List<Long> keys) {
    List<Layer> layers = withAllInside();
    if (keys.size() != layers.size()) {
      throw Fault.of("RandomKeys")
          .expected("there must be a key for each of %s layers", layers.size())
          .received(keys.size())
          .remedy("Make the same model.")
          .argument();
    }
    for (int i = 0; i < keys.size(); i++) {
      layers.get(i).randomKey(keys.get(i));
    }
  }

  private List<Layer> withAllInside() {
    List<Layer> found = new ArrayList<>();
    Deque<Layer> open = new ArrayDeque<>(List.of(this));
    while (!open.isEmpty()) {
      Layer layer = open.pop();
      found.add(layer);
      layer.sublayers().forEach(open::push);
    }
    return found;
  }

  @Override
  protected @Nullable Boolean trainingUnlessTold() {
    return isSubclassed() ? false : null;
  }
}
