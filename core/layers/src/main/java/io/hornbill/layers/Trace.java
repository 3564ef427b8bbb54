package io.hornbill.layers;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * One walk through layers: their calls write the graph of a plan, and what they produce beside
 * their outputs (masks, losses, updates of variables) is collected here.
 */
public final class Trace {
  private @Nullable Network planned;
  private final boolean training;
  private final Tensor step;
  private final Predicate<Layer> trainable;
  private final IdentityHashMap<Tensor, Tensor> masks = new IdentityHashMap<>();
  private final Set<Tensor> maskGiven = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Tensor> losses = new ArrayList<>();
  private final Map<Variable, Tensor> updates = new LinkedHashMap<>();
  private final IdentityHashMap<Layer, Tensor> firstOutputs = new IdentityHashMap<>();
  private final IdentityHashMap<Layer, Integer> draws = new IdentityHashMap<>();
  private final NumberTypes types = new NumberTypes();
  private int sums;
  private BatchShare share = BatchShare.WHOLE;

  /**
   * Begins a walk.
   *
   * @param training whether layers behave as in training
   * @param step a single number that differs from step to step, which randomness follows
   * @param trainable says of a layer whether it is trained
   */
  public Trace(boolean training, Tensor step, Predicate<Layer> trainable) {
    this.training = training;
    this.step = step;
    this.trainable = trainable;
  }

  /**
   * Runs what applies layers outside of any layer's call, on this thread. Layers that are applied
   * to inputs of a model become part of that model all the same.
   *
   * @param call calls a layer
   * @param inference calls a layer as in prediction
   * @param writing applies layers
   */
  public static void applying(
      BiFunction<Layer, List<Tensor>, List<Tensor>> call,
      BiFunction<Layer, List<Tensor>, List<Tensor>> inference,
      Runnable writing) {
    new Applying(call, inference).during(writing);
  }

  /**
   * Says that the batch is a share of a larger one, whose other rows other processes have.
   *
   * @param batchShare which share
   */
  public Trace share(BatchShare batchShare) {
    share = batchShare;
    return this;
  }

  /** Labels count, as the names of layers may differ from process to process. */
  Tensor sumAcross(Tensor own) {
    return share.sum("sum of layers " + sums++, own);
  }

  BatchShare share() {
    return share;
  }

  /**
   * Begins a walk as in inference.
   *
   * @return the walk
   */
  public static Trace inference() {
    return new Trace(false, Ops.constant(0, DataType.DOUBLE), Layer::isTrainable);
  }

  /**
   * Calls a model on what its plan begins with, {@link Network#starts()}. Its outputs have its own
   * type, whatever types layers have.
   *
   * @param network the model
   * @param starts its inputs, or what layers computed of them before the plan
   * @return its outputs
   */
  public List<Tensor> runPlanned(Network network, List<Tensor> starts) {
    planned = network;
    List<Tensor> outputs = new ArrayList<>();
    for (Tensor output : run(network, starts)) {
      Tensor own = Ops.cast(output, network.dataType());
      setMask(own, masks.get(output));
      outputs.add(own);
    }
    return outputs;
  }

  /**
   * Says whether each layer of a model says of itself that it keeps rows apart in inference.
   * Operations between layers say nothing, and are not asked.
   *
   * @param network the model
   * @return false if a layer does not, such as one of the user's own, or a model that computes by a
   *     call of its own
   */
  public static boolean keepsRowsApart(Network network) {
    return network.saysRowsApart();
  }

  boolean isPlanned(Network network) {
    return planned == network;
  }

  static List<Spec> symbolic(Layer layer, List<Spec> inputs) {
    Trace trace = inference();
    List<Tensor> stand = new ArrayList<>();
    for (Spec input : inputs) {
      boolean strings = input.dataType() == DataType.UTF8;
      Spec numbers = strings ? new Spec(layer.dataType(), input.shape()) : input;
      stand.add(Ops.placeholder("input", numbers));
    }
    SymbolicMasks.begin(trace, layer, stand);
    List<Tensor> outputs = trace.run(layer, stand);
    SymbolicMasks.end(trace, layer, outputs);
    return outputs.stream().map(Tensor::spec).toList();
  }

  /**
   * Calls a layer.
   *
   * @param layer the layer
   * @param inputs its inputs
   * @return its outputs
   */
  public List<Tensor> run(Layer layer, List<Tensor> inputs) {
    return run(layer, inputs, training);
  }

  List<Tensor> run(Layer layer, List<Tensor> inputs, boolean inTraining) {
    return run(HalfCall.of(layer, inTraining), inputs, inTraining);
  }

  List<Tensor> run(HalfCall given, List<Tensor> inputs, boolean inTraining) {
    HalfCall half = given.on(types, inputs, inTraining);
    Layer layer = half.layer();
    List<Tensor> cast = new ArrayList<>();
    List<@Nullable Tensor> inputMasks = new ArrayList<>();
    for (Tensor input : inputs) {
      Tensor own = input(half, input);
      cast.add(own);
      inputMasks.add(masks.get(input));
      setMask(own, masks.get(input));
    }
    if (layer.isBuilt()) {
      layer.checkInputs(cast.stream().map(Tensor::shape).toList());
    } else {
      layer.buildFor(cast.stream().map(Tensor::shape).toList());
    }
    boolean masked = !inputs.isEmpty() && maskGiven.contains(inputs.get(0));
    CallContext context = new CallContext(this, layer, inputMasks, masked, inTraining);
    List<Tensor> outputs =
        Node.ownedBy(
            layer, () -> context.calling(() -> half.call(() -> layer.call(cast, context))));
    firstOutputs.putIfAbsent(layer, outputs.get(0));
    penalize(layer, outputs);
    List<Tensor> result = withMasks(layer, cast, inputMasks, outputs);
    return layer.rounding() == HalfCall.Rounding.NOTHING || layer instanceof TimeDistributed
        ? result
        : result.stream().map(y -> typed(y, half.resultType(types, cast))).toList();
  }

  private Tensor input(HalfCall half, Tensor given) {
    Tensor cast = Ops.cast(given, half.layer().dataType());
    if (types.isWhole(given)) {
      types.put(cast, types.of(given));
      return cast;
    }
    Tensor rounded = half.input(cast);
    types.put(rounded, rounded == cast ? types.of(given) : half.type());
    return rounded;
  }

  NumberTypes types() {
    return types;
  }

  /** The tensor, or one like it where it has another type already. */
  Tensor typed(Tensor tensor, String type) {
    if (types.of(tensor).equals(type)) {
      return tensor;
    }
    boolean fresh = types.of(tensor).equals(NumberTypes.ofInput("float32"));
    Tensor own = fresh ? tensor : Ops.identity(tensor);
    types.put(own, type);
    setMask(own, masks.get(tensor));
    return own;
  }

  private void penalize(Layer layer, List<Tensor> outputs) {
    var regularizer = layer.regularizesOutput() ? layer.activityRegularizer() : null;
    if (regularizer != null) {
      outputs.forEach(output -> losses.add(regularizer.applyToOutput(output)));
    }
  }

  /** Networks set the masks of their outputs themselves. */
  private List<Tensor> withMasks(
      Layer layer, List<Tensor> inputs, List<@Nullable Tensor> inputMasks, List<Tensor> outputs) {
    if (layer instanceof Network) {
      return outputs;
    }
    List<@Nullable Tensor> outputMasks = new ArrayList<>();
    if (layer.keepsMasks()) {
      outputMasks.addAll(layer.computeMask(inputs, inputMasks, outputs));
    }
    List<Tensor> result = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Tensor mask = i < outputMasks.size() ? outputMasks.get(i) : null;
      Tensor output = outputs.get(i);
      // A tensor passed through keeps its own mask, so another one needs another tensor.
      Tensor own = masks.get(output) == mask ? output : Ops.identity(output);
      setMask(own, mask);
      result.add(own);
    }
    return result;
  }

  /**
   * Returns the mask of a tensor.
   *
   * @param tensor a tensor of this walk
   * @return its mask, 1 where a step counts and 0 where it does not; null if all count
   */
  public @Nullable Tensor mask(Tensor tensor) {
    return masks.get(tensor);
  }

  void setMask(Tensor tensor, @Nullable Tensor mask) {
    if (mask != null) {
      masks.put(tensor, mask);
    }
  }

  void giveMask(Tensor tensor, @Nullable Tensor mask) {
    setMask(tensor, mask);
    if (mask != null) {
      maskGiven.add(tensor);
    }
  }

  /**
   * {@return what the layers computed: the first output of the first call of each layer that was
   * called}
   */
  public Map<Layer, Tensor> firstOutputs() {
    return Collections.unmodifiableMap(firstOutputs);
  }

  /** {@return what the layers add to the loss, as single numbers} */
  public List<Tensor> losses() {
    return losses;
  }

  /** {@return what the layers' own variables become: at most one new value per variable} */
  public List<Assignment> updates() {
    return updates.entrySet().stream().map(e -> new Assignment(e.getKey(), e.getValue())).toList();
  }

  void addLoss(Tensor loss) {
    losses.add(loss.rank() == 0 ? loss : Ops.sum(loss));
  }

  void update(Variable variable, Tensor value) {
    updates.put(variable, value);
  }

  /**
   * Returns what a variable is by now.
   *
   * @param variable the variable
   * @return its new value if a layer changed it, else the variable itself
   */
  public Tensor value(Variable variable) {
    Tensor updated = updates.get(variable);
    return updated != null ? updated : variable.tensor();
  }

  Tensor step() {
    return step;
  }

  boolean isTrained(Layer layer) {
    return trainable.test(layer);
  }

  int nextDraw(Layer layer) {
    return draws.merge(layer, 1, Integer::sum) - 1;
  }
}
