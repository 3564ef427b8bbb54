package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.History;
import io.hornbill.callbacks.Logs;
import io.hornbill.callbacks.ProgbarLogger;
import io.hornbill.callbacks.TrainingParameters;
import io.hornbill.data.Batch;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.training.parallel.Collective;
import io.hornbill.training.parallel.CollectiveException;
import io.hornbill.training.parallel.Sharing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains a model by several processes that have a part of each batch each. Gradients are summed up
 * over all of them before each update, so the weights become what {@code fit} on one machine with
 * the same batches makes them, but for the rounding of sums.
 *
 * <pre>{@code
 * try (Collective ring = SocketRing.join(addresses, rank, o -> o.secret(secret))) {
 *   new ParallelFit(model, ring, o -> o.epochs(5).batchSize(256)).fit(x, y);
 * }
 * }</pre>
 *
 * <p>All processes run the same program on the same model. Weights, the optimizer's state and the
 * seeds of layers are those of rank 0.
 */
public final class ParallelFit {
  private final TrainableModel model;
  private final Collective collective;
  private final ParallelOptions options = new ParallelOptions();

  /**
   * Prepares a training.
   *
   * @param model the model, compiled for a loss; one with a step of its own is refused
   * @param collective the processes
   * @param options sets epochs, batch size and more; the same in all processes
   */
  public ParallelFit(
      TrainableModel model, Collective collective, Consumer<ParallelOptions> options) {
    this.model = model;
    this.collective = collective;
    options.accept(this.options);
    if (this.options.localSteps() != 1 && this.options.isSyncBatchNorm()) {
      throw Fault.of("ParallelOptions")
          .expected("syncBatchNorm needs sums in each step")
          .received("localSteps %s", this.options.localSteps())
          .remedy("Leave one of the two.")
          .argument();
    }
  }

  /**
   * Trains on rows that every process has.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @return what every epoch came to, over all processes
   * @throws CollectiveException if any process failed, with the first cause
   */
  public History fit(INDArray x, INDArray y) {
    return fit(new Batch(x, y));
  }

  /**
   * Trains on rows that every process has; each computes on its share of them.
   *
   * @param all data, targets and weights
   * @return what every epoch came to, over all processes
   * @throws CollectiveException if any process failed, with the first cause
   */
  public History fit(Batch all) {
    DataSet data = data(all);
    return run(data, new Sharing(data.rows(), options.batchSize(), collective.size()), true);
  }

  /**
   * Trains on rows of which every process has its share alone, as a {@link Sharing} of as many rows
   * and processes says, in the order of the rows' numbers.
   *
   * @param own data, targets and weights of this process
   * @param rows the number of rows of all processes together
   * @return what every epoch came to, over all processes
   * @throws CollectiveException if any process failed, with the first cause
   */
  public History fitShare(Batch own, long rows) {
    DataSet data = data(own);
    Sharing sharing = new Sharing(rows, options.batchSize(), collective.size());
    int expected = sharing.rowsOf(collective.rank());
    if (data.rows() != expected) {
      throw Fault.of("ParallelFit")
          .expected("rank %s must have %s of %s rows", collective.rank(), expected, rows)
          .received(data.rows())
          .remedy("Share them as Sharing says.")
          .argument();
    }
    return run(data, sharing, false);
  }

  private DataSet data(Batch batch) {
    Trainer trainer = model.trainer("fit", batch.x());
    model.requireNoOwnStep("ParallelFit");
    return new Preparation(model).examples(trainer.builder(), batch);
  }

  private History run(DataSet data, Sharing sharing, boolean whole) {
    return model.training("fit", () -> train(data, sharing, whole));
  }

  private History train(DataSet data, Sharing sharing, boolean whole) {
    History history = new History();
    Director director = director(sharing);
    try (ParallelLoop loop =
        new ParallelLoop(model, collective, options, director, data, sharing, whole)) {
      loop.run(history);
    } catch (RuntimeException e) {
      if (!(e instanceof CollectiveException)) {
        collective.fail(String.format(Locale.ROOT, "rank %d failed: %s", collective.rank(), e));
      }
      throw e;
    }
    return history;
  }

  /** Only rank 0 has callbacks. */
  private Director director(Sharing sharing) {
    Director given = options.director();
    if (given != null) {
      return given;
    }
    List<Callback> callbacks = new ArrayList<>(options.callbacks());
    callbacks.add(new ProgbarLogger());
    if (collective.rank() > 0) {
      callbacks.clear();
    }
    var parameters = new TrainingParameters(options.epochs(), sharing.steps(), options.verbose());
    return new CallbackDirector(model, new CallbackList(callbacks, model, parameters));
  }

  static Logs logs(List<String> names, double[] sums, double rows) {
    Logs logs = new Logs();
    for (int i = 0; i < names.size(); i++) {
      logs.put(names.get(i), sums[i] / rows);
    }
    return logs;
  }
}
