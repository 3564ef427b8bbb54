package io.hornbill.metrics;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private final @Nullable String classAggregation;
  private final int numRegressors;

  /** Makes the metric with its default settings. */
  public R2Score() {
    this(new Config());
  }

  R2Score(Config config) {
    super("R2Score", "r2_score", R2Score::new, config);
    classAggregation = checked(config);
    numRegressors = atLeast0(config.integer("num_regressors", 0));
  }

  /**
   * Sets how the scores of the outputs become one.
   *
   * @param classAggregation "uniform_average", the default, "variance_weighted_average", or null
   *     for one score per output
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is something else
   */
  public R2Score classAggregation(@Nullable String classAggregation) {
    return with("class_aggregation", classAggregation);
  }

  /**
   * Adjusts the score to the number of regressors.
   *
   * @param numRegressors the number of independent inputs; by default 0, for no adjustment
   * @return a metric with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public R2Score numRegressors(int numRegressors) {
    return with("num_regressors", numRegressors);
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    TensorChecks.sameShape("R2Score", yTrue, yPred);
    Checks.argument(
        yPred.rank() == 2,
        "R2Score: targets and predictions must be [batch, outputs]. Received: %s. Flatten the other axes.",
        yPred.shape());
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
    return numRegressors == 0 ? scores : adjusted(scores, Totals.of(totals, "num_samples"));
  }

  private Tensor aggregated(Tensor scores, Tensor variance) {
    if (classAggregation == null) {
      return scores;
    }
    return classAggregation.equals("uniform_average")
        ? Ops.mean(scores)
        : Ops.sum(scores.times(variance)).dividedBy(Ops.sum(variance));
  }

  /** The score that more regressors do not raise by themselves; as it was if there are too many. */
  private Tensor adjusted(Tensor scores, Tensor samples) {
    Tensor unexplained = scores.negated().plus(1).times(samples.minus(1));
    Tensor freedom = samples.minus(numRegressors + 1.0);
    Tensor value = unexplained.dividedBy(freedom).negated().plus(1);
    return Ops.where(Ops.greater(freedom, 0), value, scores);
  }

  private static @Nullable String checked(Config config) {
    String name =
        config.has("class_aggregation") && config.get("class_aggregation") == null
            ? null
            : config.text("class_aggregation", "uniform_average");
    Checks.argument(
        name == null || name.equals("uniform_average") || name.equals("variance_weighted_average"),
        "R2Score: classAggregation must be uniform_average, variance_weighted_average or null. Received: %s. Choose one of them.",
        name);
    return name;
  }

  private static int atLeast0(int value) {
    Checks.argument(
        value >= 0,
        "R2Score: numRegressors must be at least 0. Received: %s. Give 0 or more.",
        value);
    return value;
  }

  @Override
  public Config config() {
    return super.config()
        .with("class_aggregation", classAggregation)
        .with("num_regressors", numRegressors);
  }
}
