package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.feeds.Epochs;
import io.hornbill.data.internal.feeds.Pass;
import io.hornbill.engine.Arena;
import io.hornbill.graph.Guard;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluation at a time uses: steps, and the metrics whose totals they add to. Evaluations
 * at the same time have one each, so none adds to another's totals.
 */
final class Evaluation implements Lent {

  private final Consumer<Step> computed;
  private final MetricState metrics = new MetricState();
  private final Arena arena = new Arena();
  private final Pool<BatchShapes, Step> steps;

  /**
   * Makes room for evaluations.
   *
   * @param builder makes the steps
   * @param computed is told of each step that was computed
   */
  Evaluation(StepBuilder builder, Consumer<Step> computed) {
    this.computed = computed;
    steps = new Pool<>(Step.ROOM, shapes -> builder.build(false, shapes, metrics, arena));
  }

  /** Makes the step for batches of some shapes, which checks the shapes. */
  void prepare(BatchShapes shapes) {
    steps.giveBack(shapes, steps.lend(shapes));
  }

  /** Evaluates one batch. */
  Logs single(DataSet data) {
    BatchShapes shapes = data.batch(data.rows());
    Step step = steps.lend(shapes);
    Guard turn = turn(step);
    try {
      metrics.reset();
      computed.accept(step);
      return Trainer.single(step, data);
    } finally {
      steps.giveBack(shapes, step);
      end(turn);
    }
  }

  /** States go on from batch to batch, so whoever moves them does so for a whole call. */
  private static @Nullable Guard turn(Step step) {
    return step.changesShared() ? step.guard().takeTurn() : null;
  }

  private static void end(@Nullable Guard turn) {
    if (turn != null) {
      turn.endTurn();
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
    Guard turn = null;
    int batch = 0;
    try {
      for (boolean more = data.begin(); more; more = !ends.getAsBoolean() && data.next()) {
        callbacks.onTestBatchBegin(batch, new Logs());
        Pass pass = data.present();
        BatchShapes shapes = pass.shapes();
        Step step = steps.lend(shapes);
        try {
          turn = turn == null ? turn(step) : turn;
          step.compute(pass::copyTo);
          loss.add(step, shapes.rows());
          logs = loss.logs(step);
          computed.accept(step);
        } finally {
          steps.giveBack(shapes, step);
        }
        callbacks.onTestBatchEnd(batch, logs);
        batch++;
      }
    } finally {
      end(turn);
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
