package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.callbacks.Logs;
import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * <p>All gradients are taken at the weights before the step; then all weights change at once. No
 * other thread may train the same layers meanwhile. Gradients of gradients are not taken: a penalty
 * on the gradient by an input, as in WGAN-GP, cannot be written.
 */
public final class OwnStep implements AutoCloseable {
  private static final int KEPT_PLANS = 8;

  private final Consumer<StepDraft> definition;
  private final io.hornbill.graph.Variable counter = StepDraft.newCounter();
  private final Map<List<Shape>, Made> plans = new LinkedHashMap<>(16, 0.75f, true);

  private record Made(Plan plan, StepDraft draft) {}

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
   * @return the losses and what else was reported, by name
   * @throws IllegalArgumentException if there are fewer or more arrays than inputs
   */
  public synchronized Logs run(INDArray... data) {
    List<Shape> shapes = Arrays.stream(data).map(array -> Shape.of(array.shape())).toList();
    Made made = plans.get(shapes);
    if (made == null) {
      made = make(shapes);
      plans.put(shapes, made);
      dropOldest();
    }
    made.draft().beforeStep();
    Plan plan = made.plan();
    plan.take();
    try {
      for (int i = 0; i < data.length; i++) {
        plan.input(i).assign(data[i]);
      }
      plan.run();
      Logs logs = new Logs();
      List<String> names = made.draft().names();
      for (int i = 0; i < names.size(); i++) {
        logs.put(names.get(i), plan.output(i).getDouble(0));
      }
      return logs;
    } finally {
      plan.release();
    }
  }

  private Made make(List<Shape> shapes) {
    StepDraft draft = new StepDraft(shapes, counter);
    definition.accept(draft);
    Checks.argument(
        draft.inputs().size() == shapes.size(),
        "OwnStep: there must be one array per input, %s. Received: %s. Pass them in the order of the inputs.",
        draft.inputs().size(),
        shapes.size());
    Program program = new Program(draft.inputs(), draft.values(), draft.updates());
    return new Made(Plan.compile(program, PlanOptions.DEFAULT), draft);
  }

  private void dropOldest() {
    if (plans.size() > KEPT_PLANS) {
      var oldest = plans.entrySet().iterator();
      oldest.next().getValue().plan().close();
      oldest.remove();
    }
  }

  /** Releases the memory of the plans. */
  @Override
  public synchronized void close() {
    new ArrayList<>(plans.values()).forEach(made -> made.plan().close());
    plans.clear();
  }
}
