package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.callbacks.Callback;
import io.hornbill.training.parallel.Compression;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a network as a stage of Spark ML: in pipelines, in cross-validation, with Spark's own
 * evaluators. Each {@code fit} begins with the weights of the model that it was given.
 *
 * <pre>{@code
 * var estimator = new HornbillEstimator(model).setNumWorkers(4).setBatchSize(256).setEpochs(5);
 * PipelineModel fitted = new Pipeline().setStages(new PipelineStage[] {assembler, estimator}).fit(rows);
 * }</pre>
 */
public final class HornbillEstimator extends Estimator<HornbillModel>
    implements PredictionParams<HornbillEstimator>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final byte[] network;
  private final ColumnParams columns;
  private final Param<String> labelCol;
  private final StringArrayParam labelCols;
  private final Param<String> weightCol;
  private final Param<String> validationIndicatorCol;
  private final IntParam epochs;
  private final IntParam numWorkers;
  private final IntParam threadsPerWorker;
  private final LongParam seed;
  private final BooleanParam shuffle;
  private final BooleanParam syncBatchNorm;
  private final IntParam localSteps;
  private final Param<String> compression;
  private final Param<String> checkpointDir;
  private final BooleanParam encrypted;
  private final IntParam verbose;
  private transient List<Callback> callbacks = List.of();

  /**
   * Makes an estimator.
   *
   * @param model the compiled model; later changes of it do not matter
   */
  public HornbillEstimator(Model model) {
    this(Identifiable$.MODULE$.randomUID("hornbill"), ModelBytes.of(model));
  }

  HornbillEstimator(String uid, byte[] network) {
    this.uid = uid;
    this.network = network;
    columns = new ColumnParams(this, 32);
    labelCol =
        new Param<>(this, "labelCol", "the column with the targets: numbers, vectors or arrays");
    labelCols =
        new StringArrayParam(
            this, "labelCols", "columns by the outputs' names, of a model of several outputs");
    weightCol =
        new Param<>(this, "weightCol", "the column that says how much rows count; empty for none");
    validationIndicatorCol =
        new Param<>(
            this,
            "validationIndicatorCol",
            "the column that says which rows are for validation; empty for none");
    epochs = new IntParam(this, "epochs", "the number of epochs");
    numWorkers = new IntParam(this, "numWorkers", "the number of tasks that train together");
    threadsPerWorker =
        new IntParam(this, "threadsPerWorker", "the threads of a task; 0 for spark.task.cpus");
    seed = new LongParam(this, "seed", "what shuffling depends on");
    shuffle =
        new BooleanParam(
            this, "shuffle", "whether rows are exchanged between batches in each epoch");
    syncBatchNorm =
        new BooleanParam(
            this,
            "syncBatchNorm",
            "whether batch normalization takes mean and variance over the rows of all workers");
    localSteps =
        new IntParam(
            this,
            "localSteps",
            "after how many steps of their own workers average their weights; 1 for sums of gradients");
    compression =
        new Param<>(
            this, "compression", "the form in which gradients go over the network, none or bf16");
    checkpointDir =
        new Param<>(
            this,
            "checkpointDir",
            "the folder for checkpoints, from which a training goes on; empty for none");
    encrypted =
        new BooleanParam(this, "encrypted", "whether what workers tell each other is encrypted");
    verbose =
        new IntParam(
            this, "verbose", "0 for silence, 1 for a progress bar, 2 for one line per epoch");
    setDefault(labelCol, "label");
    setDefault(labelCols, new String[0]);
    setDefault(weightCol, "");
    setDefault(validationIndicatorCol, "");
    setDefault(epochs, 1);
    setDefault(numWorkers, 1);
    setDefault(threadsPerWorker, 0);
    setDefault(seed, 0L);
    setDefault(shuffle, true);
    setDefault(syncBatchNorm, false);
    setDefault(localSteps, 1);
    setDefault(compression, "none");
    setDefault(checkpointDir, "");
    setDefault(encrypted, true);
    setDefault(verbose, 0);
  }

  @Override
  public ColumnParams columns() {
    return columns;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The model as the bytes of a {@code .keras} file. */
  byte[] network() {
    return network;
  }

  /**
   * Sets the callbacks that run on the driver. They are not saved.
   *
   * @param value none by default
   */
  public HornbillEstimator setCallbacks(Callback... value) {
    callbacks = List.of(value);
    return this;
  }

  /**
   * Returns the parameter {@code labelCol}.
   *
   * @return the column with the targets: numbers, vectors or arrays
   */
  public Param<String> labelCol() {
    return labelCol;
  }

  /**
   * Returns the value of {@code labelCol}.
   *
   * @return the column with the targets: numbers, vectors or arrays
   */
  public String getLabelCol() {
    return getOrDefault(labelCol);
  }

  /**
   * Sets {@code labelCol}.
   *
   * @param value the column with the targets: numbers, vectors or arrays
   */
  public HornbillEstimator setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  /**
   * Returns the parameter {@code labelCols}.
   *
   * @return columns by the outputs' names, of a model of several outputs
   */
  public StringArrayParam labelCols() {
    return labelCols;
  }

  /**
   * Returns the value of {@code labelCols}.
   *
   * @return columns by the outputs' names, of a model of several outputs
   */
  public Map<String, String> getLabelCols() {
    return NamedColumns.read(getOrDefault(labelCols));
  }

  /**
   * Sets {@code labelCols}.
   *
   * @param value columns by the outputs' names, of a model of several outputs
   */
  public HornbillEstimator setLabelCols(Map<String, String> value) {
    set(labelCols, NamedColumns.write(value));
    return this;
  }

  /**
   * Returns the parameter {@code weightCol}.
   *
   * @return the column that says how much rows count; empty for none
   */
  public Param<String> weightCol() {
    return weightCol;
  }

  /**
   * Returns the value of {@code weightCol}.
   *
   * @return the column that says how much rows count; empty for none
   */
  public String getWeightCol() {
    return getOrDefault(weightCol);
  }

  /**
   * Sets {@code weightCol}.
   *
   * @param value the column that says how much rows count; empty for none
   */
  public HornbillEstimator setWeightCol(String value) {
    set(weightCol, value);
    return this;
  }

  /**
   * Returns the parameter {@code validationIndicatorCol}.
   *
   * @return the column that says which rows are for validation; empty for none
   */
  public Param<String> validationIndicatorCol() {
    return validationIndicatorCol;
  }

  /**
   * Returns the value of {@code validationIndicatorCol}.
   *
   * @return the column that says which rows are for validation; empty for none
   */
  public String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol);
  }

  /**
   * Sets {@code validationIndicatorCol}.
   *
   * @param value the column that says which rows are for validation; empty for none
   */
  public HornbillEstimator setValidationIndicatorCol(String value) {
    set(validationIndicatorCol, value);
    return this;
  }

  /**
   * Returns the parameter {@code epochs}.
   *
   * @return the number of epochs
   */
  public IntParam epochs() {
    return epochs;
  }

  /**
   * Returns the value of {@code epochs}.
   *
   * @return the number of epochs
   */
  public int getEpochs() {
    return (Integer) getOrDefault(epochs);
  }

  /**
   * Sets {@code epochs}.
   *
   * @param value the number of epochs
   */
  public HornbillEstimator setEpochs(int value) {
    set(epochs, value);
    return this;
  }

  /**
   * Returns the parameter {@code numWorkers}.
   *
   * @return the number of tasks that train together
   */
  public IntParam numWorkers() {
    return numWorkers;
  }

  /**
   * Returns the value of {@code numWorkers}.
   *
   * @return the number of tasks that train together
   */
  public int getNumWorkers() {
    return (Integer) getOrDefault(numWorkers);
  }

  /**
   * Sets {@code numWorkers}.
   *
   * @param value the number of tasks that train together
   */
  public HornbillEstimator setNumWorkers(int value) {
    set(numWorkers, value);
    return this;
  }

  /**
   * Returns the parameter {@code threadsPerWorker}.
   *
   * @return the threads of a task; 0 for spark.task.cpus
   */
  public IntParam threadsPerWorker() {
    return threadsPerWorker;
  }

  /**
   * Returns the value of {@code threadsPerWorker}.
   *
   * @return the threads of a task; 0 for spark.task.cpus
   */
  public int getThreadsPerWorker() {
    return (Integer) getOrDefault(threadsPerWorker);
  }

  /**
   * Sets {@code threadsPerWorker}.
   *
   * @param value the threads of a task; 0 for spark.task.cpus
   */
  public HornbillEstimator setThreadsPerWorker(int value) {
    set(threadsPerWorker, value);
    return this;
  }

  /**
   * Returns the parameter {@code seed}.
   *
   * @return what shuffling depends on
   */
  public LongParam seed() {
    return seed;
  }

  /**
   * Returns the value of {@code seed}.
   *
   * @return what shuffling depends on
   */
  public long getSeed() {
    return (Long) getOrDefault(seed);
  }

  /**
   * Sets {@code seed}.
   *
   * @param value what shuffling depends on
   */
  public HornbillEstimator setSeed(long value) {
    set(seed, value);
    return this;
  }

  /**
   * Returns the parameter {@code shuffle}.
   *
   * @return whether rows are exchanged between batches in each epoch
   */
  public BooleanParam shuffle() {
    return shuffle;
  }

  /**
   * Returns the value of {@code shuffle}.
   *
   * @return whether rows are exchanged between batches in each epoch
   */
  public boolean getShuffle() {
    return (Boolean) getOrDefault(shuffle);
  }

  /**
   * Sets {@code shuffle}.
   *
   * @param value whether rows are exchanged between batches in each epoch
   */
  public HornbillEstimator setShuffle(boolean value) {
    set(shuffle, value);
    return this;
  }

  /**
   * Returns the parameter {@code syncBatchNorm}.
   *
   * @return whether batch normalization takes mean and variance over the rows of all workers
   */
  public BooleanParam syncBatchNorm() {
    return syncBatchNorm;
  }

  /**
   * Returns the value of {@code syncBatchNorm}.
   *
   * @return whether batch normalization takes mean and variance over the rows of all workers
   */
  public boolean getSyncBatchNorm() {
    return (Boolean) getOrDefault(syncBatchNorm);
  }

  /**
   * Sets {@code syncBatchNorm}.
   *
   * @param value whether batch normalization takes mean and variance over the rows of all workers
   */
  public HornbillEstimator setSyncBatchNorm(boolean value) {
    set(syncBatchNorm, value);
    return this;
  }

  /**
   * Returns the parameter {@code localSteps}.
   *
   * @return after how many steps of their own workers average their weights; 1 for sums of
   *     gradients
   */
  public IntParam localSteps() {
    return localSteps;
  }

  /**
   * Returns the value of {@code localSteps}.
   *
   * @return after how many steps of their own workers average their weights; 1 for sums of
   *     gradients
   */
  public int getLocalSteps() {
    return (Integer) getOrDefault(localSteps);
  }

  /**
   * Sets {@code localSteps}.
   *
   * @param value after how many steps of their own workers average their weights; 1 for sums of
   *     gradients
   */
  public HornbillEstimator setLocalSteps(int value) {
    set(localSteps, value);
    return this;
  }

  /**
   * Returns the parameter {@code compression}.
   *
   * @return the form in which gradients go over the network, none or bf16
   */
  public Param<String> compression() {
    return compression;
  }

  /**
   * Returns the value of {@code compression}.
   *
   * @return the form in which gradients go over the network, none or bf16
   */
  public String getCompression() {
    return getOrDefault(compression);
  }

  /**
   * Sets {@code compression}.
   *
   * @param value the form in which gradients go over the network, none or bf16
   */
  public HornbillEstimator setCompression(String value) {
    set(compression, value);
    return this;
  }

  /**
   * Returns the parameter {@code checkpointDir}.
   *
   * @return the folder for checkpoints, from which a training goes on; empty for none
   */
  public Param<String> checkpointDir() {
    return checkpointDir;
  }

  /**
   * Returns the value of {@code checkpointDir}.
   *
   * @return the folder for checkpoints, from which a training goes on; empty for none
   */
  public String getCheckpointDir() {
    return getOrDefault(checkpointDir);
  }

  /**
   * Sets {@code checkpointDir}.
   *
   * @param value the folder for checkpoints, from which a training goes on; empty for none
   */
  public HornbillEstimator setCheckpointDir(String value) {
    set(checkpointDir, value);
    return this;
  }

  /**
   * Returns the parameter {@code encrypted}.
   *
   * @return whether what workers tell each other is encrypted
   */
  public BooleanParam encrypted() {
    return encrypted;
  }

  /**
   * Returns the value of {@code encrypted}.
   *
   * @return whether what workers tell each other is encrypted
   */
  public boolean getEncrypted() {
    return (Boolean) getOrDefault(encrypted);
  }

  /**
   * Sets {@code encrypted}.
   *
   * @param value whether what workers tell each other is encrypted
   */
  public HornbillEstimator setEncrypted(boolean value) {
    set(encrypted, value);
    return this;
  }

  /**
   * Returns the parameter {@code verbose}.
   *
   * @return 0 for silence, 1 for a progress bar, 2 for one line per epoch
   */
  public IntParam verbose() {
    return verbose;
  }

  /**
   * Returns the value of {@code verbose}.
   *
   * @return 0 for silence, 1 for a progress bar, 2 for one line per epoch
   */
  public int getVerbose() {
    return (Integer) getOrDefault(verbose);
  }

  /**
   * Sets {@code verbose}.
   *
   * @param value 0 for silence, 1 for a progress bar, 2 for one line per epoch
   */
  public HornbillEstimator setVerbose(int value) {
    set(verbose, value);
    return this;
  }

  private SparkOptions options() {
    return new SparkOptions()
        .featuresCol(getFeaturesCol())
        .featuresCols(getFeaturesCols())
        .inputCols(getInputCols())
        .labelCol(getLabelCol())
        .labelCols(getLabelCols())
        .weightCol(getWeightCol())
        .validationIndicatorCol(getValidationIndicatorCol())
        .epochs(getEpochs())
        .batchSize(getBatchSize())
        .numWorkers(getNumWorkers())
        .threadsPerWorker(getThreadsPerWorker())
        .seed(getSeed())
        .shuffle(getShuffle())
        .syncBatchNorm(getSyncBatchNorm())
        .localSteps(getLocalSteps())
        .compression(Compression.valueOf(getCompression().toUpperCase(Locale.ROOT)))
        .checkpointDir(getCheckpointDir())
        .encrypted(getEncrypted())
        .verbose(getVerbose())
        .callbacks(callbacks.toArray(Callback[]::new));
  }

  @Override
  public HornbillModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    try (Model model = ModelBytes.load(network)) {
      SparkTrainer.fit(model, dataset, options());
      HornbillModel fitted = new HornbillModel(uid, ModelBytes.of(model));
      return copyValues(fitted, extractParamMap()).setParent(this);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    try (Model model = ModelBytes.load(network)) {
      RowReader.ofExamples(schema, model, options());
      return PredictionColumns.of(model, this).addTo(schema);
    }
  }

  @Override
  public HornbillEstimator copy(ParamMap extra) {
    return copyValues(new HornbillEstimator(uid, network), extra)
        .setCallbacks(callbacks.toArray(Callback[]::new));
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this, network);
  }

  /**
   * Returns a reader of saved estimators.
   *
   * @return a new reader
   */
  public static MLReader<HornbillEstimator> read() {
    return new NetworkReader<>(HornbillEstimator.class.getName(), HornbillEstimator::new);
  }

  /**
   * Loads a saved estimator.
   *
   * @param path its folder
   * @return the estimator
   */
  public static HornbillEstimator load(String path) {
    return read().load(path);
  }
}
