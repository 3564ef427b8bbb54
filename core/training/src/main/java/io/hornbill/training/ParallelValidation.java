package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import io.hornbill.data.Batch;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.engine.Arena;
import io.hornbill.training.parallel.Collective;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evaluation after an epoch, of which each process does its part. */
final class ParallelValidation implements AutoCloseable {
  private static final int BATCH = 256;

  private final StepBuilder builder;
  private final Collective collective;
  private final MetricState metrics = new MetricState();
  private final Arena arena = new Arena();
  private final Map<BatchShapes, Step> steps = new LinkedHashMap<>();
  private final @Nullable DataSet data;
  private final DataSet stand;

  private ParallelValidation(
      StepBuilder builder, Collective collective, @Nullable DataSet data, DataSet stand) {
    this.builder = builder;
    this.collective = collective;
    this.data = data;
    this.stand = stand;
  }

  static @Nullable ParallelValidation of(
      TrainableModel model, Collective collective, ParallelOptions options, DataSet stand) {
    Batch given = options.validation();
    if (given == null) {
      return null;
    }
    StepBuilder builder = model.trainer().builder();
    boolean empty = given.x().isEmpty() || given.x().get(0).isEmpty();
    DataSet data = empty ? null : new Preparation(model).examples(builder, given);
    return new ParallelValidation(builder, collective, data, stand);
  }

  /** Losses and metrics over the rows of all processes. */
  Logs run() {
    metrics.reset();
    DataSet own = data;
    double[] sums = new double[builder.lossCount() + 1];
    Step last = own == null ? withoutRows() : null;
    for (int from = 0; own != null && from < own.rows(); from += BATCH) {
      int count = Math.min(BATCH, own.rows() - from);
      last = step(own.batch(count));
      own.copyTo(last.inputs(), from, count);
      last.run();
      for (int i = 0; i < sums.length - 1; i++) {
        sums[i] += count * last.loss(i);
      }
      sums[sums.length - 1] += count;
    }
    collective.allReduce("validation", sums);
    Logs logs =
        last == null ? new Logs() : ParallelFit.logs(last.lossNames(), sums, sums[sums.length - 1]);
    MetricSums.addTo(logs, metrics, collective);
    return logs;
  }

  /** Metrics know their totals once a step was made. */
  private Step withoutRows() {
    Step step = step(stand.batch(1));
    metrics.reset();
    return step;
  }

  private Step step(BatchShapes shapes) {
    return steps.computeIfAbsent(
        shapes, known -> builder.build(false, known, metrics, o -> o.with(arena)));
  }

  @Override
  public void close() {
    steps.values().forEach(Step::close);
  }
}
