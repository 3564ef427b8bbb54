package io.hornbill.training;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.data.Batch;
import io.hornbill.data.BatchSource;
import io.hornbill.data.JavaArrays;
import io.hornbill.data.internal.arrays.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  private @Nullable Integer batchSize;
  private int epochs = 1;
  private int initialEpoch;
  private int verbose = 1;
  private double validationSplit;
  private @Nullable NamedBatch validation;
  private @Nullable BatchSource validationSource;
  private List<Integer> validationEpochs = List.of();
  private int validationFreq = 1;
  private int stepsPerEpoch;
  private int validationSteps;
  private int prefetch = EvaluateOptions.PREFETCH;
  private @Nullable Integer validationBatchSize;
  private Shuffle shuffle = Shuffle.ROWS;
  private final Map<Integer, Double> classWeight = new LinkedHashMap<>();
  private SampleWeights sampleWeight = SampleWeights.NONE;
  private final List<Callback> callbacks = new ArrayList<>();

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
    if (initialEpoch < 0) {
      throw Fault.of("fit")
          .expected("initialEpoch must be at least 0")
          .received(initialEpoch)
          .remedy("Count the epochs done before.")
          .argument();
    }
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
   * Sets what is printed.
   *
   * @param verbose {@code "auto"}: a progress bar on a terminal, one line per epoch elsewhere
   * @return these options
   */
  public FitOptions verbose(String verbose) {
    this.verbose = EvaluateOptions.verboseNamed("fit", verbose);
    return this;
  }

  /**
   * Sets the number of batches in an epoch. The data goes on in the next epoch where this one
   * stopped, and begins again after its end.
   *
   * @param stepsPerEpoch at least 1; all batches by default
   * @return these options
   */
  public FitOptions stepsPerEpoch(int stepsPerEpoch) {
    this.stepsPerEpoch = Checks.positive("fit", "stepsPerEpoch", stepsPerEpoch);
    return this;
  }

  /**
   * Sets how many batches are read ahead from a {@link BatchSource}, on one other thread.
   *
   * @param prefetch 2 by default; 0 for reading each batch when it is needed, without a thread
   * @return these options
   */
  public FitOptions prefetch(int prefetch) {
    this.prefetch = EvaluateOptions.checkPrefetch("fit", prefetch);
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
   * Sets data to validate on after each epoch, for a step of your own that needs no targets.
   *
   * @param x the data, {@code [rows, ...]}
   * @return these options
   */
  public FitOptions validationData(INDArray x) {
    return validationData(Collections.singletonList(x), List.of());
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x the data
   * @param y the targets
   * @return these options
   */
  public FitOptions validationData(INDArray x, INDArray y) {
    return validationData(Collections.singletonList(x), Collections.singletonList(y));
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
    return validationData(
        Collections.singletonList(x),
        Collections.singletonList(y),
        Collections.singletonList(weights));
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x one array per input
   * @param y one array per target
   * @return these options
   */
  public FitOptions validationData(List<INDArray> x, List<INDArray> y) {
    return validationData(x, y, List.of());
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x one array per input
   * @param y one array per target
   * @param weights how much each row counts: none, one array for all targets, or one per target
   * @return these options
   */
  public FitOptions validationData(List<INDArray> x, List<INDArray> y, List<INDArray> weights) {
    return validationData(NamedBatch.of(new Batch(x, y, weights)));
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x one array per input, by the inputs' names
   * @param y one array per output, by the outputs' names
   * @return these options
   */
  public FitOptions validationData(Map<String, INDArray> x, Map<String, INDArray> y) {
    return validationData(NamedBatch.of(x, y, SampleWeights.NONE));
  }

  /**
   * Sets data to validate on after each epoch; it goes before {@link #validationSplit}.
   *
   * @param x one array per input, by the inputs' names
   * @param y one array per output, by the outputs' names
   * @param weights how much each row counts: one array per output with a target, by the outputs'
   *     names
   * @return these options
   */
  public FitOptions validationData(
      Map<String, INDArray> x, Map<String, INDArray> y, Map<String, INDArray> weights) {
    return validationData(NamedBatch.of(x, y, SampleWeights.byName(weights)));
  }

  /**
   * Sets data in Java's types to validate on after each epoch; it goes before {@link
   * #validationSplit}.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, a list of rows, a list of one of
   *     these per input, or a map of these by the inputs' names
   * @param y the targets: {@code int[]}, {@code float[]}, {@code double[][]} and so on, a list of
   *     one of these per output, or a map of these by the outputs' names
   * @return these options
   */
  public FitOptions validationData(Object x, Object y) {
    return validationData(
        new NamedBatch(
            prepare -> prepare.java().inputs(x),
            prepare -> prepare.java().outputs(y),
            SampleWeights.NONE));
  }

  /**
   * Sets data in Java's types, of rows that count differently, to validate on after each epoch; it
   * goes before {@link #validationSplit}.
   *
   * @param x the data: {@code float[][]}, {@code double[][]}, a list of rows, a list of one of
   *     these per input, or a map of these by the inputs' names
   * @param y the targets: {@code int[]}, {@code float[]}, {@code double[][]} and so on, a list of
   *     one of these per output, or a map of these by the outputs' names
   * @param weights how much each row counts, as {@link #sampleWeight(Object)} takes it
   * @return these options
   */
  public FitOptions validationData(Object x, Object y, Object weights) {
    return validationData(
        new NamedBatch(
            prepare -> prepare.java().inputs(x),
            prepare -> prepare.java().outputs(y),
            SampleWeights.of(weights)));
  }

  private FitOptions validationData(NamedBatch batch) {
    validation = batch;
    validationSource = null;
    return this;
  }

  /**
   * Sets a source to validate on after each epoch, as {@link #validation} does.
   *
   * @param source the batches
   * @return these options
   */
  public FitOptions validationData(BatchSource source) {
    return validation(source);
  }

  /**
   * Sets a source to validate on after each epoch, always from its beginning.
   *
   * @param source the batches
   * @return these options
   */
  public FitOptions validation(BatchSource source) {
    validationSource = source;
    validation = null;
    return this;
  }

  /**
   * Sets how many batches to validate on, the first ones each time.
   *
   * @param validationSteps at least 1; all batches by default
   * @return these options
   */
  public FitOptions validationSteps(int validationSteps) {
    this.validationSteps = Checks.positive("fit", "validationSteps", validationSteps);
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
    validationEpochs = List.of();
    return this;
  }

  /**
   * Sets the epochs to validate after.
   *
   * @param epochs their numbers, from 1
   * @return these options
   */
  public FitOptions validationFreq(List<Integer> epochs) {
    if (epochs.isEmpty() || !epochs.stream().allMatch(epoch -> epoch > 0)) {
      throw Fault.of("fit")
          .expected("validationFreq must list epochs, counted from 1")
          .received(epochs)
          .remedy("Give at least one.")
          .argument();
    }
    validationEpochs = List.copyOf(epochs);
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
   * Sets whether the rows are put into another order before each epoch. A {@link BatchSource} has
   * an order of its own.
   *
   * @param shuffle true by default
   * @return these options
   */
  public FitOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle ? Shuffle.ROWS : Shuffle.NONE;
    return this;
  }

  /**
   * Sets what is put into another order before each epoch.
   *
   * @param shuffle {@code "batch"}: the order of the batches; the rows of a batch stay together
   * @return these options
   */
  public FitOptions shuffle(String shuffle) {
    this.shuffle = Shuffle.named("fit", shuffle);
    return this;
  }

  /**
   * Sets how much the rows of each class count in the loss; sample weights multiply with it.
   *
   * @param classWeight factors by the classes' numbers; 1 for others
   * @return these options
   */
  public FitOptions classWeight(Map<Integer, ? extends Number> classWeight) {
    this.classWeight.putAll(SampleWeights.byClass("fit", classWeight));
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
   * Sets how much each row counts in the loss.
   *
   * @param sampleWeight one number per row
   * @return these options
   */
  public FitOptions sampleWeight(float... sampleWeight) {
    return sampleWeight(JavaArrays.toArray(sampleWeight));
  }

  /**
   * Sets how much each row counts in the loss.
   *
   * @param sampleWeight one number per row
   * @return these options
   */
  public FitOptions sampleWeight(double... sampleWeight) {
    return sampleWeight(JavaArrays.toArray(sampleWeight));
  }

  /**
   * Sets how much each row counts in the loss of each target.
   *
   * @param sampleWeight one array per target
   * @return these options
   */
  public FitOptions sampleWeight(List<INDArray> sampleWeight) {
    this.sampleWeight = SampleWeights.byPlace(sampleWeight);
    return this;
  }

  /**
   * Sets how much each row counts in the loss of each target.
   *
   * @param sampleWeight one array per output with a target, by the outputs' names
   * @return these options
   */
  public FitOptions sampleWeight(Map<String, INDArray> sampleWeight) {
    this.sampleWeight = SampleWeights.byName(sampleWeight);
    return this;
  }

  /**
   * Sets how much each row counts in the loss, in Java's own types.
   *
   * @param sampleWeight {@code float[]}, {@code double[]}, {@code int[]}, a list of numbers, a list
   *     of one of these per target, or a map of these by the outputs' names
   * @return these options
   * @throws IllegalArgumentException if they are no numbers
   */
  public FitOptions sampleWeight(Object sampleWeight) {
    this.sampleWeight = SampleWeights.of(Checks.given("fit", "sampleWeight", sampleWeight));
    return this;
  }

  /**
   * Adds callbacks.
   *
   * @param more called in this order, after those added before
   * @return these options
   */
  public FitOptions callbacks(Callback... more) {
    return callbacks(Arrays.asList(Checks.given("fit", "callbacks", more)));
  }

  /**
   * Adds callbacks.
   *
   * @param more called in this order, after those added before
   * @return these options
   */
  public FitOptions callbacks(List<? extends Callback> more) {
    for (Callback callback : Checks.given("fit", "callbacks", more)) {
      callbacks.add(Checks.given("fit", "each of callbacks", callback));
    }
    return this;
  }

  int batchSize() {
    return batchSize == null ? 32 : batchSize;
  }

  /** Refuses what only arrays can do. */
  void checkForSource() {
    EvaluateOptions.checkForSource("fit", "batchSize", batchSize == null);
    EvaluateOptions.checkForSource("fit", "sampleWeight", sampleWeight.isEmpty());
    EvaluateOptions.checkForSource(
        "fit",
        "validationSplit",
        validationSplit == 0 || validation != null || validationSource != null);
  }

  /** Refuses epochs that data which can be read only once cannot fill. */
  void checkPasses(BatchSource source) {
    checkPasses(source, stepsPerEpoch > 0 ? 1 : epochs - initialEpoch, "epochs");
  }

  private static void checkPasses(BatchSource source, long passes, String what) {
    if (!source.repeats() && passes > 1) {
      throw Fault.of("fit")
          .expected("a source that can be read only once fills one pass")
          .received("%s %s", passes, what)
          .remedy("Give a supplier of iterators, or stepsPerEpoch.")
          .argument();
    }
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

  @Nullable NamedBatch validation() {
    return validation;
  }

  /** The source to validate on; checks that it can do what is asked of it. */
  @Nullable BatchSource validationSource() {
    if (validationSource != null) {
      EvaluateOptions.checkForSource("fit", "validationBatchSize", validationBatchSize == null);
      long passes = IntStream.range(initialEpoch, epochs).filter(this::validatesAfter).count();
      checkPasses(validationSource, passes, "validations");
    }
    return validationSource;
  }

  int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  int validationSteps() {
    return validationSteps;
  }

  int prefetch() {
    return prefetch;
  }

  boolean validatesAfter(int epoch) {
    return validationEpochs.isEmpty()
        ? (epoch + 1) % validationFreq == 0
        : validationEpochs.contains(epoch + 1);
  }

  int validationBatchSize() {
    return validationBatchSize == null ? batchSize() : validationBatchSize;
  }

  Shuffle shuffle() {
    return shuffle;
  }

  Map<Integer, Double> classWeight() {
    return classWeight;
  }

  SampleWeights sampleWeight() {
    return sampleWeight;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
