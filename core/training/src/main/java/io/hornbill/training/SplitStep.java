package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.engine.Plan;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A step of training in two halves, between which the gradients may be looked at, changed or
 * exchanged with other processes. Both together do what {@code trainOnBatch} does.
 *
 * <pre>{@code
 * try (SplitStep step = model.splitStep()) {
 *   Logs logs = step.computeGradients(List.of(x), List.of(y));
 *   step.gradients().values().forEach(gradient -> gradient.muli(0.5));
 *   step.applyGradients();
 * }
 * }</pre>
 *
 * <p>Each half is a training of the model: no other thread may train or change it meanwhile, and
 * callbacks of {@code fit} must not call it. The gradients are for the thread that computed them.
 */
public final class SplitStep implements AutoCloseable {
  private static final int KEPT_HALVES = 8;

  private final TrainableModel model;
  private final MetricState metrics = new MetricState();
  private final Map<BatchShapes, StepBuilder.Half> halves = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<List<Variable>, Plan> updates = new LinkedHashMap<>();
  private List<Variable> weights = List.of();
  private @Nullable Plan update;
  private boolean computed;

  SplitStep(TrainableModel model) {
    this.model = model;
  }

  /**
   * Computes loss, metrics and gradients of a batch. What layers change themselves, such as moving
   * averages, is changed; no trained weight is.
   *
   * @param x one array per input, {@code [rows, ...]}
   * @param y one array per target, {@code [rows, ...]}
   * @return losses and metrics of this batch
   * @throws IllegalArgumentException if the arrays do not fit the model
   * @throws IllegalStateException before {@code compile}
   */
  public synchronized Logs computeGradients(List<INDArray> x, List<INDArray> y) {
    return model.training("computeGradients", () -> compute(x, y));
  }

  /**
   * Computes loss, metrics and gradients of a batch of Java's arrays and lists.
   *
   * @param x the data, as {@link TrainableModel#fit(Object, Object)} takes it
   * @param y the targets, likewise
   * @return losses and metrics of this batch
   * @throws IllegalArgumentException if the data do not fit the model
   * @throws IllegalStateException before {@code compile}
   */
  public Logs computeGradients(Object x, Object y) {
    JavaData data = new JavaData(model);
    return computeGradients(data.inputs(x), data.outputs(y));
  }

  private Logs compute(List<INDArray> x, List<INDArray> y) {
    Trainer trainer = model.trainer("computeGradients", x);
    StepBuilder builder = trainer.builder();
    Preparation prepare = new Preparation(model);
    DataSet data = prepare.examples(builder, prepare.batch(x, y, List.of()));
    StepBuilder.Half half = half(builder, data.batch(data.rows()));
    Plan known =
        updates.computeIfAbsent(half.weights(), variables -> builder.buildUpdate(variables));
    metrics.reset();
    Logs logs;
    half.step().take();
    try {
      logs = Trainer.single(half.step(), data);
      for (int i = 0; i < half.weights().size(); i++) {
        known.input(i).assign(half.step().more(i));
      }
    } finally {
      half.step().release();
    }
    weights = half.weights();
    update = known;
    computed = true;
    return logs;
  }

  private StepBuilder.Half half(StepBuilder builder, BatchShapes shapes) {
    StepBuilder.Half half = halves.get(shapes);
    if (half == null) {
      half = builder.buildGradients(shapes, metrics);
      halves.put(shapes, half);
      if (halves.size() > KEPT_HALVES) {
        var oldest = halves.entrySet().iterator();
        oldest.next().getValue().step().close();
        oldest.remove();
      }
    }
    return half;
  }

  /**
   * Returns the gradients of the last batch, scaled by the optimizer's loss scale if it has one.
   *
   * @return the arrays that {@link #applyGradients} reads, by the paths of the weights, in the
   *     order of {@code trainableWeights}; weights that the loss does not depend on are left out
   * @throws IllegalStateException if there are none
   */
  public synchronized Map<String, INDArray> gradients() {
    Plan known = requireComputed();
    Map<String, INDArray> gradients = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      gradients.put(weights.get(i).path(), known.input(i));
    }
    return gradients;
  }

  /**
   * Lets the optimizer change the weights by the gradients.
   *
   * @throws IllegalStateException if no gradients were computed since the last time
   */
  public synchronized void applyGradients() {
    Plan known = requireComputed();
    model.training(
        "applyGradients",
        () -> {
          computed = false;
          model.trainer().optimizer().beforeStep();
          known.run();
          return known;
        });
  }

  private Plan requireComputed() {
    Plan known = update;
    if (!computed || known == null) {
      throw Fault.of("Model \"%s\"", model.name())
          .expected("gradients must be computed before they are used")
          .received("a call without new gradients")
          .remedy("Call computeGradients first.")
          .state();
    }
    return known;
  }

  @Override
  public synchronized void close() {
    computed = false;
    List<StepBuilder.Half> open = new ArrayList<>(halves.values());
    halves.clear();
    open.forEach(half -> half.step().close());
    List<Plan> plans = new ArrayList<>(updates.values());
    updates.clear();
    plans.forEach(Plan::close);
  }
}
