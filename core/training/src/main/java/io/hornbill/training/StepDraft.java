package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.Substitution;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.Read;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Trace;
import io.hornbill.metrics.Metric;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a training step of your own computes, while it is being written. The same definition serves
 * for evaluation: layers are then called as in prediction, and losses are reported but not lowered.
 */
public final class StepDraft {
  private final List<Spec> specs;
  private final Variable counter;
  private final boolean isTraining;
  private final @Nullable Optimizer main;
  private final MetricState metrics;
  private final Trace trace;
  private final Trace inference;
  private final List<Tensor> inputs = new ArrayList<>();
  private final Map<String, Tensor> reported = new LinkedHashMap<>();
  private final Map<String, Tensor> metricResults = new LinkedHashMap<>();
  private int metricCount;
  private final List<Assignment> metricUpdates = new ArrayList<>();
  private final Map<Variable, Tensor> changes = new LinkedHashMap<>();
  private final List<Assignment> slots = new ArrayList<>();
  private Map<Variable, Tensor> seen = Map.of();
  private final Set<Optimizer> optimizers = new LinkedHashSet<>();
  private final Set<Layer> called = new LinkedHashSet<>();
  private long draws;

  StepDraft(
      List<Spec> specs,
      Variable counter,
      boolean isTraining,
      @Nullable Optimizer main,
      MetricState metrics,
      Predicate<Layer> trained) {
    this.specs = specs;
    this.counter = counter;
    this.isTraining = isTraining;
    this.main = main;
    this.metrics = metrics;
    trace = new Trace(isTraining, counter.tensor(), trained);
    inference = new Trace(false, counter.tensor(), trained);
  }

  /** Runs the definition; {@code layer.apply(x)} in it is {@code call(layer, x)}. */
  void write(Consumer<StepDraft> definition) {
    Trace.applying(this::callAll, this::predictAll, () -> definition.accept(this));
  }

  static Variable newCounter() {
    return new Variable("step", Nd4j.scalar(0.0));
  }

  /** {@return whether this is a step of training; false in evaluation} */
  public boolean training() {
    return isTraining;
  }

  /**
   * Says whether there is one more array, such as weights of the rows, which are there if {@code
   * fit} is given some.
   *
   * <pre>{@code
   * Tensor loss = s.hasInput() ? mean(each.times(s.input())) : mean(each);
   * }</pre>
   *
   * @return true if {@link #input()} may be called once more
   */
  public boolean hasInput() {
    return inputs.size() < specs.size();
  }

  /**
   * Takes the next array of the step.
   *
   * @return a tensor of its shape
   * @throws IllegalArgumentException if there are no more arrays
   */
  public Tensor input() {
    int next = inputs.size();
    if (next >= specs.size()) {
      throw Fault.of("OwnStep")
          .expected("there must be an array for each input")
          .received("%s arrays", specs.size())
          .remedy("Pass one more.")
          .argument();
    }
    Tensor input = Ops.placeholder("input" + next, specs.get(next));
    inputs.add(input);
    return input;
  }

  /**
   * Calls a layer or a model, as in training if this is a step of training; the same as {@code
   * layer.apply(to)}.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its first output
   */
  public Tensor call(Layer layer, Tensor... to) {
    return callAll(layer, List.of(to)).get(0);
  }

  /**
   * Calls a layer or a model of several outputs, as in training if this is a step of training.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its outputs
   */
  public List<Tensor> callAll(Layer layer, List<Tensor> to) {
    called.add(layer);
    return Substitution.during(seen, () -> trace.run(layer, to));
  }

  /**
   * Calls a layer or a model of several outputs, as in training if this is a step of training.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its outputs
   */
  public List<Tensor> callAll(Layer layer, Tensor... to) {
    return callAll(layer, List.of(to));
  }

  /**
   * Calls a layer or a model as in prediction, such as a teacher that is frozen.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its first output
   */
  public Tensor predict(Layer layer, Tensor... to) {
    return predictAll(layer, List.of(to)).get(0);
  }

  /**
   * Calls a layer or a model of several outputs as in prediction.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its outputs
   */
  public List<Tensor> predictAll(Layer layer, List<Tensor> to) {
    return Substitution.during(seen, () -> inference.run(layer, to));
  }

  /**
   * Calls a layer or a model of several outputs as in prediction.
   *
   * @param layer the layer
   * @param to its inputs
   * @return its outputs
   */
  public List<Tensor> predictAll(Layer layer, Tensor... to) {
    return predictAll(layer, List.of(to));
  }

  /**
   * Draws random numbers of the standard normal distribution, others in each step.
   *
   * @param like a tensor of the shape that is wanted
   * @return the numbers
   */
  public Tensor randomNormal(Tensor like) {
    return Ops.randomNormal(nextKey(), counter.tensor(), like.spec());
  }

  /**
   * Draws random numbers, even in {@code [0, 1)}, others in each step.
   *
   * @param like a tensor of the shape that is wanted
   * @return the numbers
   */
  public Tensor randomUniform(Tensor like) {
    return Ops.randomUniform(nextKey(), counter.tensor(), like.spec());
  }

  /**
   * Draws random numbers of the standard normal distribution, others in each step.
   *
   * <pre>{@code
   * Tensor noise = s.randomNormal(images.dim(0), 128);
   * }</pre>
   *
   * @param shape how many
   * @return floats of that shape
   */
  public Tensor randomNormal(long... shape) {
    Spec spec = new Spec(DataType.FLOAT, Shape.of(shape));
    return Ops.randomNormal(nextKey(), counter.tensor(), spec);
  }

  /**
   * Draws random numbers, even in {@code [0, 1)}, others in each step.
   *
   * @param shape how many
   * @return floats of that shape
   */
  public Tensor randomUniform(long... shape) {
    Spec spec = new Spec(DataType.FLOAT, Shape.of(shape));
    return Ops.randomUniform(nextKey(), counter.tensor(), spec);
  }

  private long nextKey() {
    return RandomStream.mix(RandomStream.nextKey() + draws++);
  }

  /**
   * {@return what the layers that were called add to the loss: their regularizers, and what their
   * calls added; 0 if nothing}
   */
  public Tensor addedLosses() {
    Tensor total = Ops.constant(0, DataType.FLOAT);
    for (Tensor loss : trace.losses()) {
      total = total.plus(loss);
    }
    Set<Variable> weights = new LinkedHashSet<>();
    called.forEach(layer -> weights.addAll(layer.trainableWeights()));
    for (Variable weight : weights) {
      var regularizer = weight.regularizer();
      if (regularizer != null) {
        total = total.plus(regularizer.apply(valueOf(weight)));
      }
    }
    return total;
  }

  /**
   * Lowers a loss by the optimizer that the model is compiled with. The loss is reported.
   *
   * @param name the name that it is reported by
   * @param loss a single number
   * @param layers whose trainable weights change
   * @throws IllegalArgumentException if another call of this method changes one of the weights, or
   *     there are none
   */
  public void minimize(String name, Tensor loss, Layer... layers) {
    if (main == null) {
      throw Fault.of("OwnStep")
          .expected("a loss must have an optimizer")
          .received("\"%s\" without one", name)
          .remedy("Pass it, or compile the model with one.")
          .argument();
    }
    minimize(name, loss, main, layers);
  }

  /**
   * Lowers a loss of all layers that were called, by the optimizer that the model is compiled with.
   * It is reported as {@code "loss"}.
   *
   * @param loss a single number
   * @throws IllegalArgumentException if another call of this method changes one of the weights, or
   *     there are none
   */
  public void minimize(Tensor loss) {
    minimize("loss", loss, called.toArray(Layer[]::new));
  }

  /**
   * Lowers a loss: the optimizer changes the trainable weights of some layers. The loss is
   * reported.
   *
   * @param name the name that it is reported by
   * @param loss a single number
   * @param optimizer changes the weights; one for each call of this method
   * @param layers whose weights change
   * @throws IllegalArgumentException if another call of this method changes one of the weights, or
   *     there are none
   */
  public void minimize(String name, Tensor loss, Optimizer optimizer, Layer... layers) {
    Set<Variable> weights = new LinkedHashSet<>();
    for (Layer layer : layers) {
      weights.addAll(layer.trainableWeights());
    }
    minimize(name, loss, optimizer, List.copyOf(weights));
  }

  /**
   * Lowers a loss: the optimizer changes some weights. The loss is reported.
   *
   * @param name the name that it is reported by
   * @param loss a single number
   * @param optimizer changes the weights; one for each call of this method
   * @param weights what changes, such as {@code layer.trainableWeights()}
   * @throws IllegalArgumentException if another call of this method changes one of the weights, or
   *     there are none; if the optimizer lowers another loss already
   */
  public void minimize(String name, Tensor loss, Optimizer optimizer, List<Variable> weights) {
    report(name, loss);
    if (!isTraining) {
      return;
    }
    if (weights.isEmpty() || weights.stream().anyMatch(changes::containsKey)) {
      throw Fault.of("OwnStep")
          .expected("each loss must change weights of its own")
          .received(
              "\"%s\" with %s weights, of which some change already or there are none",
              name, weights.size())
          .remedy("Add losses of the same weights, and call layers before minimize.")
          .argument();
    }
    if (!optimizers.add(optimizer)) {
      throw Fault.of("OwnStep")
          .expected("each loss must have an optimizer of its own")
          .received("one that lowers another loss already, for \"%s\"", name)
          .remedy("Make a second one, or add the losses.")
          .argument();
    }
    optimizer.build(weights);
    List<Tensor> reads = weights.stream().map(Variable::tensor).toList();
    requireComputed(name, loss, weights);
    List<Tensor> gradients = Gradients.of(optimizer.scaleLoss(loss), reads);
    for (Assignment update : optimizer.update(weights, gradients)) {
      if (weights.contains(update.variable())) {
        changes.put(update.variable(), update.value());
      } else {
        slots.add(update);
      }
    }
  }

  private static void requireComputed(String name, Tensor loss, List<Variable> weights) {
    Set<Variable> read = new HashSet<>();
    for (Node node : Topology.sort(List.of(loss))) {
      if (node.op().isSymbolic()) {
        throw Fault.of("OwnStep")
            .expected("a loss must be computed of the inputs of the step")
            .received("\"%s\" of \"%s\" in a model", name, node.op().name())
            .remedy("Call the model on them: s.call(model, x).")
            .argument();
      }
      if (node.op() instanceof Read of) {
        read.add(of.variable());
      }
    }
    if (Collections.disjoint(read, weights)) {
      throw Fault.of("OwnStep")
          .expected("a loss must depend on the weights that it changes")
          .received(
              "\"%s\", which depends on none of %s",
              name, weights.stream().map(Variable::path).toList())
          .remedy("Name the layers that were called for it, and call them by s.call.")
          .argument();
    }
  }

  /**
   * Lets what is computed from here on see the weights as the losses so far changed them, as in
   * loops of Keras that take one gradient after the other: a generator, say, learns from a
   * discriminator that has learned from the same batch before. Without this all gradients are taken
   * at the weights before the step.
   */
  public void then() {
    Map<Variable, Tensor> fixed = new HashMap<>();
    changes.forEach((weight, value) -> fixed.put(weight, Ops.stopGradient(value)));
    seen = fixed;
  }

  private Tensor valueOf(Variable weight) {
    Tensor changed = seen.get(weight);
    return changed == null ? weight.tensor() : changed;
  }

  /**
   * Reports a number: in {@code fit}, its mean over the rows of the epoch so far.
   *
   * @param name its name in the logs
   * @param value a single number
   * @throws IllegalArgumentException if it is not a single number, or the name is taken
   */
  public void report(String name, Tensor value) {
    if (value.rank() != 0) {
      throw Fault.of("OwnStep")
          .expected("what is reported must be a single number")
          .received("\"%s\" of shape %s", name, value.shape())
          .remedy("Take its mean.")
          .argument();
    }
    if (reported.put(name, value) != null) {
      throw Fault.of("OwnStep")
          .expected("names of what is reported must differ")
          .received("\"%s\" twice", name)
          .remedy("Rename one.")
          .argument();
    }
  }

  /**
   * Reports a metric: in {@code fit}, of the epoch so far.
   *
   * @param metric the metric, which gives the names
   * @param yTrue the targets
   * @param yPred what is compared with them
   */
  public void metric(Metric metric, Tensor yTrue, Tensor yPred) {
    write(metric, yTrue, yPred, null);
  }

  /**
   * Reports a metric of weighted rows: in {@code fit}, of the epoch so far.
   *
   * @param metric the metric, which gives the names
   * @param yTrue the targets
   * @param yPred what is compared with them
   * @param sampleWeight how much each row counts, {@code [rows]}
   */
  public void metric(Metric metric, Tensor yTrue, Tensor yPred, Tensor sampleWeight) {
    write(metric, yTrue, yPred, sampleWeight);
  }

  private void write(Metric metric, Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    metrics.write(metricCount, metric, yTrue, yPred, sampleWeight, metricResults, metricUpdates);
    metricCount++;
  }

  /**
   * Reports a metric: in {@code fit}, of the epoch so far.
   *
   * @param metric the name of the metric, {@code "accuracy"} for the one that fits the shapes
   * @param yTrue the targets
   * @param yPred what is compared with them
   * @throws IllegalArgumentException if the name is unknown
   */
  public void metric(String metric, Tensor yTrue, Tensor yPred) {
    metric(resolve(metric, yTrue, yPred), yTrue, yPred);
  }

  /**
   * Reports a metric of weighted rows: in {@code fit}, of the epoch so far.
   *
   * @param metric the name of the metric, {@code "accuracy"} for the one that fits the shapes
   * @param yTrue the targets
   * @param yPred what is compared with them
   * @param sampleWeight how much each row counts, {@code [rows]}
   * @throws IllegalArgumentException if the name is unknown
   */
  public void metric(String metric, Tensor yTrue, Tensor yPred, Tensor sampleWeight) {
    metric(resolve(metric, yTrue, yPred), yTrue, yPred, sampleWeight);
  }

  private static Metric resolve(String metric, Tensor yTrue, Tensor yPred) {
    return MetricChoice.of(metric).get(0).resolve(yTrue.shape(), yPred.shape(), null);
  }

  /** Requires that all arrays are taken, and that something is reported. */
  void requireComplete() {
    if (inputs.size() != specs.size()) {
      throw Fault.of("OwnStep")
          .expected("there must be one array per input, %s", inputs.size())
          .received(specs.size())
          .remedy("Pass them in the order of the inputs.")
          .argument();
    }
    if (reported.isEmpty()) {
      throw Fault.of("OwnStep")
          .expected("a step must report what it comes to")
          .received("a step without a loss")
          .remedy("Call minimize or report.")
          .argument();
    }
  }

  List<Optimizer> optimizers() {
    return List.copyOf(optimizers);
  }

  /**
   * Compiles the step.
   *
   * @param batches how many of the inputs are filled from batches
   * @param options how it is computed
   */
  Step compile(int batches, PlanOptions options) {
    List<Tensor> results = new ArrayList<>(reported.values());
    results.addAll(metricResults.values());
    Program program = new Program(inputs, results, updates());
    return new Step(
        Plan.compile(program, options),
        batches,
        List.copyOf(reported.keySet()),
        List.copyOf(metricResults.keySet()));
  }

  /** Moving means, totals and counters change, too. */
  List<Assignment> updates() {
    List<Assignment> all = new ArrayList<>(metricUpdates);
    changes.forEach((weight, value) -> all.add(new Assignment(weight, value)));
    all.addAll(slots);
    trace.updates().stream().filter(u -> !changes.containsKey(u.variable())).forEach(all::add);
    if (isTraining) {
      all.add(new Assignment(counter, counter.tensor().plus(1)));
    }
    return all;
  }
}
