package io.hornbill.training;

import io.hornbill.callbacks.Callback;
import io.hornbill.graph.Checks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a model is evaluated.
 *
 * <pre>{@code
 * Logs scores = model.evaluate(x, y, e -> e.batchSize(256).verbose(0));
 * }</pre>
 */
public final class EvaluateOptions {
  private int batchSize = 32;
  private int verbose = 1;
  private List<@Nullable INDArray> sampleWeight = List.of();
  private final List<Callback> callbacks = new ArrayList<>();

  /** Makes options: batches of 32. */
  public EvaluateOptions() {}

  static int checkVerbose(String owner, int verbose) {
    Checks.argument(
        verbose >= 0 && verbose <= 2,
        "%s: verbose must be 0, 1 or 2. Received: %s. Choose silence, a bar or a line.",
        owner,
        verbose);
    return verbose;
  }

  /**
   * Sets the number of rows per step.
   *
   * @param batchSize at least 1; 32 by default
   * @return these options
   */
  public EvaluateOptions batchSize(int batchSize) {
    this.batchSize = Checks.positive("evaluate", "batchSize", batchSize);
    return this;
  }

  /**
   * Sets what is printed.
   *
   * @param verbose 0 for nothing, 1 for a progress bar, 2 for one line
   * @return these options
   */
  public EvaluateOptions verbose(int verbose) {
    this.verbose = checkVerbose("evaluate", verbose);
    return this;
  }

  /**
   * Sets how much each row counts.
   *
   * @param sampleWeight {@code [rows]}, or {@code [rows, steps]} for each step of a sequence
   * @return these options
   */
  public EvaluateOptions sampleWeight(INDArray sampleWeight) {
    return sampleWeight(List.of(sampleWeight));
  }

  /**
   * Sets how much each row counts for each target.
   *
   * @param sampleWeight one array per target
   * @return these options
   */
  public EvaluateOptions sampleWeight(List<INDArray> sampleWeight) {
    this.sampleWeight = new ArrayList<>(sampleWeight);
    return this;
  }

  /**
   * Adds callbacks.
   *
   * @param more called in this order
   * @return these options
   */
  public EvaluateOptions callbacks(Callback... more) {
    callbacks.addAll(List.of(more));
    return this;
  }

  int batchSize() {
    return batchSize;
  }

  int verbose() {
    return verbose;
  }

  List<@Nullable INDArray> sampleWeight() {
    return sampleWeight;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
