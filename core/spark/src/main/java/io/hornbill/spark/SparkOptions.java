package io.hornbill.spark;

import io.hornbill.base.Fault;
import io.hornbill.callbacks.Callback;
import io.hornbill.training.parallel.Compression;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model is trained on Spark: which columns it reads, how many workers there are, and for how
 * long. The names are Spark ML's.
 */
public final class SparkOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private String featuresCol = "features";
  private List<String> featuresCols = List.of();
  private LinkedHashMap<String, String> inputCols = new LinkedHashMap<>();
  private String labelCol = "label";
  private LinkedHashMap<String, String> labelCols = new LinkedHashMap<>();
  private String weightCol = "";
  private String validationIndicatorCol = "";
  private int epochs = 1;
  private int batchSize = 32;
  private int numWorkers = 1;
  private int threadsPerWorker;
  private long seed;
  private boolean shuffle = true;
  private boolean syncBatchNorm;
  private int localSteps = 1;
  private Compression compression = Compression.NONE;
  private String checkpointDir = "";
  private int checkpointEvery = 1;
  private boolean encrypted = true;
  private Duration deadline = Duration.ofSeconds(45);
  private int verbose;
  private transient List<Callback> callbacks = List.of();

  /** Makes options: column {@code features} against {@code label}, one worker, one epoch. */
  public SparkOptions() {}

  private static int positive(String name, int value) {
    if (value <= 0) {
      throw Fault.of("SparkOptions")
          .expected("%s must be positive", name)
          .received(value)
          .remedy("Use 1 or more.")
          .argument();
    }
    return value;
  }

  /**
   * Sets the column with the data of a model of one input.
   *
   * @param column numbers, vectors, arrays of numbers, or images as bytes
   */
  public SparkOptions featuresCol(String column) {
    featuresCol = column;
    return this;
  }

  /**
   * Sets columns that stand side by side in the one input, without a {@code VectorAssembler}.
   *
   * @param columns numbers, vectors or arrays of numbers
   */
  public SparkOptions featuresCols(String... columns) {
    featuresCols = List.of(columns);
    return this;
  }

  /**
   * Sets the columns of a model of several inputs.
   *
   * @param columns columns by the inputs' names
   */
  public SparkOptions inputCols(Map<String, String> columns) {
    inputCols = new LinkedHashMap<>(columns);
    return this;
  }

  /**
   * Sets the column with the targets.
   *
   * @param column numbers, vectors or arrays of numbers
   */
  public SparkOptions labelCol(String column) {
    labelCol = column;
    return this;
  }

  /**
   * Sets the columns with the targets of a model of several outputs.
   *
   * @param columns columns by the outputs' names
   */
  public SparkOptions labelCols(Map<String, String> columns) {
    labelCols = new LinkedHashMap<>(columns);
    return this;
  }

  /**
   * Sets the column that says how much rows count.
   *
   * @param column numbers; empty, as by default, if all count alike
   */
  public SparkOptions weightCol(String column) {
    weightCol = column;
    return this;
  }

  /**
   * Sets the column that says which rows are for validation after each epoch.
   *
   * @param column booleans; empty, as by default, for no validation
   */
  public SparkOptions validationIndicatorCol(String column) {
    validationIndicatorCol = column;
    return this;
  }

  /**
   * Sets the number of epochs.
   *
   * @param epochs positive; 1 by default
   */
  public SparkOptions epochs(int epochs) {
    this.epochs = positive("epochs", epochs);
    return this;
  }

  /**
   * Sets the rows of a batch of all workers together.
   *
   * @param batchSize positive; 32 by default
   */
  public SparkOptions batchSize(int batchSize) {
    this.batchSize = positive("batchSize", batchSize);
    return this;
  }

  /**
   * Sets the number of tasks that train together.
   *
   * @param numWorkers positive; 1 by default
   */
  public SparkOptions numWorkers(int numWorkers) {
    this.numWorkers = positive("numWorkers", numWorkers);
    return this;
  }

  /**
   * Sets how many threads a task computes with.
   *
   * @param threads no more than {@code spark.task.cpus}; 0, as by default, for as many
   */
  public SparkOptions threadsPerWorker(int threads) {
    if (threads < 0) {
      throw Fault.of("SparkOptions")
          .expected("threadsPerWorker must not be negative")
          .received(threads)
          .remedy("Use 0 for spark.task.cpus.")
          .argument();
    }
    threadsPerWorker = threads;
    return this;
  }

  /**
   * Sets what shuffling depends on.
   *
   * @param seed 0 by default
   */
  public SparkOptions seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Sets whether rows are exchanged between batches in each epoch.
   *
   * @param shuffle true by default
   */
  public SparkOptions shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * Sets whether batch normalization takes mean and variance over the rows of all workers.
   *
   * @param syncBatchNorm false by default
   */
  public SparkOptions syncBatchNorm(boolean syncBatchNorm) {
    this.syncBatchNorm = syncBatchNorm;
    return this;
  }

  /**
   * Sets after how many steps of their own the workers average their weights.
   *
   * @param localSteps 1, as by default, for sums of gradients in each step
   */
  public SparkOptions localSteps(int localSteps) {
    this.localSteps = positive("localSteps", localSteps);
    return this;
  }

  /**
   * Sets in which form gradients go over the network.
   *
   * @param compression none by default
   */
  public SparkOptions compression(Compression compression) {
    this.compression = compression;
    return this;
  }

  /**
   * Sets where checkpoints are kept: {@code checkpoint-<epoch>.keras}, of which the last is there.
   * A training that finds one goes on from it.
   *
   * @param folder a folder of any file system that Spark knows; empty, as by default, for none
   */
  public SparkOptions checkpointDir(String folder) {
    checkpointDir = folder;
    return this;
  }

  /**
   * Sets after how many epochs a checkpoint is written.
   *
   * @param epochs positive; 1 by default
   */
  public SparkOptions checkpointEvery(int epochs) {
    checkpointEvery = positive("checkpointEvery", epochs);
    return this;
  }

  /**
   * Sets whether what workers tell each other is encrypted.
   *
   * @param encrypted true by default; false is refused where Spark's own traffic is encrypted
   */
  public SparkOptions encrypted(boolean encrypted) {
    this.encrypted = encrypted;
    return this;
  }

  /**
   * Sets how long a worker may be silent before the training is given up or begun anew.
   *
   * @param deadline 45 seconds by default
   */
  public SparkOptions deadline(Duration deadline) {
    this.deadline = deadline;
    return this;
  }

  /**
   * Sets what the driver prints.
   *
   * @param verbose 0, as by default, for silence, 1 for a progress bar, 2 for one line per epoch
   */
  public SparkOptions verbose(int verbose) {
    this.verbose = verbose;
    return this;
  }

  /**
   * Sets the callbacks that run on the driver.
   *
   * @param callbacks none by default
   */
  public SparkOptions callbacks(Callback... callbacks) {
    this.callbacks = List.of(callbacks);
    return this;
  }

  String featuresCol() {
    return featuresCol;
  }

  List<String> featuresCols() {
    return featuresCols;
  }

  Map<String, String> inputCols() {
    return inputCols;
  }

  String labelCol() {
    return labelCol;
  }

  Map<String, String> labelCols() {
    return labelCols;
  }

  String weightCol() {
    return weightCol;
  }

  String validationIndicatorCol() {
    return validationIndicatorCol;
  }

  int epochs() {
    return epochs;
  }

  int batchSize() {
    return batchSize;
  }

  int numWorkers() {
    return numWorkers;
  }

  int threadsPerWorker() {
    return threadsPerWorker;
  }

  long seed() {
    return seed;
  }

  boolean isShuffle() {
    return shuffle;
  }

  boolean isSyncBatchNorm() {
    return syncBatchNorm;
  }

  int localSteps() {
    return localSteps;
  }

  Compression compression() {
    return compression;
  }

  String checkpointDir() {
    return checkpointDir;
  }

  int checkpointEvery() {
    return checkpointEvery;
  }

  boolean isEncrypted() {
    return encrypted;
  }

  Duration deadline() {
    return deadline;
  }

  int verbose() {
    return verbose;
  }

  List<Callback> callbacks() {
    return callbacks;
  }
}
