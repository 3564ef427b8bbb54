package io.hornbill.training;

import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.engine.Arena;
import io.hornbill.engine.Pace;
import java.util.function.Function;

/**
 * The steps of one training or evaluation, for batches of any shapes, on all cores or on one. They
 * share memory, as one runs after the other.
 */
final class Steps {
  private final Arena arena = new Arena();
  private final Pace pace = new Pace();
  private final Lengths lengths;
  private final Pool<Kind, Step> pool;

  /**
   * What a step is for.
   *
   * @param shapes the shapes of its batch
   * @param alone whether it leaves the other cores to others
   */
  private record Kind(BatchShapes shapes, boolean alone) {}

  /**
   * Has none yet.
   *
   * @param builder makes the steps
   * @param training whether they change weights
   * @param metrics the metrics that they add to
   */
  Steps(StepBuilder builder, boolean training, MetricState metrics) {
    lengths = builder.lengths(training, metrics);
    pool =
        new Pool<>(
            Step.ROOM,
            kind -> {
              Step step =
                  builder.build(
                      training, kind.shapes, metrics, o -> o.with(arena).alone(kind.alone));
              return step.at(pace, kind.alone);
            });
  }

  /**
   * Lends a step.
   *
   * @param shapes the shapes of the batch
   * @param use what to do with it
   * @return what this returned
   */
  <T> T with(BatchShapes shapes, Function<Step, T> use) {
    Fitted fitted = lengths.of(shapes);
    Kind kind = new Kind(fitted.shapes(), pace.isAlone());
    Step step;
    try {
      step = pool.lend(kind);
    } catch (RuntimeException failure) {
      if (lengths.refuses(fitted)) {
        return with(shapes, use);
      }
      throw failure;
    }
    try {
      step.filledAs(fitted);
      return use.apply(step);
    } finally {
      pool.giveBack(kind, step);
    }
  }

  /** Makes the step for batches of some shapes, which checks the shapes. */
  void prepare(BatchShapes shapes) {
    with(shapes, step -> true);
  }

  /** Frees all steps that are not in use; they are made anew when they are asked for. */
  void clear() {
    pool.clear();
  }

  /** Frees all steps: now, or when they are no longer in use. */
  void close() {
    pool.close();
  }
}
