package io.hornbill.metrics;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Precision and recall in one number, per class or over all. */
public abstract class FScore<M extends FScore<M>> extends NamedMetric<M> {
  private static final double EPSILON = 1e-7;
  private static final List<String> AVERAGES = List.of("micro", "macro", "weighted");

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static final Setting<@Nullable String> AVERAGE =
      Setting.optionalString("average")
          .check(
              "\"micro\", \"macro\", \"weighted\"",
              (owner, name, average) -> {
                if (!AVERAGES.contains(String.valueOf(average))) {
                  throw Fault.of(owner)
                      .expected("%s must be one of %s, or null", name, AVERAGES)
                      .received(average)
                      .remedy("Choose one of them.")
                      .argument();
                }
              });

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static final Setting<@Nullable Double> THRESHOLD =
      Setting.optionalNumber("threshold")
          .only("in (0, 1]", "Choose a number in that range.", t -> t == null || (t > 0 && t <= 1));

  FScore(String className, String name, Setting<?>... declared) {
    super(className, name, declared);
  }

  /** How many times recall counts as much as precision. */
  abstract double beta();

  /**
   * Sets how the scores of the classes become one.
   *
   * @param average "micro", "macro", "weighted" by the classes' frequency, or null, the default,
   *     for one score per class
   * @return a metric with that setting
   */
  public M average(@Nullable String average) {
    return with(AVERAGE, average);
  }

  /**
   * Sets the threshold.
   *
   * @param threshold predictions above it count as positive, in (0, 1]; by default the greatest of
   *     each sample does
   * @return a metric with that setting
   */
  public M threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    boolean micro = "micro".equals(get(AVERAGE));
    Double threshold = get(THRESHOLD);
    TensorChecks.sameShape(className(), yTrue, yPred);
    if (!micro && yPred.rank() != 2) {
      throw Fault.of(className())
          .expected("targets and predictions must be [batch, classes]")
          .received(yPred.shape())
          .remedy("Flatten the other axes, or use the average \"micro\".")
          .argument();
    }
    Tensor weight = Confusion.weights(className(), sampleWeight, yPred);
    Tensor predicted = threshold == null ? best(yPred) : Ops.greater(yPred, threshold);
    Tensor both = predicted.times(yTrue);
    int[] over = micro ? new int[0] : new int[] {0};
    return Map.of(
        "true_positives", Ops.sum(both.times(weight), over),
        "false_positives", Ops.sum(predicted.minus(both).times(weight), over),
        "false_negatives", Ops.sum(yTrue.minus(both).times(weight), over),
        "weights", Ops.sum(yTrue.times(weight), over));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    String average = get(AVERAGE);
    double square = beta() * beta();
    Tensor tp = Totals.of(totals, "true_positives");
    Tensor predicted = tp.plus(Totals.of(totals, "false_positives"));
    Tensor actual = tp.plus(Totals.of(totals, "false_negatives"));
    Tensor precision = tp.dividedBy(predicted.plus(EPSILON));
    Tensor recall = tp.dividedBy(actual.plus(EPSILON));
    Tensor sum = precision.times(square).plus(recall).plus(EPSILON);
    Tensor scores = precision.times(recall).dividedBy(sum).times(1 + square);
    if (average == null) {
      return scores;
    }
    if (average.equals("weighted")) {
      Tensor weights = Totals.of(totals, "weights");
      return Ops.sum(scores.times(weights.dividedBy(Ops.sum(weights).plus(EPSILON))));
    }
    return scores.rank() == 0 ? scores : Ops.mean(scores);
  }

  /** The greatest predictions of each sample, unless they are 0. */
  private static Tensor best(Tensor yPred) {
    Tensor greatest = Ops.greaterEqual(yPred, Ops.max(yPred, -1, true));
    return Ops.logicalAnd(greatest, Ops.greater(Ops.abs(yPred), 1e-9));
  }
}
