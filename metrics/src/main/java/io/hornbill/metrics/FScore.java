package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Precision and recall in one number, per class or over all. */
final class FScores {
  private static final double EPSILON = 1e-7;
  private static final List<String> AVERAGES = List.of("micro", "macro", "weighted");

  private FScores() {}

  static Map<String, Tensor> totals(
      String owner,
      Tensor yTrue,
      Tensor yPred,
      @Nullable Tensor sampleWeight,
      @Nullable String average,
      @Nullable Double threshold) {
    boolean micro = "micro".equals(average);
    TensorChecks.sameShape(owner, yTrue, yPred);
    Checks.argument(
        micro || yPred.rank() == 2,
        "%s: targets and predictions must be [batch, classes]. Received: %s. Flatten the other axes, or use the average \"micro\".",
        owner,
        yPred.shape());
    Tensor weight = Confusion.weights(owner, sampleWeight, yPred);
    Tensor predicted = threshold == null ? best(yPred) : Ops.greater(yPred, threshold);
    Tensor both = predicted.times(yTrue);
    int[] over = micro ? new int[0] : new int[] {0};
    return Map.of(
        "true_positives", Ops.sum(both.times(weight), over),
        "false_positives", Ops.sum(predicted.minus(both).times(weight), over),
        "false_negatives", Ops.sum(yTrue.minus(both).times(weight), over),
        "weights", Ops.sum(yTrue.times(weight), over));
  }

  static Tensor result(Map<String, Tensor> totals, double beta, @Nullable String average) {
    Tensor tp = Totals.of(totals, "true_positives");
    Tensor predicted = tp.plus(Totals.of(totals, "false_positives"));
    Tensor actual = tp.plus(Totals.of(totals, "false_negatives"));
    Tensor precision = tp.dividedBy(predicted.plus(EPSILON));
    Tensor recall = tp.dividedBy(actual.plus(EPSILON));
    Tensor sum = precision.times(beta * beta).plus(recall).plus(EPSILON);
    Tensor scores = precision.times(recall).dividedBy(sum).times(1 + beta * beta);
    if (average == null) {
      return scores;
    }
    if (average.equals("weighted")) {
      Tensor weights = Totals.of(totals, "weights");
      return Ops.sum(scores.times(weights.dividedBy(Ops.sum(weights).plus(EPSILON))));
    }
    return scores.rank() == 0 ? scores : Ops.mean(scores);
  }

  static @Nullable String average(String owner, Config config) {
    String average = config.get("average") == null ? null : config.text("average", "");
    Checks.argument(
        average == null || AVERAGES.contains(average),
        "%s: average must be one of %s, or null. Received: %s. Choose one of them.",
        owner,
        AVERAGES,
        average);
    return average;
  }

  static @Nullable Double threshold(String owner, Config config) {
    if (config.get("threshold") == null) {
      return null;
    }
    double threshold = config.number("threshold", 0);
    Checks.argument(
        threshold > 0 && threshold <= 1,
        "%s: threshold must be in (0, 1]. Received: %s. Choose a number in that range.",
        owner,
        threshold);
    return threshold;
  }

  /** The greatest predictions of each sample, unless they are 0. */
  private static Tensor best(Tensor yPred) {
    Tensor greatest = Ops.greaterEqual(yPred, Ops.max(yPred, -1, true));
    return Ops.logicalAnd(greatest, Ops.greater(Ops.abs(yPred), 1e-9));
  }
}
