package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.callbacks.Callback;
import io.hornbill.data.BatchSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model predicts.
 *
 * <pre>{@code
 * INDArray p = model.predict(x, o -> o.batchSize(256));
 * }</pre>
 */
public final class PredictOptions {
  /** How many rows a batch has by default. */
  static final int ROWS = 32;

  private @Nullable Integer batchSize;
  private int steps;
  private int prefetch = EvaluateOptions.PREFETCH;
  private int verbose;
  private final List<Callback> callbacks = new ArrayList<>();

  /** Makes options: batches of 32, nothing printed. */
  public PredictOptions() {}

  /**
   * Sets the number of rows that are computed at once.
   *
   * @param batchSize at least 1; 32 by default
   * @return these options
   */
  public PredictOptions batchSize(int batchSize) {
    this.batchSize = Checks.positive("predict", "batchSize", batchSize);
    return this;
  }

  /**
   * Sets what is printed.
   *
   * @param verbose 0 for nothing, 1 for a progress bar, 2 for one line
   * @return these options
   */
  public PredictOptions verbose(int verbose) {
    this.verbose = EvaluateOptions.checkVerbose("predict", verbose);
    return this;
  }

  /**
   * Sets what is printed.
   *
   * @param verbose {@code "auto"}: a progress bar on a terminal, one line elsewhere
   * @return these options
   */
  public PredictOptions verbose(String verbose) {
    this.verbose = EvaluateOptions.verboseNamed("predict", verbose);
    return this;
  }

  /**
   * Sets how many batches to predict from, the first ones.
   *
   * @param steps at least 1; all batches by default
   * @return these options
   */
  public PredictOptions steps(int steps) {
    this.steps = Checks.positive("predict", "steps", steps);
    return this;
  }

  /**
   * Sets how many batches are read ahead from a {@link BatchSource}, on one other thread.
   *
   * @param prefetch 2 by default; 0 for reading each batch when it is needed, without a thread
   * @return these options
   */
  public PredictOptions prefetch(int prefetch) {
    this.prefetch = EvaluateOptions.checkPrefetch("predict", prefetch);
    return this;
  }

  /**
   * Adds callbacks.
   *
   * @param more called in this order
   * @return these options
   */
  public PredictOptions callbacks(Callback... more) {
    callbacks.addAll(List.of(more));
    return this;
  }

  int batchSize() {
    return batchSize == null ? ROWS : batchSize;
  }

  /** Refuses what only arrays can do. */
  void checkForSource() {
    EvaluateOptions.checkForSource("predict", "batchSize", batchSize == null);
  }

  int steps() {
    return steps;
  }

  int prefetch() {
    return prefetch;
  }

  int verbose() {
    return verbose;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
