package io.hornbill.training;

import io.hornbill.callbacks.Callback;
import io.hornbill.graph.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * How a model predicts.
 *
 * <pre>{@code
 * INDArray p = model.predict(x, o -> o.batchSize(256));
 * }</pre>
 */
public final class PredictOptions {
  private int batchSize = 32;
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
    return batchSize;
  }

  int verbose() {
    return verbose;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
