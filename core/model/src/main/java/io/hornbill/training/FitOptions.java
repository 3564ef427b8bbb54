package io.hornbill.training;

import io.hornbill.callbacks.Callback;
import io.hornbill.graph.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a model is fitted.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.batchSize(128).epochs(20).validationSplit(0.1));
 * }</pre>
 */
public final class FitOptions {
  private int batchSize = 32;
  private int epochs = 1;
  private int initialEpoch;
  private int verbose = 1;
  private double validationSplit;
  private @Nullable Validation validation;
  private int validationFreq = 1;
  private @Nullable Integer validationBatchSize;
  private boolean shuffle = true;
  private final Map<Integer, Double> classWeight = new LinkedHashMap<>();
  private List<@Nullable INDArray> sampleWeight = List.of();
  private final List<Callback> callbacks = new ArrayList<>();

  /** The data a model is evaluated on after an epoch. */
  record Validation(List<INDArray> x, List<INDArray> y, List<@Nullable INDArray> weights) {}

  /** Makes options: batches of 32, one epoch. */
  public FitOptions() {}

  /**
   * Sets the number of rows per step; the last batch of an epoch may be smaller.
   *
   * @param batchSize at least 1; 32 by default
   * @return these options
   */
  public FitOptions batchSize(int batchSize) {
    this.batchSize = Checks.positive("fit", "batchSize", batchSize);
    return this;
  }

  /**
   * Sets the number of the last epoch.
   *
   * @param epochs at least 1; 1 by default
   * @return these options
   */
  public FitOptions epochs(int epochs) {
    this.epochs = Checks.positive("fit", "epochs", epochs);
    return this;
  }

  /**
   * Sets the epoch to go on from.
   *
   * @param initialEpoch the number of epochs done before
   * @return these options
   */
  public FitOptions initialEpoch(int initialEpoch) {
    Checks.argument(
        initialEpoch >= 0,
        "fit: initialEpoch must be at least 0. Received: %s. Count the epochs done before.",
        initialEpoch);
    this.initialEpoch = initialEpoch;
    return this;
  }

  /**
   * Sets what is printed.
   *
   * @param verbose 0 for nothing, 1 for a progress bar, 2 for one line per epoch
   * @return these options
   */
  public FitOptions verbose(int verbose) {
    this.verbose = EvaluateOptions.checkVerbose("fit", verbose);
    return this;
  }

  /**
   * Sets the share of rows to validate on: the last ones, taken before shuffling.
   *
   * @param validationSplit in {@code [0, 1)}
   * @return these options
   */
  public FitOptions validationSplit(double validationSplit) {
    this.validationSplit = Checks.inRange("fit", "validationSplit", validationSplit, 0, 1);
    return this;
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x the data
   * @param y the targets
   * @return these options
   */
  public FitOptions validationData(INDArray x, INDArray y) {
    return validationData(List.of(x), List.of(y));
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x the data
   * @param y the targets
   * @param weights how much each row counts
   * @return these options
   */
  public FitOptions validationData(INDArray x, INDArray y, INDArray weights) {
    validation = new Validation(List.of(x), List.of(y), List.of(weights));
    return this;
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x one array per input
   * @param y one array per target
   * @return these options
   */
  public FitOptions validationData(List<INDArray> x, List<INDArray> y) {
    validation = new Validation(List.copyOf(x), List.copyOf(y), List.of());
    return this;
  }

  /**
   * Sets after how many epochs to validate.
   *
   * @param validationFreq 1 for after each epoch
   * @return these options
   */
  public FitOptions validationFreq(int validationFreq) {
    this.validationFreq = Checks.positive("fit", "validationFreq", validationFreq);
    return this;
  }

  /**
   * Sets the number of rows per step of validation.
   *
   * @param validationBatchSize at least 1; the batch size by default
   * @return these options
   */
  public FitOptions validationBatchSize(int validationBatchSize) {
    this.validationBatchSize = Checks.positive("fit", "validationBatchSize", validationBatchSize);
    return this;
  }

  /**
   * Sets whether the rows are put into another order before each epoch.
   *
   * @param shuffle true by default
   * @return these options
   */
  public FitOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * Sets how much the rows of each class count in the loss; sample weights multiply with it.
   *
   * @param classWeight factors by the classes' numbers; 1 for others
   * @return these options
   */
  public FitOptions classWeight(Map<Integer, Double> classWeight) {
    classWeight.values().forEach(weight -> Checks.notNegative("fit", "classWeight", weight));
    this.classWeight.putAll(classWeight);
    return this;
  }

  /**
   * Sets how much each row counts in the loss.
   *
   * @param sampleWeight {@code [rows]}, or {@code [rows, steps]} for each step of a sequence
   * @return these options
   */
  public FitOptions sampleWeight(INDArray sampleWeight) {
    return sampleWeight(List.of(sampleWeight));
  }

  /**
   * Sets how much each row counts in the loss of each target.
   *
   * @param sampleWeight one array per target
   * @return these options
   */
  public FitOptions sampleWeight(List<INDArray> sampleWeight) {
    this.sampleWeight = new ArrayList<>(sampleWeight);
    return this;
  }

  /**
   * Adds callbacks.
   *
   * @param more called in this order, after those added before
   * @return these options
   */
  public FitOptions callbacks(Callback... more) {
    return callbacks(List.of(more));
  }

  /**
   * Adds callbacks.
   *
   * @param more called in this order, after those added before
   * @return these options
   */
  public FitOptions callbacks(List<? extends Callback> more) {
    callbacks.addAll(more);
    return this;
  }

  int batchSize() {
    return batchSize;
  }

  int epochs() {
    return epochs;
  }

  int initialEpoch() {
    return initialEpoch;
  }

  int verbose() {
    return verbose;
  }

  double validationSplit() {
    return validationSplit;
  }

  @Nullable Validation validation() {
    return validation;
  }

  boolean validatesAfter(int epoch) {
    return (epoch + 1) % validationFreq == 0;
  }

  int validationBatchSize() {
    return validationBatchSize == null ? batchSize : validationBatchSize;
  }

  boolean shuffle() {
    return shuffle;
  }

  Map<Integer, Double> classWeight() {
    return classWeight;
  }

  List<@Nullable INDArray> sampleWeight() {
    return sampleWeight;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
