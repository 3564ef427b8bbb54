package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Pass;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What one evaluation at a time uses: steps, and the metrics whose totals they add to. Evaluations
 * at the same time have one each, so none adds to another's totals.
 */
final class Evaluation implements Lent {

  private final Consumer<Step> computed;
  private final MetricState metrics = new MetricState();
  private final Steps steps;

  /**
   * Makes room for evaluations.
   *
   * @param builder makes the steps
   * @param computed is told of each step that was computed
   */
  Evaluation(StepBuilder builder, Consumer<Step> computed) {
    this.computed = computed;
    steps = new Steps(builder, false, metrics);
  }

  /** Makes the step for batches of some shapes, which checks the shapes. */
  void prepare(BatchShapes shapes) {
    steps.prepare(shapes);
  }

  /** Evaluates one batch. */
  Logs single(DataSet data) {
    BatchShapes shapes = data.batch(data.rows());
    try (Turn turn = new Turn()) {
      return steps.with(
          shapes,
          step -> {
            turn.take(step.changesShared(), step.guard());
            metrics.reset();
            computed.accept(step);
            return Trainer.single(step, data);
          });
    }
  }

  /**
   * Evaluates an epoch of batches.
   *
   * @param data the batches
   * @param callbacks are told
   * @param ends says after a batch whether it was the last one
   * @return losses and metrics
   */
  Logs run(Epochs data, CallbackList callbacks, BooleanSupplier ends) {
    Logs logs = new Logs();
    boolean done = false;
    try {
      data.restart();
      callbacks.onTestBegin(new Logs());
      logs = batches(data, callbacks, ends);
      done = true;
    } finally {
      Logs reached = logs;
      Closing.run(callbacks, done, callback -> callback.onTestEnd(reached));
    }
    return logs;
  }

  private Logs batches(Epochs data, CallbackList callbacks, BooleanSupplier ends) {
    RunningLoss loss = new RunningLoss();
    metrics.reset();
    Logs logs = new Logs();
    int batch = 0;
    try (Turn turn = new Turn()) {
      for (boolean more = data.begin(); more; more = !ends.getAsBoolean() && data.next()) {
        callbacks.onTestBatchBegin(batch, new Logs());
        Pass pass = data.present();
        logs =
            steps.with(
                pass.shapes(),
                step -> {
                  turn.take(step.changesShared(), step.guard());
                  step.compute(pass::copyTo);
                  loss.add(step, pass.shapes().rows());
                  computed.accept(step);
                  return loss.logs(step);
                });
        callbacks.onTestBatchEnd(batch, logs);
        batch++;
      }
    }
    return logs;
  }

  @Override
  public void take() {}

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public long allBytes() {
    return 0;
  }

  @Override
  public void release() {}

  @Override
  public void close() {
    steps.close();
  }
}
