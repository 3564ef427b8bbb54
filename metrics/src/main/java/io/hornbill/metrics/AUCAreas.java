package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.Map;

/**
 * The areas between neighbouring thresholds under a curve, {@code [thresholds - 1]} or {@code
 * [thresholds - 1, labels]}.
 */
final class AUCAreas {
  private AUCAreas() {}

  static Tensor of(Map<String, Tensor> totals, String curve, String summationMethod) {
    Tensor x;
    Tensor y;
    switch (curve) {
      case "ROC" -> {
        Tensor fp = Totals.of(totals, "false_positives");
        x = Ops.divideNoNan(fp, fp.plus(Totals.of(totals, "true_negatives")));
        y = Confusion.sensitivity(totals);
      }
      case "PR" -> {
        x = Confusion.sensitivity(totals);
        y = Confusion.precision(totals);
      }
      default -> {
        x = Ops.maximum(gain(totals, "false_negatives", 0), 0);
        y = gain(totals, "false_positives", 1);
      }
    }
    Tensor heights =
        switch (summationMethod) {
          case "interpolation" -> upper(y).plus(lower(y)).times(0.5);
          case "minoring" -> Ops.minimum(upper(y), lower(y));
          default -> Ops.maximum(upper(y), lower(y));
        };
    return upper(x).minus(lower(x)).times(heights);
  }

  /**
   * Precision against recall, between whose points precision is not a straight line.
   *
   * @see <a href="https://www.biostat.wisc.edu/~page/rocpr.pdf">Davis and Goadrich, The
   *     Relationship Between Precision-Recall and ROC Curves</a>
   */
  static Tensor precisionRecall(Map<String, Tensor> totals) {
    Tensor tp = Totals.of(totals, "true_positives");
    Tensor p = tp.plus(Totals.of(totals, "false_positives"));
    Tensor dtp = upper(tp).minus(lower(tp));
    Tensor slope = Ops.divideNoNan(dtp, Ops.relu(upper(p).minus(lower(p))));
    Tensor intercept = lower(tp).minus(slope.times(lower(p)));
    Tensor both = Ops.logicalAnd(Ops.greater(upper(p), 0), Ops.greater(lower(p), 0));
    Tensor ratio = Ops.divideNoNan(upper(p), Ops.relu(lower(p)));
    Tensor safe = Ops.where(both, ratio, Ops.onesLike(ratio));
    Tensor area = slope.times(dtp.plus(intercept.times(Ops.log(safe))));
    Tensor fn = lower(Totals.of(totals, "false_negatives"));
    return Ops.divideNoNan(area, Ops.relu(lower(tp).plus(fn)));
  }

  /** Precision or recall, rescaled so that always answering yes has none. */
  private static Tensor gain(Map<String, Tensor> totals, String errors, double without) {
    Tensor tp = Totals.of(totals, "true_positives");
    Tensor positives = tp.plus(Totals.of(totals, "false_negatives"));
    Tensor negatives =
        Totals.of(totals, "true_negatives").plus(Totals.of(totals, "false_positives"));
    Tensor scale = Ops.divideNoNan(positives, negatives);
    Tensor wrong = Ops.divideNoNan(Totals.of(totals, errors), tp);
    Tensor gain = scale.times(wrong).negated().plus(1);
    return Ops.where(Ops.equal(tp, 0), Ops.fill(without, gain.spec()), gain);
  }

  /** The values at the thresholds but the last. */
  private static Tensor upper(Tensor x) {
    return Ops.slice(x, 0, 0, x.dim(0) - 1);
  }

  /** The values at the thresholds but the first. */
  private static Tensor lower(Tensor x) {
    return Ops.slice(x, 0, 1, x.dim(0));
  }
}
