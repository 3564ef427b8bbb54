package io.hornbill.metrics;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.data.JavaArrays;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is reported about a model while it trains, and not minimized.
 *
 * <p>A metric is exact over an epoch: each batch adds to running totals, and the results follow
 * from the totals. The metric itself is stateless; the totals belong to the training loop, which
 * keeps them in double precision and sets them to zero before each epoch. Those of {@link
 * #updateState} are apart from them.
 *
 * <pre>{@code
 * Metric meanPred = Metric.of("mean_pred", (yTrue, yPred) -> mean(yPred));
 * model.compile("adam", "mse", "mae", meanPred);
 * }</pre>
 *
 * @see Metrics
 */
public interface Metric {
  /** {@return the name, under which a metric of one value is logged} */
  String name();

  /**
   * Computes what a batch adds to the running totals.
   *
   * @param yTrue the targets, {@code [batch, ...]}
   * @param yPred the predictions, {@code [batch, ...]}
   * @param sampleWeight weights {@code [batch]}, or of more axes of the values; null for none
   * @return the additions by the names of the totals, of shapes that do not depend on the batch
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  Map<String, Tensor> totals(Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight);

  /**
   * Checks targets before they are used, as the losses of class numbers do.
   *
   * @param yTrue the targets
   * @param yPred the shape of the predictions, unknown lengths being -1
   * @throws IllegalArgumentException if one is a number that the metric would count for nothing
   */
  default void checkTargets(INDArray yTrue, Shape yPred) {}

  /**
   * Computes the results from the totals.
   *
   * @param totals the totals by their names
   * @return the results by the names under which they are logged: single numbers or small tensors
   */
  Map<String, Tensor> results(Map<String, Tensor> totals);

  /**
   * Adds a batch to totals of the metric's own, for loops of your own.
   *
   * <pre>{@code
   * var accuracy = new SparseCategoricalAccuracy();
   * accuracy.updateState(labels, model.predict(x));
   * System.out.println(accuracy.result());
   * accuracy.resetState();
   * }</pre>
   *
   * @param yTrue the targets {@code [batch, ...]}: an array of ND4J, a {@code float[][]}, {@code
   *     int[]}, list of rows, …
   * @param yPred the predictions {@code [batch, ...]}, in the same forms
   * @throws IllegalArgumentException if they are no numbers, or do not fit each other
   */
  default void updateState(Object yTrue, Object yPred) {
    RunningTotals.of(this).add(this, JavaArrays.toArray(yTrue), JavaArrays.toArray(yPred), null);
  }

  /**
   * Adds a batch of weighted rows to totals of the metric's own.
   *
   * @param yTrue the targets {@code [batch, ...]}
   * @param yPred the predictions {@code [batch, ...]}
   * @param sampleWeight how much each row counts, {@code [batch]}
   * @throws IllegalArgumentException if they are no numbers, or do not fit each other
   */
  default void updateState(Object yTrue, Object yPred, Object sampleWeight) {
    RunningTotals.of(this)
        .add(
            this,
            JavaArrays.toArray(yTrue),
            JavaArrays.toArray(yPred),
            JavaArrays.toArray(sampleWeight));
  }

  /**
   * Returns what the batches of {@link #updateState} come to.
   *
   * @return the result; 0 if there was none, as in Keras
   * @throws IllegalStateException if the metric has several results, or an array
   */
  default double result() {
    Map<String, INDArray> all = results();
    if (all.isEmpty()) {
      return 0;
    }
    INDArray first = all.values().iterator().next();
    if (all.size() > 1 || first.length() != 1) {
      throw Fault.of(className())
          .expected("the result must be a single number")
          .received("%s of shape %s", all.keySet(), Shape.of(first.shape()))
          .remedy("Ask results(), which has arrays by name.")
          .state();
    }
    return first.getDouble(0);
  }

  /**
   * Returns what the batches of {@link #updateState} come to, for metrics of several results or of
   * arrays.
   *
   * @return copies of the results by their names; none before the first batch
   */
  default Map<String, INDArray> results() {
    return RunningTotals.of(this).results(this);
  }

  /** Sets the totals of {@link #updateState} to zero. */
  default void resetState() {
    RunningTotals.of(this).reset();
  }

  /**
   * Returns a metric that does the same under another name.
   *
   * @param name the name
   * @return the metric
   */
  default Metric name(String name) {
    return new RenamedMetric(this, name);
  }

  /** {@return the name of the class in Keras' files; by default the class' simple name} */
  default String className() {
    return getClass().getSimpleName();
  }

  /**
   * Returns the settings, from which {@link Metrics#get(String, Config)} makes the metric again.
   *
   * @return the settings in Keras' field names; by default the name
   */
  default Config config() {
    return new Config().with("name", name());
  }

  /**
   * Makes a metric from a function. Over an epoch it is the mean of the function's values, in which
   * each batch counts by its rows, or by its weight if there are sample weights.
   *
   * @param name the name
   * @param function computes of targets and predictions {@code [batch, ...]} a single number for
   *     the batch, or one value per sample or position {@code [batch, ...]}
   * @return the metric
   */
  static Metric of(String name, BinaryOperator<Tensor> function) {
    return new FunctionMetric(name, (yTrue, yPred) -> Map.of(name, function.apply(yTrue, yPred)));
  }

  /**
   * Makes a metric of several values from a function. Over an epoch they are the means of the
   * function's values, in which each batch counts by its rows, or by its weight if there are sample
   * weights.
   *
   * @param function computes of targets and predictions {@code [batch, ...]} by log name a single
   *     number for the batch, or one value per sample or position {@code [batch, ...]}; the same
   *     names at each call
   * @return the metric
   */
  static Metric ofMap(BiFunction<Tensor, Tensor, Map<String, Tensor>> function) {
    return ofMap("metric", function);
  }

  /**
   * Makes a metric of several values from a function.
   *
   * @param name the name of the metric; its values are logged under the names that the function
   *     gives them
   * @param function the function
   * @return the metric
   * @see #ofMap(BiFunction)
   */
  static Metric ofMap(String name, BiFunction<Tensor, Tensor, Map<String, Tensor>> function) {
    return new FunctionMetric(name, function);
  }
}
