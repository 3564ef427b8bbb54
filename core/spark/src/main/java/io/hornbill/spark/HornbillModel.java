package io.hornbill.spark;

import io.hornbill.Model;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Asks a network about each row, as a stage of Spark ML. Each executor loads the model once, and
 * its tasks share it.
 *
 * <pre>{@code
 * Dataset<Row> predicted = model.transform(rows);
 * model.write().overwrite().save(path); // path/data/model.keras opens in Keras
 * }</pre>
 */
public final class HornbillModel extends org.apache.spark.ml.Model<HornbillModel>
    implements MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final byte[] network;
  private final Param<String> featuresCol;
  private final StringArrayParam featuresCols;
  private final StringArrayParam inputCols;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;
  private final StringArrayParam outputCols;
  private final IntParam batchSize;

  /**
   * Makes a stage of a model that is trained already.
   *
   * @param model the model; later changes of it do not matter
   */
  public HornbillModel(Model model) {
    this(Identifiable$.MODULE$.randomUID("hornbill"), ModelBytes.of(model));
  }

  HornbillModel(String uid, byte[] network) {
    this.uid = uid;
    this.network = network;
    featuresCol =
        new Param<>(
            this,
            "featuresCol",
            "the column with the data of a model of one input: numbers, vectors, arrays, or images as bytes");
    featuresCols =
        new StringArrayParam(
            this,
            "featuresCols",
            "columns that stand side by side in the one input; empty for featuresCol");
    inputCols =
        new StringArrayParam(
            this, "inputCols", "columns by the inputs' names, of a model of several inputs");
    predictionCol =
        new Param<>(
            this,
            "predictionCol",
            "takes the prediction: the class of the greatest probability, or the value");
    probabilityCol =
        new Param<>(
            this,
            "probabilityCol",
            "takes the probabilities of the classes as a vector; empty for none");
    outputCols =
        new StringArrayParam(
            this, "outputCols", "take whole outputs as arrays, by the outputs' names");
    batchSize =
        new IntParam(
            this, "batchSize", "the rows of a batch; in training, of all workers together");
    setDefault(featuresCol, "features");
    setDefault(featuresCols, new String[0]);
    setDefault(inputCols, new String[0]);
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(outputCols, new String[0]);
    setDefault(batchSize, 256);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Returns the model itself.
   *
   * @return a new copy
   */
  public Model network() {
    return ModelBytes.load(network);
  }

  /**
   * Returns the parameter {@code featuresCol}.
   *
   * @return the column with the data of a model of one input: numbers, vectors, arrays, or images
   *     as bytes
   */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  /**
   * Returns the value of {@code featuresCol}.
   *
   * @return the column with the data of a model of one input: numbers, vectors, arrays, or images
   *     as bytes
   */
  public String getFeaturesCol() {
    return getOrDefault(featuresCol);
  }

  /**
   * Sets {@code featuresCol}.
   *
   * @param value the column with the data of a model of one input: numbers, vectors, arrays, or
   *     images as bytes
   * @return this
   */
  public HornbillModel setFeaturesCol(String value) {
    set(featuresCol, value);
    return this;
  }

  /**
   * Returns the parameter {@code featuresCols}.
   *
   * @return columns that stand side by side in the one input; empty for featuresCol
   */
  public StringArrayParam featuresCols() {
    return featuresCols;
  }

  /**
   * Returns the value of {@code featuresCols}.
   *
   * @return columns that stand side by side in the one input; empty for featuresCol
   */
  public String[] getFeaturesCols() {
    return getOrDefault(featuresCols);
  }

  /**
   * Sets {@code featuresCols}.
   *
   * @param value columns that stand side by side in the one input; empty for featuresCol
   * @return this
   */
  public HornbillModel setFeaturesCols(String... value) {
    set(featuresCols, value);
    return this;
  }

  /**
   * Returns the parameter {@code inputCols}.
   *
   * @return columns by the inputs' names, of a model of several inputs
   */
  public StringArrayParam inputCols() {
    return inputCols;
  }

  /**
   * Returns the value of {@code inputCols}.
   *
   * @return columns by the inputs' names, of a model of several inputs
   */
  public Map<String, String> getInputCols() {
    return NamedColumns.read(getOrDefault(inputCols));
  }

  /**
   * Sets {@code inputCols}.
   *
   * @param value columns by the inputs' names, of a model of several inputs
   * @return this
   */
  public HornbillModel setInputCols(Map<String, String> value) {
    set(inputCols, NamedColumns.write(value));
    return this;
  }

  /**
   * Returns the parameter {@code predictionCol}.
   *
   * @return takes the prediction: the class of the greatest probability, or the value
   */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /**
   * Returns the value of {@code predictionCol}.
   *
   * @return takes the prediction: the class of the greatest probability, or the value
   */
  public String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  /**
   * Sets {@code predictionCol}.
   *
   * @param value takes the prediction: the class of the greatest probability, or the value
   * @return this
   */
  public HornbillModel setPredictionCol(String value) {
    set(predictionCol, value);
    return this;
  }

  /**
   * Returns the parameter {@code probabilityCol}.
   *
   * @return takes the probabilities of the classes as a vector; empty for none
   */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /**
   * Returns the value of {@code probabilityCol}.
   *
   * @return takes the probabilities of the classes as a vector; empty for none
   */
  public String getProbabilityCol() {
    return getOrDefault(probabilityCol);
  }

  /**
   * Sets {@code probabilityCol}.
   *
   * @param value takes the probabilities of the classes as a vector; empty for none
   * @return this
   */
  public HornbillModel setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  /**
   * Returns the parameter {@code outputCols}.
   *
   * @return take whole outputs as arrays, by the outputs' names
   */
  public StringArrayParam outputCols() {
    return outputCols;
  }

  /**
   * Returns the value of {@code outputCols}.
   *
   * @return take whole outputs as arrays, by the outputs' names
   */
  public Map<String, String> getOutputCols() {
    return NamedColumns.read(getOrDefault(outputCols));
  }

  /**
   * Sets {@code outputCols}.
   *
   * @param value take whole outputs as arrays, by the outputs' names
   * @return this
   */
  public HornbillModel setOutputCols(Map<String, String> value) {
    set(outputCols, NamedColumns.write(value));
    return this;
  }

  /**
   * Returns the parameter {@code batchSize}.
   *
   * @return the rows of a batch; in training, of all workers together
   */
  public IntParam batchSize() {
    return batchSize;
  }

  /**
   * Returns the value of {@code batchSize}.
   *
   * @return the rows of a batch; in training, of all workers together
   */
  public int getBatchSize() {
    return (Integer) getOrDefault(batchSize);
  }

  /**
   * Sets {@code batchSize}.
   *
   * @param value the rows of a batch; in training, of all workers together
   * @return this
   */
  public HornbillModel setBatchSize(int value) {
    set(batchSize, value);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    Model model = network();
    PredictionColumns columns =
        PredictionColumns.of(model, getPredictionCol(), getProbabilityCol(), getOutputCols());
    StructType schema = columns.addTo(rows.schema());
    RowReader reader =
        RowReader.ofInputs(
            rows.schema(), model, getFeaturesCol(), List.of(getFeaturesCols()), getInputCols());
    model.close();
    JavaSparkContext context = new JavaSparkContext(rows.sparkSession().sparkContext());
    Broadcast<byte[]> bytes = context.broadcast(network);
    return rows.mapPartitions(
        new PredictionTask(bytes, reader, columns, getBatchSize()), Encoders.row(schema));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Model model = network();
    RowReader.ofInputs(schema, model, getFeaturesCol(), List.of(getFeaturesCols()), getInputCols());
    StructType result =
        PredictionColumns.of(model, getPredictionCol(), getProbabilityCol(), getOutputCols())
            .addTo(schema);
    model.close();
    return result;
  }

  @Override
  public HornbillModel copy(ParamMap extra) {
    return copyValues(new HornbillModel(uid, network), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this, network);
  }

  /**
   * Returns a reader of saved models.
   *
   * @return a new reader
   */
  public static MLReader<HornbillModel> read() {
    return new NetworkReader<>(HornbillModel.class.getName(), HornbillModel::new);
  }

  /**
   * Loads a saved model.
   *
   * @param path its folder
   * @return the model
   */
  public static HornbillModel load(String path) {
    return read().load(path);
  }
}
