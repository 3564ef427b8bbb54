package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.graph.internal.Substitution;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.layers.Trace;
import io.hornbill.losses.Loss;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes the graph of a step: forward, losses, regularizers, gradients, the optimizer's update and
 * the metrics, all in one plan.
 */
final class StepBuilder {
  private final Network network;
  private final CompileOptions compiled;
  private final Optimizer optimizer;
  private final @Nullable Consumer<StepDraft> own;
  private final Set<Optimizer> optimizers = new LinkedHashSet<>();
  private final @Nullable Optimizer main;
  private final StepOptimizers saved;
  private final PlanOptions options;
  private final PlanOptions trainOptions;
  private final List<OutputTask> outputs;
  private final List<OutputTask> tasks = new ArrayList<>();
  private final List<Integer> targets = new ArrayList<>();
  private final List<Variable> trainable;
  private final IdentityHashMap<Layer, Boolean> trained = new IdentityHashMap<>();
  private final Set<Variable> changed = new LinkedHashSet<>();

  /** The threads that are building a step, which must not ask for another one meanwhile. */
  private final Set<Thread> building = ConcurrentHashMap.newKeySet();

  private final Variable step = new Variable("step", Nd4j.scalar(0.0));

  /** Remembers which layers are frozen now, so that all plans agree. */
  StepBuilder(Network network, CompileOptions compile) {
    this.network = network;
    this.compiled = compile;
    this.optimizer = compile.optimizer();
    this.own = compile.step();
    this.main = compile.isOptimizerChosen() ? optimizer : null;
    this.saved = new StepOptimizers(network, main);
    this.options = new PlanOptions(compile.bfloat16(network));
    this.trainOptions = options.recomputing(compile.remat().nodes(network));
    this.outputs =
        own != null
            ? List.of()
            : compile.tasks("Model \"" + network.name() + "\"", network.outputNames());
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).hasTarget()) {
        tasks.add(outputs.get(i));
        targets.add(i);
      }
    }
    trainable = own != null ? List.of() : network.trainableWeights();
    if (own == null) {
      optimizers.add(optimizer);
    }
    remember(network, "");
  }

  /** As in Keras, functional models leave no trace in the paths of variables. */
  private void remember(Layer layer, String around) {
    boolean seen = trained.put(layer, layer.isTrainable()) != null;
    boolean functional = layer instanceof Network known && known.isFunctional();
    String path = functional ? around : around + layer.name() + "/";
    if (!seen) {
      layer.ownVariables().forEach(weight -> weight.setPath(path + weight.name()));
    }
    layer.sublayers().forEach(inner -> remember(inner, path));
  }

  /** Whether steps are the user's own, which take any data. */
  boolean isOwnStep() {
    return own != null;
  }

  /** The optimizers of the steps that were built. */
  synchronized List<Optimizer> optimizers() {
    return List.copyOf(optimizers);
  }

  /** The optimizers of a step of the user's own, as files know them. */
  StepOptimizers saved() {
    return saved;
  }

  /** What the outputs with targets are trained for. */
  List<OutputTask> tasks() {
    return tasks;
  }

  /** The places of the outputs with targets. */
  List<Integer> targets() {
    return targets;
  }

  /** What is trained, as of the last compile. */
  List<Variable> trainable() {
    return trainable;
  }

  /** What steps of training change, once one was built. */
  Set<Variable> changed() {
    return changed;
  }

  Variable step() {
    return step;
  }

  /** The graph before it is compiled. */
  private static final class Draft {
    final List<Tensor> inputs = new ArrayList<>();
    final List<Tensor> losses = new ArrayList<>();
    final List<String> lossNames = new ArrayList<>();
    final List<Assignment> updates = new ArrayList<>();
    Map<String, Tensor> metrics = Map.of();
  }

  /**
   * Compiles a step.
   *
   * @param training whether weights change
   * @param shapes the shapes of the batch
   * @param metrics the metrics and their totals
   * @param how says how the step is computed
   */
  Step build(
      boolean training, BatchShapes shapes, MetricState metrics, UnaryOperator<PlanOptions> how) {
    if (!building.add(Thread.currentThread())) {
      throw Fault.of("Model \"%s\"", network.name())
          .expected("what a step is made of must not train or evaluate the model")
          .received("a call of it within a loss, a metric or a layer")
          .remedy("Use the tensors that are given.")
          .state();
    }
    try {
      Consumer<StepDraft> definition = own;
      return definition != null
          ? buildOwn(definition, training, shapes, metrics, how)
          : buildFitted(training, shapes, metrics, how);
    } finally {
      building.remove(Thread.currentThread());
    }
  }

  /** For which lengths of sequences there are steps; the user's own ones are for their own. */
  Lengths lengths(boolean training, MetricState metrics) {
    return new Lengths(
        isOwnStep() ? List::of : network::starts,
        shapes -> write(new Draft(), training, shapes, metrics));
  }

  private Step buildFitted(
      boolean training, BatchShapes shapes, MetricState metrics, UnaryOperator<PlanOptions> how) {
    Draft draft = new Draft();
    Program program = write(draft, training, shapes, metrics);
    return compiled(program, draft, how.apply(training ? trainOptions : options));
  }

  private Program write(Draft draft, boolean training, BatchShapes shapes, MetricState metrics) {
    Trace trace = new Trace(training, step.tensor(), this::isTrained);
    Tensor total = forward(draft, trace, shapes, metrics, null);
    draft.updates.addAll(trace.updates());
    if (training) {
      train(draft, trace, total);
    }
    List<Tensor> results = new ArrayList<>(draft.losses);
    results.addAll(draft.metrics.values());
    if (training) {
      draft.updates.forEach(update -> changed.add(update.variable()));
    }
    return new Program(draft.inputs, results, draft.updates);
  }

  private Step buildOwn(
      Consumer<StepDraft> definition,
      boolean training,
      BatchShapes shapes,
      MetricState metrics,
      UnaryOperator<PlanOptions> how) {
    List<Spec> specs = new ArrayList<>();
    shapes.x().forEach(shape -> specs.add(new Spec(network.dataType(), shape)));
    shapes.y().forEach(shape -> specs.add(new Spec(network.dataType(), shape)));
    StepDraft draft = new StepDraft(specs, step, training, main, metrics, this::isTrained);
    draft.write(definition);
    draft.requireComplete();
    List<Assignment> updates = draft.updates();
    synchronized (this) {
      optimizers.addAll(draft.optimizers());
    }
    saved.add(draft.optimizers());
    draft.optimizers().stream().findFirst().ifPresent(compiled::lowersBy);
    if (training) {
      updates.forEach(update -> changed.add(update.variable()));
    }
    return draft.compile(specs.size(), how.apply(training ? trainOptions : options));
  }

  /** The first half of a training step, and which of the trained weights it has gradients for. */
  record Half(Step step, List<Variable> weights) {}

  /**
   * Compiles the first half of a training step. It computes losses, metrics and gradients, and
   * updates what layers change themselves, but no trained weight.
   *
   * @param shapes the shapes of the batch
   * @param metrics the metrics and their totals
   * @return the step; its outputs behind the metrics are the gradients
   */
  Half buildGradients(BatchShapes shapes, MetricState metrics) {
    return buildGradients(shapes, metrics, null);
  }

  /**
   * Compiles the first half of a training step on a share of a batch. Its losses are what the share
   * adds to those of the whole batch.
   *
   * @param shapes the shapes of the share
   * @param metrics the metrics and their totals
   * @param share which share; null for a whole batch
   * @return the step; its inputs behind the data are those of the share
   */
  Half buildGradients(BatchShapes shapes, MetricState metrics, @Nullable ShareGraph share) {
    Draft draft = new Draft();
    Trace trace = new Trace(true, step.tensor(), this::isTrained);
    if (share != null) {
      trace.share(share.batchShare(shapes.rows()));
    }
    Tensor total = forward(draft, trace, shapes, metrics, share);
    draft.updates.addAll(trace.updates());
    draft.updates.add(new Assignment(step, step.tensor().plus(1)));
    List<Tensor> results = new ArrayList<>(draft.losses);
    results.addAll(draft.metrics.values());
    List<Variable> flowing = new ArrayList<>();
    if (!trainable.isEmpty()) {
      List<Tensor> gradients = gradients(total);
      for (int i = 0; i < gradients.size(); i++) {
        if (!Gradients.isZero(gradients.get(i))) {
          flowing.add(trainable.get(i));
          results.add(gradients.get(i));
        }
      }
    }
    List<Tensor> inputs = new ArrayList<>(draft.inputs);
    if (share != null) {
      inputs.addAll(share.inputs());
    }
    draft.updates.forEach(update -> changed.add(update.variable()));
    Program program = new Program(inputs, results, draft.updates);
    return new Half(compiled(program, draft, trainOptions), flowing);
  }

  /**
   * Compiles the second half of a training step.
   *
   * @param weights the weights that there are gradients for; the loss does not depend on others
   * @return a plan whose inputs are the gradients
   */
  Plan buildUpdate(List<Variable> weights) {
    buildOptimizer();
    Map<Variable, Tensor> given = new LinkedHashMap<>();
    for (Variable weight : weights) {
      Spec spec = new Spec(weight.dataType(), weight.shape());
      given.put(weight, Ops.placeholder("gradient", spec));
    }
    List<Tensor> gradients = new ArrayList<>();
    for (Variable weight : trainable) {
      Tensor known = given.get(weight);
      gradients.add(
          known != null ? known : Ops.fill(0, new Spec(weight.dataType(), weight.shape())));
    }
    List<Assignment> updates = optimizer.update(trainable, gradients);
    updates.forEach(update -> changed.add(update.variable()));
    return Plan.compile(new Program(List.copyOf(given.values()), List.of(), updates), options);
  }

  private List<Tensor> gradients(Tensor total) {
    List<Tensor> reads = trainable.stream().map(Variable::tensor).toList();
    return Gradients.of(optimizer.scaleLoss(total), reads);
  }

  private static Step compiled(Program program, Draft draft, PlanOptions options) {
    return new Step(
        Plan.compile(program, options),
        draft.inputs.size(),
        draft.lossNames,
        List.copyOf(draft.metrics.keySet()));
  }

  private boolean isTrained(Layer layer) {
    return trained.getOrDefault(layer, layer.isTrainable());
  }

  private Tensor input(Draft draft, String name, Shape shape) {
    Tensor tensor = Ops.placeholder(name, new Spec(network.dataType(), shape));
    draft.inputs.add(tensor);
    return tensor;
  }

  /** The number of the losses that are reported: their sum, and each if there are several. */
  int lossCount() {
    int losses = (int) tasks.stream().filter(task -> task.loss() != null).count();
    return losses > 1 ? losses + 1 : 1;
  }

  private Tensor forward(
      Draft draft,
      Trace trace,
      BatchShapes shapes,
      MetricState metrics,
      @Nullable ShareGraph share) {
    List<Tensor> xs = new ArrayList<>();
    shapes.x().forEach(shape -> xs.add(input(draft, "x", shape)));
    List<Tensor> ys = new ArrayList<>();
    shapes.y().forEach(shape -> ys.add(input(draft, "y", shape)));
    List<@Nullable Tensor> weights = new ArrayList<>();
    for (Shape shape : shapes.weights()) {
      weights.add(shape == null ? null : input(draft, "sampleWeight", shape));
    }
    List<Tensor> all = trace.runPlanned(network, xs);
    List<Tensor> predictions = targets.stream().map(all::get).toList();
    List<@Nullable Tensor> masks = new ArrayList<>();
    predictions.forEach(prediction -> masks.add(trace.mask(prediction)));
    Tensor total = losses(draft, ys, predictions, weights, masks, share);
    for (Tensor more : trace.losses()) {
      total = total.plus(share == null ? more : share.ofData(more));
    }
    total = penalties(total, share);
    draft.losses.add(0, total);
    draft.lossNames.add(0, "loss");
    draft.metrics =
        metrics.write(outputs.size() > 1, tasks, ys, predictions, weights, masks, draft.updates);
    return total;
  }

  private Tensor losses(
      Draft draft,
      List<Tensor> ys,
      List<Tensor> predictions,
      List<@Nullable Tensor> weights,
      List<@Nullable Tensor> masks,
      @Nullable ShareGraph share) {
    Tensor total = Ops.constant(0, network.dataType());
    boolean severalLosses = tasks.stream().filter(task -> task.loss() != null).count() > 1;
    for (int i = 0; i < tasks.size(); i++) {
      OutputTask task = tasks.get(i);
      Loss loss = task.loss();
      if (loss == null) {
        continue;
      }
      Tensor value = loss.reduced(ys.get(i), predictions.get(i), weights.get(i), masks.get(i));
      if (value.rank() != 0) {
        throw Fault.of("Model \"%s\"", network.name())
            .expected("a loss must reduce to one number to be trained")
            .received("shape %s from %s", value.shape(), loss.name())
            .remedy("Set its reduction.")
            .argument();
      }
      if (share != null) {
        value =
            share.of(i, loss, value, ys.get(i), predictions.get(i), weights.get(i), masks.get(i));
      }
      if (severalLosses) {
        draft.losses.add(value);
        draft.lossNames.add(task.name() + "_loss");
      }
      total = total.plus(task.weight() == 1 ? value : value.times(task.weight()));
    }
    return total;
  }

  private Tensor penalties(Tensor loss, @Nullable ShareGraph share) {
    Tensor total = loss;
    for (Variable weight : trainable) {
      var regularizer = weight.regularizer();
      if (regularizer != null) {
        Tensor penalty = regularizer.apply(weight.tensor());
        total = total.plus(share == null ? penalty : share.ofWeights(penalty));
      }
    }
    return total;
  }

  /** Makes the optimizer's slots, and returns all that it remembers. */
  List<Variable> buildOptimizer() {
    if (own != null) {
      return optimizers().stream().flatMap(one -> one.variables().stream()).toList();
    }
    synchronized (optimizer) { // who saves a model makes them, and so does who trains it
      return trainable.isEmpty() ? optimizer.variables() : optimizer.build(trainable);
    }
  }

  /** Weights that layers change themselves are trained from what they changed them to. */
  private void train(Draft draft, Trace trace, Tensor total) {
    draft.updates.add(new Assignment(step, step.tensor().plus(1)));
    if (trainable.isEmpty()) {
      return;
    }
    buildOptimizer();
    List<Tensor> gradients = gradients(total);
    Map<Variable, Tensor> changed = new HashMap<>();
    trainable.forEach(weight -> changed.put(weight, trace.value(weight)));
    draft.updates.removeIf(update -> changed.containsKey(update.variable()));
    draft.updates.addAll(
        Substitution.during(changed, () -> optimizer.update(trainable, gradients)));
  }

  /** A plan that only predicts. */
  static Program prediction(Network network, Trace trace, List<Shape> shapes) {
    List<Tensor> xs = new ArrayList<>();
    for (Shape shape : shapes) {
      xs.add(Ops.placeholder("x", new Spec(network.dataType(), shape)));
    }
    return new Program(xs, trace.runPlanned(network, xs), trace.updates());
  }
}
