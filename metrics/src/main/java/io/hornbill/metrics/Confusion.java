package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import io.hornbill.graph.internal.ops.ScatterAdd;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Counts right and wrong answers of a batch at thresholds: {@code [thresholds]}, or {@code
 * [thresholds, labels]} if each label is counted by itself.
 */
final class Confusion {
  /** A threshold below every prediction. */
  static final double BELOW_ALL = -1e10;

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static final Setting<@Nullable List<Double>> THRESHOLDS =
      numbers(
              "thresholds",
              "in [0, 1]",
              (owner, name, value) -> Checks.within(owner, name, value, 0, 1))
          .check(
              "one or more in [0, 1]",
              (owner, name, values) -> {
                if (values != null && values.isEmpty()) {
                  throw Fault.of(owner)
                      .expected("%s must not be empty", name)
                      .received("[]")
                      .remedy("Give at least one.")
                      .argument();
                }
              });

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static final Setting<@Nullable Integer> CLASS_ID = Setting.optionalInteger("class_id").atLeast(0);

  private static final double TOLERANCE = 1e-7;

  private final String owner;
  private final List<Double> thresholds;
  private @Nullable Integer topK;
  private @Nullable Integer classId;
  private boolean byLabel;

  Confusion(String owner, List<Double> thresholds) {
    this.owner = owner;
    this.thresholds = thresholds;
  }

  Confusion topK(@Nullable Integer topK) {
    this.topK = topK;
    return this;
  }

  Confusion classId(@Nullable Integer classId) {
    this.classId = classId;
    return this;
  }

  Confusion byLabel(boolean byLabel) {
    this.byLabel = byLabel;
    return this;
  }

  /**
   * The counts of a batch.
   *
   * @param truePositives right among the positive predictions
   * @param falsePositives wrong among them
   * @param positives the positive targets, one number or one per label
   * @param negatives the negative ones
   */
  record Counts(Tensor truePositives, Tensor falsePositives, Tensor positives, Tensor negatives) {
    Tensor trueNegatives() {
      return negatives.minus(falsePositives);
    }

    Tensor falseNegatives() {
      return positives.minus(truePositives);
    }

    Map<String, Tensor> all() {
      Map<String, Tensor> all = new LinkedHashMap<>();
      all.put("true_positives", truePositives);
      all.put("true_negatives", trueNegatives());
      all.put("false_positives", falsePositives);
      all.put("false_negatives", falseNegatives());
      return all;
    }
  }

  Counts of(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    TensorChecks.sameShape(owner, yTrue, yPred);
    Tensor weight = weights(owner, sampleWeight, yPred);
    Tensor labels = Ops.notEqual(chosenClass(yTrue), 0);
    Tensor scores = chosenClass(topK == null ? yPred : onlyTopK(yPred, topK));
    Tensor wide = weight.dim(-1) == 1 ? weight : chosenClass(weight);
    Tensor positive = labels.times(wide);
    Tensor negative = labels.negated().plus(1).times(wide);
    return new Counts(
        above(scores, positive), above(scores, negative), total(positive), total(negative));
  }

  private Tensor total(Tensor x) {
    return byLabel ? Ops.sum(x, 0) : Ops.sum(x);
  }

  /** At each threshold, the sum of the weights whose scores are above it. */
  private Tensor above(Tensor scores, Tensor weights) {
    long labels = byLabel ? scores.dim(-1) : 1;
    Tensor flatScores = Ops.reshape(scores, Shape.UNKNOWN, labels);
    Tensor flatWeights = Ops.reshape(weights, Shape.UNKNOWN, labels);
    Tensor sums = isEven() ? byBuckets(flatScores, flatWeights) : oneByOne(flatScores, flatWeights);
    return byLabel ? sums : Ops.reshape(sums, thresholds.size());
  }

  private Tensor oneByOne(Tensor scores, Tensor weights) {
    double[] limits = thresholds.stream().mapToDouble(Double::doubleValue).toArray();
    Tensor row = Ops.cast(Ops.constant(Nd4j.createFromArray(limits)), scores.dataType());
    Tensor passed = Ops.greater(Ops.expandDims(scores, 0), Ops.reshape(row, limits.length, 1, 1));
    return Ops.sum(passed.times(Ops.expandDims(weights, 0)), 1);
  }

  /** Evenly spread thresholds: each score is looked at once, whatever their number. */
  private Tensor byBuckets(Tensor scores, Tensor weights) {
    long count = thresholds.size();
    long labels = scores.dim(-1);
    Tensor cut = Ops.where(Ops.isnan(scores), Ops.zerosLike(scores), Ops.clip(scores, 0, 1));
    // How many thresholds a score is above; all are above one that is below 0.
    Tensor passed = Ops.ceil(cut.times(count - 1.0));
    if (thresholds.get(0) < 0) {
      passed = Ops.maximum(passed, 1);
    }
    Tensor columns = Ops.arange(labels, scores.dataType());
    Tensor buckets = Ops.reshape(passed.times((double) labels).plus(columns), Shape.UNKNOWN);
    Tensor added =
        Node.apply(
            new ScatterAdd((count + 1) * labels),
            buckets,
            Ops.reshape(Ops.broadcastTo(weights, scores.shape()), Shape.UNKNOWN));
    Tensor table = Ops.reshape(added, count + 1, labels);
    return Ops.slice(Ops.cumsum(table, 0, true), 0, 1, count + 1);
  }

  private boolean isEven() {
    int last = thresholds.size() - 1;
    return last >= 2
        && IntStream.rangeClosed(0, last)
            .allMatch(i -> Math.abs(thresholds.get(i) - (double) i / last) <= 2 * TOLERANCE);
  }

  private Tensor chosenClass(Tensor x) {
    if (classId == null) {
      return x;
    }
    if (x.rank() < 2 || (x.dim(-1) >= 0 && classId >= x.dim(-1))) {
      throw Fault.of(owner)
          .expected("classId must be one of the classes of predictions [batch, classes]")
          .received("%s for %s", classId, x.shape())
          .remedy("Classes count from 0.")
          .argument();
    }
    return Ops.slice(x, -1, classId, classId + 1L);
  }

  private Tensor onlyTopK(Tensor x, int k) {
    if (k > x.dim(-1)) {
      throw Fault.of(owner)
          .expected("topK must be at most the number of classes")
          .received("%s for predictions %s", k, x.shape())
          .remedy("Choose a smaller number.")
          .argument();
    }
    Tensor best = Ops.sum(Ops.oneHot(Ops.topK(x, k).get(1), x.dim(-1)), -2);
    return Ops.where(best, x, Ops.fill(BELOW_ALL, x.spec()));
  }

  /** Weights of as many axes as the values have, and ones if there are none. */
  static Tensor weights(String owner, @Nullable Tensor sampleWeight, Tensor values) {
    if (sampleWeight == null) {
      return Ops.onesLike(values);
    }
    Tensor weight = Ops.cast(sampleWeight, values.dataType());
    if (weight.rank() == values.rank() + 1 && weight.dim(-1) == 1) {
      weight = Ops.squeeze(weight, -1);
    }
    while (weight.rank() < values.rank()) {
      weight = Ops.expandDims(weight, -1);
    }
    Shape shape = weight.shape();
    if (shape.rank() != values.rank()
        || !IntStream.range(0, shape.rank())
            .allMatch(i -> shape.dim(i) == 1 || shape.dim(i) == values.dim(i))) {
      throw Fault.of(owner)
          .expected("weights must have the shape of the predictions, or only their first axes")
          .received("%s for predictions %s", sampleWeight.shape(), values.shape())
          .remedy("Give one weight per sample or per prediction.")
          .argument();
    }
    return Ops.broadcastTo(weight, values.shape());
  }

  /** The only element, or all if there are several. */
  static Tensor single(Tensor counts) {
    return counts.dim(0) == 1 ? Ops.select(counts, 0, 0) : counts;
  }

  static Tensor sensitivity(Map<String, Tensor> totals) {
    return part(totals, "true_positives", "false_negatives");
  }

  static Tensor specificity(Map<String, Tensor> totals) {
    return part(totals, "true_negatives", "false_positives");
  }

  static Tensor precision(Map<String, Tensor> totals) {
    return part(totals, "true_positives", "false_positives");
  }

  private static Tensor part(Map<String, Tensor> totals, String one, String other) {
    Tensor a = Totals.of(totals, one);
    return Ops.divideNoNan(a, a.plus(Totals.of(totals, other)));
  }

  /** Thresholds from 0 to 1; a half if there is only one. */
  static List<Double> evenly(int count) {
    return count == 1
        ? List.of(0.5)
        : IntStream.range(0, count).mapToObj(i -> (double) i / (count - 1)).toList();
  }

  static List<Double> orHalf(@Nullable List<Double> thresholds) {
    return thresholds == null ? List.of(0.5) : thresholds;
  }

  /** Declares a list of numbers that may be absent, each of which is checked. */
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  static Setting<@Nullable List<Double>> numbers(
      String key, String range, Setting.Check<Double> check) {
    return Setting.optionalNumbers(key)
        .check(
            range,
            (owner, name, values) -> {
              if (values != null) {
                values.forEach(value -> check.check(owner, name, value));
              }
            });
  }
}
