package io.hornbill.spark;

import io.hornbill.Model;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
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
    implements PredictionParams<HornbillModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final byte[] network;
  private final ColumnParams columns;

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
    columns = new ColumnParams(this, 256);
  }

  @Override
  public ColumnParams columns() {
    return columns;
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

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    PredictionColumns outputs;
    RowReader reader;
    try (Model model = network()) {
      outputs = PredictionColumns.of(model, this);
      reader = inputs(model, rows.schema());
    }
    StructType schema = outputs.addTo(rows.schema());
    JavaSparkContext context = new JavaSparkContext(rows.sparkSession().sparkContext());
    Broadcast<byte[]> bytes = context.broadcast(network);
    return InternalRows.map(
        rows, schema, new PredictionTask(bytes, reader, outputs, getBatchSize()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    try (Model model = network()) {
      inputs(model, schema);
      return PredictionColumns.of(model, this).addTo(schema);
    }
  }

  private RowReader inputs(Model model, StructType schema) {
    return RowReader.ofInputs(
        schema, model, getFeaturesCol(), List.of(getFeaturesCols()), getInputCols());
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
