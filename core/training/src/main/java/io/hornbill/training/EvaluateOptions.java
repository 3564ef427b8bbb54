package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.callbacks.internal.terminal.Console;
import io.hornbill.data.BatchSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  /** How many batches are read ahead unless told otherwise. */
  static final int PREFETCH = 2;

  private @Nullable Integer batchSize;
  private int steps;
  private int prefetch = PREFETCH;
  private int verbose = 1;
  private SampleWeights sampleWeight = SampleWeights.NONE;
  private final List<Callback> callbacks = new ArrayList<>();

  /** Makes options: batches of 32. */
  public EvaluateOptions() {}

  static int checkVerbose(String owner, int verbose) {
    if (verbose < 0 || verbose > 2) {
      throw Fault.of(owner)
          .expected("verbose must be 0, 1 or 2")
          .received(verbose)
          .remedy("Choose silence, a bar or a line.")
          .argument();
    }
    return verbose;
  }

  static int verboseNamed(String owner, String verbose) {
    if (!verbose.equals("auto")) {
      throw Fault.of(owner)
          .expected("verbose must be \"auto\", 0, 1 or 2")
          .received("\"%s\"", verbose)
          .remedy("Choose one.")
          .argument();
    }
    return Console.isTerminal() ? 1 : 2;
  }

  static int checkPrefetch(String owner, int prefetch) {
    if (prefetch < 0) {
      throw Fault.of(owner)
          .expected("prefetch must be at least 0")
          .received(prefetch)
          .remedy("Choose how many batches are read ahead.")
          .argument();
    }
    return prefetch;
  }

  static void checkForSource(String owner, String option, boolean unset) {
    if (!unset) {
      throw Fault.of(owner)
          .expected("%s is for arrays", option)
          .received("it with a BatchSource")
          .remedy("Let the source make the batches as you need them.")
          .argument();
    }
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
   * Sets what is printed.
   *
   * @param verbose {@code "auto"}: a progress bar on a terminal, one line elsewhere
   * @return these options
   */
  public EvaluateOptions verbose(String verbose) {
    this.verbose = verboseNamed("evaluate", verbose);
    return this;
  }

  /**
   * Sets how many batches to evaluate, the first ones.
   *
   * @param steps at least 1; all batches by default
   * @return these options
   */
  public EvaluateOptions steps(int steps) {
    this.steps = Checks.positive("evaluate", "steps", steps);
    return this;
  }

  /**
   * Sets how many batches are read ahead from a {@link BatchSource}, on one other thread.
   *
   * @param prefetch 2 by default; 0 for reading each batch when it is needed, without a thread
   * @return these options
   */
  public EvaluateOptions prefetch(int prefetch) {
    this.prefetch = checkPrefetch("evaluate", prefetch);
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
    this.sampleWeight = SampleWeights.byPlace(sampleWeight);
    return this;
  }

  /**
   * Sets how much each row counts for each target.
   *
   * @param sampleWeight one array per output with a target, by the outputs' names
   * @return these options
   */
  public EvaluateOptions sampleWeight(Map<String, INDArray> sampleWeight) {
    this.sampleWeight = SampleWeights.byName(sampleWeight);
    return this;
  }

  /**
   * Sets how much each row counts, in Java's own types.
   *
   * @param sampleWeight {@code float[]}, {@code double[]}, {@code int[]}, a list of numbers, a list
   *     of one of these per target, or a map of these by the outputs' names
   * @return these options
   * @throws IllegalArgumentException if they are no numbers
   */
  public EvaluateOptions sampleWeight(Object sampleWeight) {
    this.sampleWeight = SampleWeights.of(Checks.given("evaluate", "sampleWeight", sampleWeight));
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
    return batchSize == null ? 32 : batchSize;
  }

  /** Refuses what only arrays can do. */
  void checkForSource() {
    checkForSource("evaluate", "batchSize", batchSize == null);
    checkForSource("evaluate", "sampleWeight", sampleWeight.isEmpty());
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

  SampleWeights sampleWeight() {
    return sampleWeight;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
