package io.hornbill.metrics;

import static io.hornbill.graph.Ops.equal;
import static io.hornbill.graph.Ops.mean;
import static io.hornbill.graph.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.losses.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MetricsTest {
  @ParameterizedTest
  @CsvSource({
    "mse, MeanSquaredError",
    "mae, MeanAbsoluteError",
    "mape, MeanAbsolutePercentageError",
    "msle, MeanSquaredLogarithmicError",
    "bce, BinaryCrossentropy",
    "AUC, AUC",
    "auc, AUC",
    "binary_io_u, BinaryIoU",
    "f_beta_score, FBetaScore",
    "fbeta_score, FBetaScore",
    "fmeasure, FBetaScore",
    "precision, Precision",
    "recall, Recall",
    "kld, KLDivergence",
    "kullback_leibler_divergence, KLDivergence",
    "logcosh, LogCoshError",
    "top_k_categorical_accuracy, TopKCategoricalAccuracy",
    "r2_score, R2Score",
    "matthews_correlation, MatthewsCorrelation",
    "huber, MeanMetricWrapper"
  })
  void findsTheNamesOfEveryKeras(String name, String className) {
    assertThat(Metrics.get(name).className()).isEqualTo(className);
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy, 8, 8 1, mse, BinaryAccuracy",
    "acc, 8 1, 8 1, mse, BinaryAccuracy",
    "Accuracy, 8, 8 10, mse, SparseCategoricalAccuracy",
    "accuracy, 8 1, 8 10, mse, SparseCategoricalAccuracy",
    "accuracy, 8 10, 8 10, mse, CategoricalAccuracy",
    "accuracy, 8 10, 8 10, binary_crossentropy, BinaryAccuracy",
    "accuracy, 8 5, 8 5 10, mse, SparseCategoricalAccuracy",
    "crossentropy, 8 1, 8 1, mse, BinaryCrossentropy",
    "ce, 8, 8 10, mse, SparseCategoricalCrossentropy",
    "ce, 8 10, 8 10, mse, CategoricalCrossentropy",
    "mae, 8 10, 8 10, mse, MeanAbsoluteError"
  })
  void accuracyIsTheOneThatFitsAndKeepsItsName(
      String name, String yTrue, String yPred, String loss, String className) {
    Metric metric = Metrics.resolve(name, shape(yTrue), shape(yPred), Losses.get(loss));

    assertThat(metric.className()).isEqualTo(className);
    assertThat(metric.name()).isEqualTo(name);
  }

  @Test
  void accuracyNeedsNoLoss() {
    assertThat(Metrics.resolve("acc", Shape.of(-1, 3), Shape.of(-1, 3), null).className())
        .isEqualTo("CategoricalAccuracy");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.get("precison"))
        .withMessageStartingWith("Unknown metric \"precison\". Did you mean \"Precision\"?")
        .withMessageEndingWith("Register your own with Metrics.register(name, factory).");
  }

  @Test
  void settersDoWhatConfigurationsDo() {
    assertThat(new AUC().numThresholds(5)).isEqualTo(made("AUC", "num_thresholds", 5));
    assertThat(new AUC().curve("PR")).isEqualTo(made("AUC", "curve", "PR"));
    assertThat(new AUC().summationMethod("minoring"))
        .isEqualTo(made("AUC", "summation_method", "minoring"));
    assertThat(new AUC().thresholds(0.25)).isEqualTo(made("AUC", "thresholds", List.of(0.25)));
    assertThat(new AUC().fromLogits(true)).isEqualTo(made("AUC", "from_logits", true));
    assertThat(new AUC().multiLabel(true)).isEqualTo(made("AUC", "multi_label", true));
    assertThat(new Precision().thresholds(0.25))
        .isEqualTo(made("Precision", "thresholds", List.of(0.25)));
    assertThat(new Precision().topK(2)).isEqualTo(made("Precision", "top_k", 2));
    assertThat(new Precision().classId(2)).isEqualTo(made("Precision", "class_id", 2));
    assertThat(new TruePositives().thresholds(0.25))
        .isEqualTo(made("TruePositives", "thresholds", List.of(0.25)));
    assertThat(new BinaryIoU().targetClassIds(1))
        .isEqualTo(made("BinaryIoU", "target_class_ids", List.of(1)));
    assertThat(new BinaryIoU().threshold(0.25)).isEqualTo(made("BinaryIoU", "threshold", 0.25));
    assertThat(new TopKCategoricalAccuracy().k(2))
        .isEqualTo(made("TopKCategoricalAccuracy", "k", 2));
    assertThat(new SparseTopKCategoricalAccuracy().k(2))
        .isEqualTo(made("SparseTopKCategoricalAccuracy", "k", 2));
    assertThat(new SparseTopKCategoricalAccuracy().fromSortedIds(true))
        .isEqualTo(made("SparseTopKCategoricalAccuracy", "from_sorted_ids", true));
    assertThat(new R2Score().classAggregation("variance_weighted_average"))
        .isEqualTo(made("R2Score", "class_aggregation", "variance_weighted_average"));
    assertThat(new R2Score().numRegressors(2)).isEqualTo(made("R2Score", "num_regressors", 2));
    assertThat(new FBetaScore().average("macro")).isEqualTo(made("FBetaScore", "average", "macro"));
    assertThat(new FBetaScore().threshold(0.25)).isEqualTo(made("FBetaScore", "threshold", 0.25));
    assertThat(new FBetaScore().beta(2)).isEqualTo(made("FBetaScore", "beta", 2));
    assertThat(new PearsonCorrelation().axis(1)).isEqualTo(made("PearsonCorrelation", "axis", 1));
    assertThat(new ConcordanceCorrelation().axis(1))
        .isEqualTo(made("ConcordanceCorrelation", "axis", 1));
    assertThat(new CosineSimilarity().axis(1)).isEqualTo(made("CosineSimilarity", "axis", 1));
    assertThat(new BinaryAccuracy().threshold(0.25))
        .isEqualTo(made("BinaryAccuracy", "threshold", 0.25));
    assertThat(new BinaryCrossentropy().fromLogits(true))
        .isEqualTo(made("BinaryCrossentropy", "from_logits", true));
    assertThat(new BinaryCrossentropy().labelSmoothing(0.25))
        .isEqualTo(made("BinaryCrossentropy", "label_smoothing", 0.25));
    assertThat(new CategoricalCrossentropy().fromLogits(true))
        .isEqualTo(made("CategoricalCrossentropy", "from_logits", true));
    assertThat(new CategoricalCrossentropy().labelSmoothing(0.25))
        .isEqualTo(made("CategoricalCrossentropy", "label_smoothing", 0.25));
    assertThat(new CategoricalCrossentropy().axis(1))
        .isEqualTo(made("CategoricalCrossentropy", "axis", 1));
    assertThat(new SparseCategoricalCrossentropy().fromLogits(true))
        .isEqualTo(made("SparseCategoricalCrossentropy", "from_logits", true));
    assertThat(new SparseCategoricalCrossentropy().ignoreClass(1))
        .isEqualTo(made("SparseCategoricalCrossentropy", "ignore_class", 1));
    assertThat(new SparseCategoricalCrossentropy().axis(1))
        .isEqualTo(made("SparseCategoricalCrossentropy", "axis", 1));
  }

  @Test
  void settersOfOverlapsDoWhatConfigurationsDo() {
    IoU iou = new IoU(3, 1);
    assertThat(iou.sparseYTrue(false)).isEqualTo(changed(iou, "sparse_y_true", false));
    assertThat(iou.sparseYPred(false)).isEqualTo(changed(iou, "sparse_y_pred", false));
    assertThat(iou.ignoreClass(0)).isEqualTo(changed(iou, "ignore_class", 0));
    assertThat(iou.axis(1)).isEqualTo(changed(iou, "axis", 1));
    MeanIoU mean = new MeanIoU(3);
    assertThat(mean.sparseYTrue(false)).isEqualTo(changed(mean, "sparse_y_true", false));
    SensitivityAtSpecificity search = new SensitivityAtSpecificity(0.5);
    assertThat(search.numThresholds(5)).isEqualTo(changed(search, "num_thresholds", 5));
    assertThat(search.classId(1)).isEqualTo(changed(search, "class_id", 1));
    AUC auc = new AUC().multiLabel(true);
    assertThat(auc.numLabels(2)).isEqualTo(changed(auc, "num_labels", 2));
    assertThat(auc.labelWeights(1, 2)).isEqualTo(changed(auc, "label_weights", List.of(1.0, 2.0)));
  }

  @Test
  void constructorsTakeWhatSettersDo() {
    assertThat(new TopKCategoricalAccuracy(2)).isEqualTo(new TopKCategoricalAccuracy().k(2));
    assertThat(new SparseTopKCategoricalAccuracy(2))
        .isEqualTo(new SparseTopKCategoricalAccuracy().k(2));
    assertThat(new RecallAtPrecision(0.25)).isEqualTo(made("RecallAtPrecision", "precision", 0.25));
    assertThat(new SensitivityAtSpecificity(0.25))
        .isEqualTo(made("SensitivityAtSpecificity", "specificity", 0.25));
    assertThat(new SpecificityAtSensitivity(0.25))
        .isEqualTo(made("SpecificityAtSensitivity", "sensitivity", 0.25));
  }

  @Test
  void aRenamedMetricIsWhatItWas() {
    Metric renamed = Metric.of("ones", (yTrue, yPred) -> mean(yPred)).name("mine");
    Metric sparse = new RenamedMetric(new SparseCategoricalCrossentropy(), "mine");

    assertThat(renamed.className()).isEqualTo("MeanMetricWrapper");
    assertThat(sparse.className()).isEqualTo("SparseCategoricalCrossentropy");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sparse.checkTargets(column(3), Shape.of(1, 3)))
        .withMessageContaining("targets must be whole numbers in [0, 3)");
    assertThat(new Mine().className()).isEqualTo("Mine");
  }

  /** A metric of one's own that says nothing of its class. */
  private static final class Mine implements Metric {
    @Override
    public String name() {
      return "mine";
    }

    @Override
    public Map<String, Tensor> totals(Tensor yTrue, Tensor yPred, Tensor sampleWeight) {
      return Map.of();
    }

    @Override
    public Map<String, Tensor> results(Map<String, Tensor> totals) {
      return totals;
    }
  }

  /** By hand: the class that is left out does not count, whatever its weight: (2 a + 3 c) / 5. */
  @Test
  void whatALossLeavesOutHasNoWeight() {
    INDArray yPred = Nd4j.createFromArray(new double[][] {{0.5, 0.5}, {0.9, 0.1}, {0.8, 0.2}});
    Metric metric = new SparseCategoricalCrossentropy().ignoreClass(1);

    double value =
        new Epoch(metric)
            .add(column(0, 1, 0).reshape(3), yPred, Nd4j.createFromArray(2.0, 100, 3))
            .value();

    assertThat(value).isCloseTo(-(2 * Math.log(0.5) + 3 * Math.log(0.8)) / 5, within(1e-9));
  }

  private static Metric made(String name, String key, Object value) {
    return Metrics.get(name, new Config().with(key, value));
  }

  private static Metric changed(NamedMetric<?> metric, String key, Object value) {
    return metric.configured(metric.config().with(key, value));
  }

  /** By hand: the means are 2 over two rows and 8 over one row, so 4 over all. */
  @Test
  void aFunctionOfOneNumberCountsEachBatchByItsRows() {
    Metric meanPred = Metric.of("mean_pred", (yTrue, yPred) -> mean(yPred));

    Map<String, INDArray> results =
        new Epoch(meanPred).add(column(0, 0), column(1, 3)).add(column(0), column(8)).results();

    assertThat(results).containsOnlyKeys("mean_pred");
    assertThat(results.get("mean_pred").getDouble(0)).isCloseTo(4, within(1e-12));
  }

  /** By hand: with weights, the batches count 4 and 1: (2 * 4 + 8) / 5. */
  @Test
  void aFunctionOfOneNumberCountsEachBatchByItsWeight() {
    Metric meanPred = Metric.of("mean_pred", (yTrue, yPred) -> mean(yPred));

    Epoch epoch =
        new Epoch(meanPred)
            .add(column(0, 0), column(1, 3), Nd4j.createFromArray(1.0, 3.0))
            .add(column(0), column(8), Nd4j.createFromArray(1.0));

    assertThat(epoch.value()).isCloseTo(3.2, within(1e-12));
  }

  /** By hand: (1² * 1 + 3² * 3) / 4. */
  @Test
  void aFunctionOfOneValuePerSampleIsWeightedBySample() {
    Metric squares = Metric.of("squares", (yTrue, yPred) -> mean(square(yPred), -1));

    Epoch epoch =
        new Epoch(squares).add(column(0, 0), column(1, 3), Nd4j.createFromArray(1.0, 3.0));

    assertThat(epoch.value()).isCloseTo(7, within(1e-12));
  }

  @Test
  void aFunctionMayGiveSeveralValues() {
    Metric rates =
        Metric.ofMap(
            (yTrue, yPred) ->
                Map.of(
                    "false_neg", mean(yTrue.times(equal(yPred, 0))),
                    "false_pos", mean(yPred.times(equal(yTrue, 0)))));

    Map<String, INDArray> results =
        new Epoch(rates)
            .add(column(1, 1, 0, 0), column(0, 1, 0, 0))
            .add(column(0), column(1))
            .results();

    assertThat(results).containsOnlyKeys("false_neg", "false_pos");
    assertThat(results.get("false_neg").getDouble(0)).isCloseTo(0.2, within(1e-12));
    assertThat(results.get("false_pos").getDouble(0)).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void aRenamedFunctionIsLoggedUnderItsNewName() {
    Metric renamed = Metric.of("mean_pred", (yTrue, yPred) -> mean(yPred)).name("a").name("b");

    assertThat(renamed.config().get("name")).isEqualTo("b");
    assertThat(new Epoch(renamed).add(column(0), column(2)).results()).containsOnlyKeys("b");
  }

  @Test
  void onesOwnMetricIsFoundByItsName() {
    String name = "metrics_test_own_" + UUID.randomUUID();
    Metrics.register(name, () -> Metric.of("own", (yTrue, yPred) -> mean(yPred)));

    assertThat(Metrics.get(name.toUpperCase(Locale.ROOT)).name()).isEqualTo("own");
    assertThat(Metrics.names()).contains(name);
  }

  @Test
  void onesOwnMetricKeepsWhatItsFactoryGaveIt() {
    String name = "metrics_test_iou_" + UUID.randomUUID();
    Metrics.register(name, () -> new IoU(3, 0, 2));

    assertThat(Metrics.get(name)).isEqualTo(new IoU(3, 0, 2));
    assertThat(Metrics.get(name, new Config().with("ignore_class", 1)))
        .isEqualTo(new IoU(3, 0, 2).ignoreClass(1));
  }

  /** By hand: the error is 3, of which Huber's loss is delta * (3 - delta / 2). */
  @Test
  void aLossAsAMetricHasTheSettingsOfTheLoss() {
    Metric huber = Metrics.get("huber", new Config().with("delta", 2));

    assertThat(new Epoch(huber).add(column(0), column(3)).value()).isCloseTo(4, within(1e-12));
    assertThat(huber.config()).isEqualTo(new Config().with("name", "huber").with("delta", 2.0));
  }

  private static INDArray column(double... values) {
    return Nd4j.createFromArray(values).reshape(values.length, 1);
  }

  private static Shape shape(String dims) {
    return Shape.of(Arrays.stream(dims.split(" ")).mapToLong(Long::parseLong).toArray());
  }

  @Test
  void targetsAndPredictionsMayBeDense() {
    INDArray dense = Nd4j.createFromArray(new double[][] {{9, 1, 1}, {1, 2, 9}, {3, 1, 0}});
    INDArray numbers = Nd4j.createFromArray(0.0, 2, 0);
    INDArray other = Nd4j.createFromArray(0.0, 1, 2);

    double expected = new Epoch(new MeanIoU(3)).add(numbers, other).value();

    assertThat(new Epoch(new MeanIoU(3).sparseYTrue(false)).add(dense, other).value())
        .isEqualTo(expected);
    assertThat(new Epoch(new IoU(3, 0, 1, 2).sparseYTrue(false)).add(dense, other).value())
        .isEqualTo(expected);
    INDArray column = numbers.reshape(3, 1);
    INDArray scores = Nd4j.createFromArray(new double[][] {{9, 1, 1}, {1, 7, 1}, {0, 1, 2}});
    assertThat(new Epoch(new MeanIoU(3).sparseYPred(false)).add(column, scores).value())
        .isEqualTo(expected);
    double swapped = new Epoch(new MeanIoU(3)).add(other, numbers).value();
    assertThat(new Epoch(new MeanIoU(3).sparseYPred(false)).add(other, dense).value())
        .isEqualTo(swapped);
    assertThat(new Epoch(new IoU(3, 0, 1, 2).sparseYPred(false)).add(other, dense).value())
        .isEqualTo(swapped);
    assertThat(new Epoch(new OneHotMeanIoU(3).sparseYPred(true)).add(dense, other).value())
        .isEqualTo(expected);
    assertThat(new Epoch(new OneHotIoU(3, 0, 1, 2).sparseYPred(true)).add(dense, other).value())
        .isEqualTo(expected);
  }

  @Test
  void theAreaUnderGainsIsThatOfThePaper() {
    // By hand: a perfect ranking has precision gain 1 at every recall gain from 0 to 1.
    INDArray yTrue = Nd4j.createFromArray(new double[][] {{0}, {0}, {1}, {1}});
    INDArray yPred = Nd4j.createFromArray(new double[][] {{0.1}, {0.2}, {0.8}, {0.9}});

    assertThat(new Epoch(new AUC().curve("PRGAIN")).add(yTrue, yPred).value()).isEqualTo(1.0);
  }
}
