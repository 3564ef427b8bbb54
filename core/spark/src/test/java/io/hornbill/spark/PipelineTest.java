package io.hornbill.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Merging;
import io.hornbill.layers.preprocessing.TextVectorization;
import io.hornbill.optimizers.Adam;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PipelineTest {
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session = Sessions.local();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  private static Sequential classifier(int inputs) {
    Hornbill.seed(5);
    Sequential model =
        new Sequential(
            new Input(inputs), new Dense(8).activation("tanh"), new Dense(2).activation("softmax"));
    model.compile(new Adam().learningRate(0.05), "sparse_categorical_crossentropy", "accuracy");
    return model;
  }

  /** Three columns of numbers, and a label. */
  private static Dataset<Row> table() {
    Rows data = Rows.random(120, 3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rows.add(
          RowFactory.create(
              100 * data.x().getDouble(i, 0),
              data.x().getFloat(i, 1),
              data.x().getFloat(i, 2),
              (int) data.y().getDouble(i, 0),
              "row " + i));
    }
    return session
        .createDataFrame(
            rows,
            new StructType()
                .add("a", DataTypes.DoubleType)
                .add("b", DataTypes.FloatType)
                .add("c", DataTypes.FloatType)
                .add("label", DataTypes.IntegerType)
                .add("name", DataTypes.StringType))
        .withColumn("a", functions.col("a").divide(100))
        .coalesce(2);
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(new String[] {"a", "b", "c"}).setOutputCol("raw");
  }

  @Test
  void pipelinesFitSaveAndLoad(@TempDir Path folder) {
    HornbillEstimator estimator =
        new HornbillEstimator(classifier(3))
            .setFeaturesCol("scaled")
            .setNumWorkers(2)
            .setBatchSize(20)
            .setEpochs(12);
    StandardScaler scaler = new StandardScaler().setInputCol("raw").setOutputCol("scaled");
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {assembler(), scaler, estimator}).fit(table());
    Dataset<Row> predicted = fitted.transform(table());
    assertThat(predicted.columns())
        .containsExactly(
            "a", "b", "c", "label", "name", "raw", "scaled", "probability", "prediction");
    double accuracy =
        new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
    assertThat(accuracy).isGreaterThan(0.9);

    String path = folder.resolve("pipeline").toUri().toString();
    try {
      fitted.write().overwrite().save(path);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Dataset<Row> again = PipelineModel.load(path).transform(table());
    assertThat(again.collectAsList()).isEqualTo(predicted.collectAsList());
    assertKerasFileGivesThePredictions(folder, predicted);
  }

  private static void assertKerasFileGivesThePredictions(Path folder, Dataset<Row> predicted) {
    try (var files = java.nio.file.Files.walk(folder)) {
      Path file = files.filter(f -> f.endsWith("data/model.keras")).findFirst().orElseThrow();
      Model model = Model.load(file);
      Row row = predicted.first();
      float[] x = new float[3];
      for (int i = 0; i < 3; i++) {
        x[i] = (float) row.<Vector>getAs("scaled").apply(i);
      }
      INDArray y = model.predict(org.nd4j.linalg.factory.Nd4j.createFromArray(new float[][] {x}));
      assertThat(row.<Vector>getAs("probability").apply(1))
          .isCloseTo(y.getDouble(0, 1), within(1e-6));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void crossValidationChoosesAmongParameters() {
    HornbillEstimator estimator =
        new HornbillEstimator(classifier(3)).setFeaturesCol("raw").setBatchSize(20).setSeed(3);
    ParamMap[] grid = new ParamGridBuilder().addGrid(estimator.epochs(), new int[] {1, 15}).build();
    CrossValidatorModel model =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(grid)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setNumFolds(2)
            .setSeed(1)
            .fit(assembler().transform(table()));
    assertThat(model.avgMetrics()[1]).isGreaterThan(model.avgMetrics()[0]).isGreaterThan(0.8);
    assertThat(((HornbillEstimator) model.bestModel().parent()).getEpochs()).isEqualTo(15);
  }

  @Test
  void estimatorsAreCopiedSavedAndLoadedWithTheirParameters(@TempDir Path folder) throws Exception {
    HornbillEstimator estimator =
        new HornbillEstimator(classifier(3))
            .setFeaturesCols("a", "b", "c")
            .setEpochs(2)
            .setSeed(9)
            .setSyncBatchNorm(true)
            .setCompression("bf16")
            .setInputCols(Map.of("in", "a"));
    HornbillEstimator copy =
        estimator.copy(new ParamMap().put(estimator.getParam("batchSize").w(64)));
    assertThat(copy.getBatchSize()).isEqualTo(64);
    assertThat(copy.getEpochs()).isEqualTo(2);
    assertThat(copy.uid()).isEqualTo(estimator.uid());
    String path = folder.resolve("estimator").toUri().toString();
    copy.write().save(path);
    HornbillEstimator loaded = HornbillEstimator.load(path);
    for (var param : copy.params()) {
      assertThat(loaded.getOrDefault(loaded.getParam(param.name())))
          .as(param.name())
          .isEqualTo(copy.getOrDefault(param));
    }
    assertThat(loaded.getInputCols()).isEqualTo(Map.of("in", "a"));
    assertThat(loaded.network()).isEqualTo(estimator.network());
    assertThat(estimator.explainParams()).contains("numWorkers: the number of tasks");
  }

  @Test
  void yesOrNoHasProbabilitiesForSparksEvaluator() {
    Hornbill.seed(5);
    Sequential model = new Sequential(new Input(3), new Dense(1).activation("sigmoid"));
    model.compile(new Adam().learningRate(0.1), "binary_crossentropy");
    HornbillModel fitted =
        new HornbillEstimator(model)
            .setFeaturesCols("a", "b", "c")
            .setEpochs(10)
            .setProbabilityCol("p")
            .fit(table());
    Dataset<Row> predicted = fitted.transform(table());
    Row row = predicted.first();
    Vector p = row.getAs("p");
    assertThat(p.apply(0) + p.apply(1)).isCloseTo(1, within(1e-6));
    assertThat(row.<Double>getAs("prediction")).isEqualTo(p.apply(1) > 0.5 ? 1.0 : 0.0);
    double area = new BinaryClassificationEvaluator().setRawPredictionCol("p").evaluate(predicted);
    assertThat(area).isGreaterThan(0.95);
  }

  @Test
  void severalInputsAndOutputsHaveColumnsByName() {
    Tensor left = new Input(2).name("left").tensor();
    Tensor right = new Input(1).name("right").tensor();
    Tensor both = Merging.concatenate(left, right);
    Model model =
        new Model(
            List.of(left, right),
            List.of(new Dense(1).name("sum").apply(both), new Dense(2).name("pair").apply(both)));
    model.compile("sgd", "mse");
    Dataset<Row> rows =
        table()
            .withColumn("ab", functions.array("a", "b"))
            .withColumn("two", functions.array("b", "c"));
    HornbillModel fitted =
        new HornbillEstimator(model)
            .setInputCols(Map.of("left", "ab", "right", "c"))
            .setLabelCols(Map.of("sum", "label", "pair", "two"))
            .setOutputCols(Map.of("pair", "pairs"))
            .fit(rows);
    Row row = fitted.transform(rows).first();
    assertThat(row.<scala.collection.Seq<Double>>getAs("pairs").size()).isEqualTo(2);
    assertThat(row.<Double>getAs("prediction")).isFinite();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HornbillModel(model).transform(rows))
        .withMessageContaining("a model of several inputs needs inputCols.");
  }

  @Test
  void imagesAreReadFromBytes() throws Exception {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xFF8000);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Sequential model = new Sequential(new Input(4, 4, 3), new Flatten());
    Dataset<Row> rows =
        session.createDataFrame(
            List.of(RowFactory.create((Object) png.toByteArray())),
            new StructType().add("features", DataTypes.BinaryType));
    Row row =
        new HornbillModel(model)
            .setOutputCols(Map.of(model.outputNames().get(0), "pixels"))
            .transform(rows)
            .first();
    scala.collection.Seq<Double> pixels = row.getAs("pixels");
    assertThat(List.of(pixels.apply(0), pixels.apply(1), pixels.apply(2), pixels.apply(3)))
        .containsExactly(255.0, 128.0, 0.0, 0.0);
  }

  @Test
  void stringsGoIntoModelsThatBeginWithStrings() {
    Hornbill.seed(2);
    Sequential model =
        new Sequential(
            new Input(1).strings(),
            new TextVectorization().outputMode("multi_hot").vocabulary("good", "bad", "film"),
            new Dense(1).activation("sigmoid"));
    model.compile(new Adam().learningRate(0.3), "binary_crossentropy");
    Dataset<Row> rows =
        table()
            .withColumn(
                "text",
                functions.when(functions.col("label").equalTo(1), "a good film").otherwise("bad"));
    HornbillModel fitted =
        new HornbillEstimator(model).setFeaturesCol("text").setNumWorkers(2).setEpochs(8).fit(rows);
    for (Row row : fitted.transform(rows).collectAsList()) {
      assertThat(row.<Double>getAs("prediction")).isEqualTo((double) row.<Integer>getAs("label"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fitted.copy(new ParamMap()).setFeaturesCol("a").transform(rows))
        .withMessageContaining("must be one column of strings. Received: double in column \"a\"");
  }

  @Test
  void wrongColumnsAreRefusedBeforeAnythingIsComputed() {
    HornbillModel model = new HornbillModel(classifier(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.setFeaturesCol("name").transform(table()))
        .withMessageContaining(
            "must be numbers, as this model does not begin with strings. Received: strings in"
                + " column \"name\".");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.setFeaturesCol("none").transformSchema(table().schema()))
        .withMessageContaining("Received: \"none\". The columns are [a, b, c, label, name].");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.setFeaturesCol("a").setPredictionCol("b").transform(table()))
        .withMessage(
            "HornbillModel: a new column must have a new name. Received: \"b\", which is there"
                + " already. Choose another name, or drop the column.");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                model
                    .setFeaturesCols("a", "b")
                    .setPredictionCol("prediction")
                    .transform(table())
                    .count())
        .hasStackTraceContaining("must have 3 numbers for a sample of shape [3]. Received: 2");
  }

  @Test
  void anExecutorLoadsTheModelOnce() {
    int before = ModelBytes.loaded();
    Dataset<Row> rows = table().repartition(8);
    HornbillModel model = new HornbillModel(classifier(3)).setFeaturesCols("a", "b", "c");
    assertThat(model.transform(rows).select("prediction").collectAsList()).hasSize(120);
    assertThat(ModelBytes.loaded() - before).isEqualTo(1);
  }
}
