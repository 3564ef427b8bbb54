package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.JavaArrays;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.engine.PlanOptions;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.optimizers.Optimizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A training step of your own, compiled into a plan as those of {@code fit} are: any number of
 * losses, each lowered by an optimizer of its own that changes the weights of chosen layers.
 *
 * <pre>{@code
 * OwnStep discriminate = new OwnStep(s -> {
 *   Tensor real = s.input();
 *   Tensor noise = s.input();
 *   Tensor onReal = s.call(discriminator, real);
 *   Tensor onFake = s.call(discriminator, s.call(generator, noise));
 *   Tensor loss = mean(softplus(onFake)).plus(mean(softplus(onReal.negated())));
 *   s.minimize("d_loss", loss, discriminatorOptimizer, discriminator);
 * });
 * Logs logs = discriminate.run(images, noise);
 * }</pre>
 *
 * <p>All gradients are taken at the weights before the step, unless the draft says {@code then()};
 * then all weights change at once. Where other threads train the same layers meanwhile, by {@code
 * fit} or by steps of their own, whole steps alternate. A step goes on with the layers of a model
 * that is closed. To train by {@code fit}, with callbacks, validation and sources, give the same
 * definition to {@code model.compile(c -> c.step(…))}.
 *
 * <p>{@code Ops.gradients} of what was called is part of the step, so that a penalty on the
 * gradient by an input, as in WGAN-GP, is lowered like any other loss; poolings alone have no
 * second derivatives.
 */
public final class OwnStep implements AutoCloseable {
  private static final int KEPT_PLANS = 8;

  private final Consumer<StepDraft> definition;
  private final Variable counter = StepDraft.newCounter();
  private final MetricState trained = new MetricState();
  private final MetricState tested = new MetricState();
  private final Map<Key, Made> plans = new LinkedHashMap<>(16, 0.75f, true);

  private boolean defining;

  private record Key(boolean training, List<Shape> shapes) {}

  private record Made(Step step, StepDraft draft) {}

  /**
   * Makes a step.
   *
   * @param definition says what is computed; called anew for each shape of the data
   */
  public OwnStep(Consumer<StepDraft> definition) {
    this.definition = definition;
  }

  /**
   * Runs the step on one batch.
   *
   * @param data one array per {@link StepDraft#input()}, in their order
   * @return the losses and what else was reported of this batch, and the metrics since the last
   *     {@link #resetMetrics()}, by name
   * @throws IllegalArgumentException if there are fewer or more arrays than inputs, or one is null
   *     or was closed
   * @throws IllegalStateException if the step is run within its own definition
   */
  public synchronized Logs run(INDArray... data) {
    return compute(true, ready(data));
  }

  /**
   * Runs the step on one batch of Java's arrays.
   *
   * @param data one {@code float[][]}, {@code int[]}, list of rows … or array of ND4J per {@link
   *     StepDraft#input()}, in their order
   * @return what {@link #run(INDArray...)} returns
   */
  public Logs run(Object... data) {
    // A float[][] alone is one array, and not the list of its rows.
    boolean one = data.getClass().getComponentType().isArray();
    Stream<Object> arrays = one ? Stream.of((Object) data) : Arrays.stream(data);
    return run(arrays.map(JavaArrays::toArray).toArray(INDArray[]::new));
  }

  /**
   * Evaluates one batch: layers are called as in prediction, and nothing is lowered.
   *
   * @param data one array per {@link StepDraft#input()}, in their order
   * @return the losses and what else was reported of this batch, and the metrics since the last
   *     {@link #resetMetrics()}, by name
   * @throws IllegalArgumentException if there are fewer or more arrays than inputs, or one is null
   *     or was closed
   * @throws IllegalStateException if the step is run within its own definition
   */
  public synchronized Logs evaluate(INDArray... data) {
    return compute(false, ready(data));
  }

  /** Begins the totals of the metrics anew, as {@code fit} does with each epoch. */
  public synchronized void resetMetrics() {
    trained.reset();
    tested.reset();
  }

  private List<INDArray> ready(INDArray... data) {
    if (defining) {
      throw Fault.of("OwnStep")
          .expected("a step must be defined before it is run")
          .received("run() within its own definition")
          .remedy("Run it when it has been made.")
          .state();
    }
    if (data == null) {
      throw Fault.of("OwnStep")
          .expected("there must be one array per input")
          .received("null")
          .remedy("Pass them one by one.")
          .argument();
    }
    for (int i = 0; i < data.length; i++) {
      Column.checkOpen("OwnStep", "input " + i, data[i]);
    }
    return List.of(data);
  }

  private Logs compute(boolean training, List<INDArray> data) {
    Key key = new Key(training, data.stream().map(array -> Shape.of(array.shape())).toList());
    Made made = plans.get(key);
    if (made == null) {
      made = make(key);
      plans.put(key, made);
      dropOldest();
    }
    made.draft().optimizers().forEach(Optimizer::beforeStep);
    Step step = made.step();
    step.take();
    try {
      for (int i = 0; i < data.size(); i++) {
        step.moreInput(i).assign(data.get(i));
      }
      step.run();
      Logs logs = new Logs();
      List<String> names = step.lossNames();
      for (int i = 0; i < names.size(); i++) {
        logs.put(names.get(i), step.loss(i));
      }
      step.logMetrics(logs);
      return logs;
    } finally {
      step.release();
    }
  }

  private Made make(Key key) {
    List<Spec> specs = key.shapes().stream().map(shape -> new Spec(DataType.FLOAT, shape)).toList();
    MetricState metrics = key.training() ? trained : tested;
    StepDraft draft =
        new StepDraft(specs, counter, key.training(), null, metrics, Layer::isTrainable);
    defining = true;
    try {
      draft.write(definition);
    } finally {
      defining = false;
    }
    draft.requireComplete();
    return new Made(draft.compile(0, PlanOptions.DEFAULT), draft);
  }

  private void dropOldest() {
    if (plans.size() > KEPT_PLANS) {
      var oldest = plans.entrySet().iterator();
      oldest.next().getValue().step().close();
      oldest.remove();
    }
  }

  /** Releases the memory of the plans. */
  @Override
  public synchronized void close() {
    plans.values().forEach(made -> made.step().close());
    plans.clear();
  }
}
