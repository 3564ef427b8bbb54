package io.hornbill.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hornbill.engine.testing.Evaluate;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every setting of every metric has an effect and is checked. */
class MetricSettingsTest {
  /** Two metrics that differ in one setting, and numbers that show it. */
  private record Change(Metric plain, Metric changed, INDArray yTrue, INDArray yPred) {}

  private static final INDArray P =
      Nd4j.createFromArray(
          new double[][] {
            {0.9, 0.3, 0.6},
            {0.55, 0.2, 0.7},
            {0.35, 0.8, 0.1},
            {0.6, 0.4, 0.65},
            {0.45, 0.5, 0.25},
            {0.75, 0.15, 0.85}
          });
  private static final INDArray SQUARE = Evaluate.uniform(2, 0.05, 0.95, 3, 3);
  private static final INDArray REAL = Evaluate.uniform(1, 0.05, 0.95, 6, 3);
  private static final INDArray BITS =
      Nd4j.createFromArray(
          new double[][] {{1, 0, 1}, {1, 0, 1}, {1, 1, 0}, {0, 1, 1}, {1, 0, 0}, {1, 0, 0}});
  private static final INDArray IDS = Nd4j.createFromArray(0.0, 2, 1, 1, 2, 0);
  private static final INDArray OTHER_IDS = Nd4j.createFromArray(0.0, 1, 1, 2, 2, 2);
  private static final INDArray ONE_HOT = Nd4j.eye(3).castTo(P.dataType());

  private static Map<String, Change> changes() {
    Map<String, Change> all = new TreeMap<>();
    bits(
        all, "BinaryAccuracy.threshold", new BinaryAccuracy(), new BinaryAccuracy().threshold(0.8));
    crossentropies(all);
    topK(all);
    Map.of(
            "CosineSimilarity.axis", new CosineSimilarity().axis(0),
            "PearsonCorrelation.axis", new PearsonCorrelation().axis(0),
            "ConcordanceCorrelation.axis", new ConcordanceCorrelation().axis(0))
        .forEach(
            (key, changed) ->
                all.put(key, new Change(Metrics.get(changed.className()), changed, REAL, P)));
    R2Score r2 = new R2Score();
    all.put(
        "R2Score.classAggregation",
        new Change(r2, r2.classAggregation("variance_weighted_average"), REAL, P));
    all.put("R2Score.numRegressors", new Change(r2, r2.numRegressors(2), REAL, P));
    counts(all);
    bits(all, "Precision.thresholds", new Precision(), new Precision().thresholds(0.8));
    bits(all, "Precision.topK", new Precision(), new Precision().topK(1));
    bits(all, "Precision.classId", new Precision(), new Precision().classId(2));
    bits(all, "Recall.thresholds", new Recall(), new Recall().thresholds(0.8));
    bits(all, "Recall.topK", new Recall(), new Recall().topK(1));
    bits(all, "Recall.classId", new Recall(), new Recall().classId(2));
    searches(all);
    auc(all);
    fScores(all);
    overlaps(all);
    return all;
  }

  private static void bits(Map<String, Change> all, String key, Metric plain, Metric changed) {
    all.put(key, new Change(plain, changed, BITS, P));
  }

  private static void crossentropies(Map<String, Change> all) {
    BinaryCrossentropy binary = new BinaryCrossentropy();
    bits(all, "BinaryCrossentropy.fromLogits", binary, binary.fromLogits(true));
    bits(all, "BinaryCrossentropy.labelSmoothing", binary, binary.labelSmoothing(0.2));
    CategoricalCrossentropy one = new CategoricalCrossentropy();
    bits(all, "CategoricalCrossentropy.fromLogits", one, one.fromLogits(true));
    bits(all, "CategoricalCrossentropy.labelSmoothing", one, one.labelSmoothing(0.2));
    all.put("CategoricalCrossentropy.axis", new Change(one, one.axis(0), ONE_HOT, SQUARE));
    SparseCategoricalCrossentropy sparse = new SparseCategoricalCrossentropy();
    all.put(
        "SparseCategoricalCrossentropy.fromLogits",
        new Change(sparse, sparse.fromLogits(true), IDS, P));
    all.put(
        "SparseCategoricalCrossentropy.ignoreClass",
        new Change(sparse, sparse.ignoreClass(2), IDS, P));
    INDArray three = Nd4j.createFromArray(0.0, 2, 2);
    all.put(
        "SparseCategoricalCrossentropy.axis", new Change(sparse, sparse.axis(0), three, SQUARE));
  }

  private static void topK(Map<String, Change> all) {
    TopKCategoricalAccuracy top = new TopKCategoricalAccuracy().k(2);
    all.put("TopKCategoricalAccuracy.k", new Change(top, top.k(1), BITS, P));
    SparseTopKCategoricalAccuracy sparse = new SparseTopKCategoricalAccuracy().k(2);
    all.put("SparseTopKCategoricalAccuracy.k", new Change(sparse, sparse.k(1), IDS, P));
    INDArray sorted = Nd4j.createFromArray(new double[][] {{2, 1, 0}, {1, 2, 0}});
    INDArray ids = Nd4j.createFromArray(0.0, 0.0);
    all.put(
        "SparseTopKCategoricalAccuracy.fromSortedIds",
        new Change(sparse, sparse.fromSortedIds(true), ids, sorted));
  }

  private static void counts(Map<String, Change> all) {
    bits(all, "TruePositives.thresholds", new TruePositives(), new TruePositives().thresholds(0.8));
    bits(all, "TrueNegatives.thresholds", new TrueNegatives(), new TrueNegatives().thresholds(0.8));
    bits(
        all,
        "FalsePositives.thresholds",
        new FalsePositives(),
        new FalsePositives().thresholds(0.8));
    bits(
        all,
        "FalseNegatives.thresholds",
        new FalseNegatives(),
        new FalseNegatives().thresholds(0.8));
  }

  private static void searches(Map<String, Change> all) {
    SensitivityAtSpecificity a = new SensitivityAtSpecificity(0.7);
    bits(all, "SensitivityAtSpecificity.numThresholds", a, a.numThresholds(2));
    bits(all, "SensitivityAtSpecificity.classId", a, a.classId(0));
    SpecificityAtSensitivity b = new SpecificityAtSensitivity(0.7);
    bits(all, "SpecificityAtSensitivity.numThresholds", b, b.numThresholds(2));
    bits(all, "SpecificityAtSensitivity.classId", b, b.classId(0));
    PrecisionAtRecall c = new PrecisionAtRecall(0.3);
    bits(all, "PrecisionAtRecall.numThresholds", c, c.numThresholds(2));
    bits(all, "PrecisionAtRecall.classId", c, c.classId(0));
    RecallAtPrecision d = new RecallAtPrecision(0.9);
    bits(all, "RecallAtPrecision.numThresholds", d, d.numThresholds(2));
    bits(all, "RecallAtPrecision.classId", d, d.classId(1));
  }

  private static void auc(Map<String, Change> all) {
    AUC auc = new AUC();
    bits(all, "AUC.numThresholds", auc, auc.numThresholds(3));
    bits(all, "AUC.curve", auc, auc.curve("PR"));
    bits(all, "AUC.summationMethod", auc, auc.summationMethod("majoring").numThresholds(4));
    bits(all, "AUC.thresholds", auc, auc.thresholds(0.4));
    bits(all, "AUC.multiLabel", auc, auc.multiLabel(true));
    bits(all, "AUC.labelWeights", auc, auc.labelWeights(1, 0, 5));
    bits(all, "AUC.fromLogits", auc.numThresholds(4), auc.numThresholds(4).fromLogits(true));
  }

  private static void fScores(Map<String, Change> all) {
    F1Score f1 = new F1Score().average("macro");
    bits(all, "F1Score.average", f1, f1.average("weighted"));
    bits(all, "F1Score.threshold", f1, f1.threshold(0.3));
    FBetaScore beta = new FBetaScore().average("macro");
    bits(all, "FBetaScore.average", beta, beta.average("weighted"));
    bits(all, "FBetaScore.beta", beta, beta.beta(2));
    bits(all, "FBetaScore.threshold", beta, beta.threshold(0.3));
  }

  private static void overlaps(Map<String, Change> all) {
    IoU iou = new IoU(3, 0, 2);
    all.put("IoU.ignoreClass", new Change(iou, iou.ignoreClass(0), IDS, OTHER_IDS));
    MeanIoU mean = new MeanIoU(3);
    all.put("MeanIoU.ignoreClass", new Change(mean, mean.ignoreClass(0), IDS, OTHER_IDS));
    OneHotIoU one = new OneHotIoU(3, 0, 2);
    all.put("OneHotIoU.ignoreClass", new Change(one, one.ignoreClass(0), BITS, P));
    OneHotMeanIoU oneMean = new OneHotMeanIoU(3);
    all.put("OneHotMeanIoU.ignoreClass", new Change(oneMean, oneMean.ignoreClass(0), BITS, P));
    INDArray turned = Nd4j.createFromArray(new double[][] {{0, 1, 0}, {0, 0, 1}, {0, 1, 1}});
    all.put("OneHotIoU.axis", new Change(one, one.axis(0), turned, SQUARE));
    all.put("OneHotMeanIoU.axis", new Change(oneMean, oneMean.axis(0), turned, SQUARE));
    IoU dense = iou.sparseYTrue(false).sparseYPred(false);
    all.put("IoU.axis", new Change(dense, dense.axis(0), turned, SQUARE));
    MeanIoU denseMean = mean.sparseYTrue(false).sparseYPred(false);
    all.put("MeanIoU.axis", new Change(denseMean, denseMean.axis(0), turned, SQUARE));
    BinaryIoU binary = new BinaryIoU();
    bits(all, "BinaryIoU.threshold", binary, binary.threshold(0.8));
    bits(all, "BinaryIoU.targetClassIds", binary, binary.targetClassIds(1));
  }

  static Stream<Arguments> settings() {
    return changes().entrySet().stream().map(e -> arguments(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void eachSettingChangesTheMetric(String setting, Change change) {
    INDArray plain = new Epoch(change.plain()).add(change.yTrue(), change.yPred()).result();
    INDArray changed = new Epoch(change.changed()).add(change.yTrue(), change.yPred()).result();

    assertThat(changed).as(setting).isNotEqualTo(plain);
    assertThat(Metrics.get(change.changed().className(), change.changed().config()).config())
        .isEqualTo(change.changed().config());
  }

  @Test
  void noSettingIsForgottenHere() {
    Set<String> setters =
        MetricContractTest.names()
            .map(name -> Sample.metric(name).getClass())
            .flatMap(
                type ->
                    Arrays.stream(type.getMethods())
                        .filter(m -> Metric.class.isAssignableFrom(m.getReturnType()))
                        .filter(m -> m.getParameterCount() == 1 && !m.getName().equals("name"))
                        .filter(m -> !Modifier.isStatic(m.getModifiers()))
                        .map(m -> type.getSimpleName() + "." + m.getName()))
            .filter(setter -> !setter.contains(".sparseY")) // see targetsAndPredictionsMayBeDense
            .filter(setter -> !setter.equals("AUC.numLabels")) // only checked, see wrongShapes
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(changes().keySet()).isEqualTo(setters);
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

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            () -> new TopKCategoricalAccuracy().k(0),
            "TopKCategoricalAccuracy: k must be at least 1. Received: 0."),
        wrong(
            () -> new Precision().thresholds(1.5), "Precision: thresholds must be in [0.0, 1.0]."),
        wrong(() -> new Precision().thresholds(), "Precision: thresholds must not be empty."),
        wrong(() -> new Precision().topK(0), "Precision: topK must be at least 1. Received: 0."),
        wrong(() -> new Recall().classId(-1), "Recall: classId must be at least 0. Received: -1."),
        wrong(
            () -> new PrecisionAtRecall(1.2),
            "PrecisionAtRecall: recall must be in [0.0, 1.0]. Received: 1.2."),
        wrong(
            () -> new PrecisionAtRecall(0.5).numThresholds(0),
            "PrecisionAtRecall: numThresholds must be at least 1. Received: 0."),
        wrong(
            () -> Metrics.get("PrecisionAtRecall"),
            "PrecisionAtRecall: recall must be given. Received: nothing. Make the metric with new"
                + " PrecisionAtRecall(recall)."),
        wrong(() -> Metrics.get("IoU"), "IoU: numClasses must be given. Received: nothing."),
        wrong(() -> new MeanIoU(0), "MeanIoU: numClasses must be at least 1. Received: 0."),
        wrong(
            () -> new IoU(3, 3),
            "IoU: targetClassIds must be at least one class in [0, 3). Received: [3]."),
        wrong(() -> new AUC().numThresholds(1), "AUC: numThresholds must be at least 2."),
        wrong(
            () -> new AUC().curve("roc curve"),
            "AUC: curve must be one of [ROC, PR, PRGAIN]. Received: roc curve. Choose one of"
                + " them."),
        wrong(() -> new AUC().summationMethod("x"), "AUC: summationMethod must be one of"),
        wrong(() -> new AUC().numLabels(3), "AUC: numLabels is for multiLabel only."),
        wrong(() -> new AUC().labelWeights(-1), "AUC: labelWeights must be at least 0"),
        wrong(
            () -> new F1Score().average("mean"),
            "F1Score: average must be one of [micro, macro, weighted], or null. Received: mean."),
        wrong(() -> new F1Score().threshold(0), "F1Score: threshold must be in (0, 1]."),
        wrong(() -> new FBetaScore().beta(0), "FBetaScore: beta must be positive and finite."),
        wrong(() -> new R2Score().numRegressors(-1), "R2Score: numRegressors must be at least 0."),
        wrong(() -> new R2Score().classAggregation("x"), "R2Score: classAggregation must be"),
        wrong(
            () -> new BinaryAccuracy().threshold(Double.NaN),
            "BinaryAccuracy: threshold must be finite. Received: NaN."));
  }

  private static Arguments wrong(Supplier<Metric> metric, String message) {
    return arguments(metric, message);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsOutOfRangeIsRefused(Supplier<Metric> metric, String message) {
    assertThatIllegalArgumentException().isThrownBy(metric::get).withMessageStartingWith(message);
  }

  static Stream<Arguments> wrongShapes() {
    return Stream.of(
        arguments(
            new TopKCategoricalAccuracy(),
            "TopKCategoricalAccuracy: k must be at most the number of classes. Received: 5 for"
                + " predictions [6, 3]. Choose a smaller k."),
        arguments(
            new Precision().topK(4), "Precision: topK must be at most the number of classes."),
        arguments(new Recall().classId(3), "Recall: classId must be one of the classes"),
        arguments(
            new AUC().multiLabel(true).numLabels(4),
            "AUC: predictions must have numLabels columns. Received: [6, 3] for numLabels 4."),
        arguments(
            new AUC().labelWeights(1, 2), "AUC: labelWeights must have one number per label."));
  }

  @ParameterizedTest
  @MethodSource("wrongShapes")
  void whatDoesNotFitThePredictionsIsRefused(Metric metric, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Epoch(metric).add(BITS, P))
        .withMessageStartingWith(message);
  }

  @Test
  void theAreaUnderGainsIsThatOfThePaper() {
    // By hand: a perfect ranking has precision gain 1 at every recall gain from 0 to 1.
    INDArray yTrue = Nd4j.createFromArray(new double[][] {{0}, {0}, {1}, {1}});
    INDArray yPred = Nd4j.createFromArray(new double[][] {{0.1}, {0.2}, {0.8}, {0.9}});

    assertThat(new Epoch(new AUC().curve("PRGAIN")).add(yTrue, yPred).value()).isEqualTo(1.0);
  }
}
