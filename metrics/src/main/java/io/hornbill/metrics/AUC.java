package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The area under a curve that thresholds between 0 and 1 draw: the receiver operating
 * characteristic or precision against recall.
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", new AUC().curve("PR"));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/classification_metrics/">Keras</a>
 */
public final class AUC extends NamedMetric<AUC> {
  private final int numThresholds;
  private final String curve;
  private final String summationMethod;
  private final @Nullable List<Double> thresholds;
  private final boolean multiLabel;
  private final @Nullable Integer numLabels;
  private final @Nullable List<Double> labelWeights;
  private final boolean fromLogits;

  /** Makes the metric with its default settings. */
  public AUC() {
    this(new Config());
  }

  AUC(Config config) {
    super("AUC", "auc", AUC::new, config);
    numThresholds = atLeast2(config.integer("num_thresholds", 200));
    curve = choice("curve", config.text("curve", "ROC"), List.of("ROC", "PR", "PRGAIN"));
    summationMethod =
        choice(
            "summationMethod",
            config.text("summation_method", "interpolation"),
            List.of("interpolation", "minoring", "majoring"));
    thresholds = Confusion.thresholds("AUC", config);
    multiLabel = config.bool("multi_label", false);
    numLabels = Confusion.optional("AUC", "numLabels", config, "num_labels", 1);
    labelWeights = Confusion.weightList("AUC", config);
    fromLogits = config.bool("from_logits", false);
    Checks.argument(
        numLabels == null || multiLabel,
        "AUC: numLabels is for multiLabel only. Received: numLabels %s, multiLabel false. Set multiLabel first.",
        numLabels);
  }

  /**
   * Sets the number of thresholds, which are spread evenly.
   *
   * @param numThresholds how many; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 2
   */
  public AUC numThresholds(int numThresholds) {
    return with("num_thresholds", numThresholds);
  }

  /**
   * Sets the curve.
   *
   * @param curve "ROC", the default, "PR" for precision against recall, or "PRGAIN" for their gains
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is something else
   */
  public AUC curve(String curve) {
    return with("curve", curve);
  }

  /**
   * Sets how the area between two thresholds is computed.
   *
   * @param summationMethod "interpolation", the default, "minoring" for the lower or "majoring" for
   *     the upper step
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is something else
   */
  public AUC summationMethod(String summationMethod) {
    return with("summation_method", summationMethod);
  }

  /**
   * Sets the thresholds between 0 and 1 in place of evenly spread ones.
   *
   * @param thresholds the thresholds, in [0, 1]
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is outside of [0, 1]
   */
  public AUC thresholds(double... thresholds) {
    return with("thresholds", Arrays.stream(thresholds).boxed().toList());
  }

  /**
   * Says whether each label has its own curve, over whose areas the mean is taken.
   *
   * @param multiLabel true for a curve per column of {@code [batch, labels]}; by default false
   * @return a metric with that setting
   */
  public AUC multiLabel(boolean multiLabel) {
    return with("multi_label", multiLabel);
  }

  /**
   * Sets the number of labels, which is checked.
   *
   * @param numLabels the number of columns; by default that of the predictions
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public AUC numLabels(int numLabels) {
    return with("num_labels", numLabels);
  }

  /**
   * Sets the weights of the labels.
   *
   * @param labelWeights one per column; by default equal
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is negative
   */
  public AUC labelWeights(double... labelWeights) {
    return with("label_weights", Arrays.stream(labelWeights).boxed().toList());
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public AUC fromLogits(boolean fromLogits) {
    return with("from_logits", fromLogits);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    checkLabels(yPred);
    Confusion counts = new Confusion("AUC", limits()).byLabel(multiLabel);
    Tensor p = fromLogits ? Ops.sigmoid(yPred) : yPred;
    return counts.of(yTrue, p, weights(yPred, sampleWeight)).all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor areas =
        curve.equals("PR") && summationMethod.equals("interpolation")
            ? AUCAreas.precisionRecall(totals)
            : AUCAreas.of(totals, curve, summationMethod);
    Tensor byLabel = Ops.sum(areas, 0);
    if (!multiLabel) {
      return byLabel;
    }
    if (labelWeights == null) {
      return Ops.mean(byLabel);
    }
    Tensor weights = weightRow(byLabel);
    return Ops.divideNoNan(Ops.sum(byLabel.times(weights)), Ops.sum(weights));
  }

  /** The thresholds, with one below 0 and one above 1, so that the curve reaches both its ends. */
  private List<Double> limits() {
    List<Double> between =
        thresholds == null
            ? Confusion.evenly(numThresholds).subList(1, numThresholds - 1)
            : thresholds.stream().sorted().toList();
    List<Double> all = new ArrayList<>();
    all.add(-1e-7);
    all.addAll(between);
    all.add(1 + 1e-7);
    return all;
  }

  private @Nullable Tensor weights(Tensor yPred, @Nullable Tensor sampleWeight) {
    if (multiLabel || labelWeights == null) {
      return sampleWeight;
    }
    Tensor samples = Confusion.weights("AUC", sampleWeight, yPred);
    return samples.times(weightRow(yPred));
  }

  private Tensor weightRow(Tensor like) {
    List<Double> row = Objects.requireNonNull(labelWeights);
    double[] values = row.stream().mapToDouble(Double::doubleValue).toArray();
    return Ops.cast(Ops.constant(Nd4j.createFromArray(values)), like.dataType());
  }

  private void checkLabels(Tensor yPred) {
    Checks.argument(
        !multiLabel || yPred.rank() == 2,
        "AUC: predictions must be [batch, labels] if multiLabel is true. Received: %s. Flatten them, or set multiLabel to false.",
        yPred.shape());
    Checks.argument(
        numLabels == null || numLabels == yPred.dim(-1),
        "AUC: predictions must have numLabels columns. Received: %s for numLabels %s. Correct numLabels.",
        yPred.shape(),
        numLabels);
    Checks.argument(
        labelWeights == null || labelWeights.size() == yPred.dim(-1),
        "AUC: labelWeights must have one number per label. Received: %s for predictions %s. Give one per column.",
        labelWeights,
        yPred.shape());
  }

  private static String choice(String name, String value, List<String> known) {
    for (String one : known) {
      if (one.equalsIgnoreCase(value)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "AUC: %s must be one of %s. Received: %s. Choose one of them."
            .formatted(name, known, value));
  }

  private static int atLeast2(int value) {
    Checks.argument(
        value >= 2,
        "AUC: numThresholds must be at least 2. Received: %s. Give more thresholds.",
        value);
    return value;
  }

  @Override
  public Config config() {
    return super.config()
        .with("num_thresholds", numThresholds)
        .with("curve", curve)
        .with("summation_method", summationMethod)
        .with("thresholds", thresholds)
        .with("multi_label", multiLabel)
        .with("num_labels", numLabels)
        .with("label_weights", labelWeights)
        .with("from_logits", fromLogits);
  }
}
