package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
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
  private static final Setting<Integer> NUM_THRESHOLDS =
      Setting.integer("num_thresholds", 200).atLeast(2);
  private static final Setting<String> CURVE =
      Setting.choice("curve", "ROC", "ROC", "PR", "PRGAIN");
  private static final Setting<String> SUMMATION_METHOD =
      Setting.choice("summation_method", "interpolation", "interpolation", "minoring", "majoring");
  private static final Setting<Boolean> MULTI_LABEL = Setting.flag("multi_label", false);

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Integer> NUM_LABELS =
      Setting.optionalInteger("num_labels").atLeast(1);

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable List<Double>> LABEL_WEIGHTS =
      Confusion.numbers("label_weights", "at least 0", Checks::notNegative);

  private static final Setting<Boolean> FROM_LOGITS = Setting.flag("from_logits", false);

  /** Makes the metric with its default settings. */
  public AUC() {
    super(
        "AUC",
        "auc",
        NUM_THRESHOLDS,
        CURVE,
        SUMMATION_METHOD,
        Confusion.THRESHOLDS,
        MULTI_LABEL,
        NUM_LABELS,
        LABEL_WEIGHTS,
        FROM_LOGITS);
  }

  @Override
  protected void checkTogether() {
    if (get(NUM_LABELS) != null && !get(MULTI_LABEL)) {
      throw Fault.of("AUC")
          .expected("numLabels is for multiLabel only")
          .received("numLabels %s, multiLabel false", get(NUM_LABELS))
          .remedy("Set multiLabel first.")
          .argument();
    }
  }

  /**
   * Sets the number of thresholds, which are spread evenly.
   *
   * @param numThresholds how many; by default 200
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 2
   */
  public AUC numThresholds(int numThresholds) {
    return with(NUM_THRESHOLDS, numThresholds);
  }

  /**
   * Sets the curve.
   *
   * @param curve "ROC", the default, "PR" for precision against recall, or "PRGAIN" for their gains
   * @return a metric with that setting
   */
  public AUC curve(String curve) {
    return with(CURVE, curve);
  }

  /**
   * Sets how the area between two thresholds is computed.
   *
   * @param summationMethod "interpolation", the default, "minoring" for the lower or "majoring" for
   *     the upper step
   * @return a metric with that setting
   */
  public AUC summationMethod(String summationMethod) {
    return with(SUMMATION_METHOD, summationMethod);
  }

  /**
   * Sets the thresholds between 0 and 1 in place of evenly spread ones.
   *
   * @param thresholds the thresholds, in [0, 1]
   * @return a metric with that setting
   */
  public AUC thresholds(double... thresholds) {
    return with(Confusion.THRESHOLDS, Arrays.stream(thresholds).boxed().toList());
  }

  /**
   * Says whether each label has its own curve, over whose areas the mean is taken.
   *
   * @param multiLabel true for a curve per column of {@code [batch, labels]}; by default false
   * @return a metric with that setting
   */
  public AUC multiLabel(boolean multiLabel) {
    return with(MULTI_LABEL, multiLabel);
  }

  /**
   * Sets the number of labels, which is checked.
   *
   * @param numLabels the number of columns; by default that of the predictions
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is less than 1
   */
  public AUC numLabels(int numLabels) {
    return with(NUM_LABELS, numLabels);
  }

  /**
   * Sets the weights of the labels.
   *
   * @param labelWeights one per column; by default equal
   * @return a metric with that setting
   * @throws IllegalArgumentException if one is negative
   */
  public AUC labelWeights(double... labelWeights) {
    return with(LABEL_WEIGHTS, Arrays.stream(labelWeights).boxed().toList());
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a metric with that setting
   */
  public AUC fromLogits(boolean fromLogits) {
    return with(FROM_LOGITS, fromLogits);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    checkLabels(yPred);
    Confusion counts = new Confusion("AUC", limits()).byLabel(get(MULTI_LABEL));
    Tensor p = get(FROM_LOGITS) ? Ops.sigmoid(yPred) : yPred;
    return counts.of(yTrue, p, weights(yPred, sampleWeight)).all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    String curve = get(CURVE);
    String summationMethod = get(SUMMATION_METHOD);
    Tensor areas =
        curve.equals("PR") && summationMethod.equals("interpolation")
            ? AUCAreas.precisionRecall(totals)
            : AUCAreas.of(totals, curve, summationMethod);
    Tensor byLabel = Ops.sum(areas, 0);
    if (!get(MULTI_LABEL)) {
      return byLabel;
    }
    if (get(LABEL_WEIGHTS) == null) {
      return Ops.mean(byLabel);
    }
    Tensor weights = weightRow(byLabel);
    return Ops.divideNoNan(Ops.sum(byLabel.times(weights)), Ops.sum(weights));
  }

  /** The thresholds, with one below 0 and one above 1, so that the curve reaches both its ends. */
  private List<Double> limits() {
    List<Double> thresholds = get(Confusion.THRESHOLDS);
    int count = get(NUM_THRESHOLDS);
    List<Double> between =
        thresholds == null
            ? Confusion.evenly(count).subList(1, count - 1)
            : thresholds.stream().sorted().toList();
    List<Double> all = new ArrayList<>();
    all.add(-1e-7);
    all.addAll(between);
    all.add(1 + 1e-7);
    return all;
  }

  private @Nullable Tensor weights(Tensor yPred, @Nullable Tensor sampleWeight) {
    if (get(MULTI_LABEL) || get(LABEL_WEIGHTS) == null) {
      return sampleWeight;
    }
    Tensor samples = Confusion.weights("AUC", sampleWeight, yPred);
    return samples.times(weightRow(yPred));
  }

  private Tensor weightRow(Tensor like) {
    List<Double> row = Objects.requireNonNull(get(LABEL_WEIGHTS));
    double[] values = row.stream().mapToDouble(Double::doubleValue).toArray();
    return Ops.cast(Ops.constant(Nd4j.createFromArray(values)), like.dataType());
  }

  private void checkLabels(Tensor yPred) {
    Integer numLabels = get(NUM_LABELS);
    List<Double> labelWeights = get(LABEL_WEIGHTS);
    if (get(MULTI_LABEL) && yPred.rank() != 2) {
      throw Fault.of("AUC")
          .expected("predictions must be [batch, labels] if multiLabel is true")
          .received(yPred.shape())
          .remedy("Flatten them, or set multiLabel to false.")
          .argument();
    }
    if (numLabels != null && numLabels != yPred.dim(-1)) {
      throw Fault.of("AUC")
          .expected("predictions must have numLabels columns")
          .received("%s for numLabels %s", yPred.shape(), numLabels)
          .remedy("Correct numLabels.")
          .argument();
    }
    if (labelWeights != null && labelWeights.size() != yPred.dim(-1)) {
      throw Fault.of("AUC")
          .expected("labelWeights must have one number per label")
          .received("%s for predictions %s", labelWeights, yPred.shape())
          .remedy("Give one per column.")
          .argument();
    }
  }
}
