package io.hornbill.metrics;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The coefficient of determination: which part of the targets' variance the predictions explain.
 *
 * <pre>{@code 1 - sum((yTrue - yPred)²) / sum((yTrue - mean(yTrue))²)}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, outputs]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new R2Score().numRegressors(3));}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/regression_metrics/">Keras</a>
 */
public final class R2Score extends NamedMetric<R2Score> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable String> CLASS_AGGREGATION =
      Setting.optionalString("class_aggregation")
          .initially("uniform_average")
          .nullMeans(null)
          .check("\"uniform_average\", \"variance_weighted_average\"", R2Score::checkAggregation);

  private static final Setting<Integer> NUM_REGRESSORS =
      Setting.integer("num_regressors", 0).atLeast(0);

  /** Makes the metric with its default settings. */
  public R2Score() {
    super("R2Score", "r2_score", CLASS_AGGREGATION, NUM_REGRESSORS);
  }

  /**
   * Sets how the scores of the outputs become one.
   *
   * @param classAggregation "uniform_average", the default, "variance_weighted_average", or null
   *     for one score per output
   * @return a metric with that setting
   */
  public R2Score classAggregation(@Nullable String classAggregation) {
    return with(CLASS_AGGREGATION, classAggregation);
  }

  /**
   * Adjusts the score to the number of regressors.
   *
   * @param numRegressors the number of independent inputs; by default 0, for no adjustment
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public R2Score numRegressors(int numRegressors) {
    return with(NUM_REGRESSORS, numRegressors);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    TensorChecks.sameShape("R2Score", yTrue, yPred);
    if (yPred.rank() != 2) {
      throw Fault.of("R2Score")
          .expected("targets and predictions must be [batch, outputs]")
          .received(yPred.shape())
          .remedy("Flatten the other axes.")
          .argument();
    }
    // In double precision, since the variance is the small difference of two large sums.
    Tensor x = Ops.cast(yTrue, DataType.DOUBLE);
    Tensor error = Ops.square(x.minus(Ops.cast(yPred, DataType.DOUBLE)));
    Tensor weight = Confusion.weights("R2Score", sampleWeight, x);
    Tensor weighted = x.times(weight);
    return Map.of(
        "sum", Ops.sum(weighted, 0),
        "squared_sum", Ops.sum(x.times(weighted), 0),
        "residual", Ops.sum(error.times(weight), 0),
        "count", Ops.sum(weight, 0),
        "num_samples", Ops.sum(Ops.onesLike(x)));
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor sum = Totals.of(totals, "sum");
    Tensor mean = sum.dividedBy(Totals.of(totals, "count"));
    Tensor variance = Totals.of(totals, "squared_sum").minus(sum.times(mean));
    Tensor raw = Totals.of(totals, "residual").dividedBy(variance).negated().plus(1);
    Tensor infinite = Ops.equal(Ops.abs(raw), Double.POSITIVE_INFINITY);
    Tensor scores = aggregated(Ops.where(infinite, Ops.zerosLike(raw), raw), variance);
    return get(NUM_REGRESSORS) == 0 ? scores : adjusted(scores, Totals.of(totals, "num_samples"));
  }

  private Tensor aggregated(Tensor scores, Tensor variance) {
    String aggregation = get(CLASS_AGGREGATION);
    if (aggregation == null) {
      return scores;
    }
    return aggregation.equals("uniform_average")
        ? Ops.mean(scores)
        : Ops.sum(scores.times(variance)).dividedBy(Ops.sum(variance));
  }

  /** The score that more regressors do not raise by themselves; as it was if there are too many. */
  private Tensor adjusted(Tensor scores, Tensor samples) {
    Tensor unexplained = scores.negated().plus(1).times(samples.minus(1));
    Tensor freedom = samples.minus(get(NUM_REGRESSORS) + 1.0);
    Tensor value = unexplained.dividedBy(freedom).negated().plus(1);
    return Ops.where(Ops.greater(freedom, 0), value, scores);
  }

  private static void checkAggregation(String owner, String name, @Nullable String value) {
    if (!"uniform_average".equals(value) && !"variance_weighted_average".equals(value)) {
      throw Fault.of(owner)
          .expected("%s must be uniform_average, variance_weighted_average or null", name)
          .received(value)
          .remedy("Choose one of them.")
          .argument();
    }
  }
}
