package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How often the class of the greatest prediction is that of the target, one-hot targets.
 *
 * <pre>{@code mean(argmax(yTrue) == argmax(yPred))}</pre>
 *
 * <p>Targets and predictions have the same shape {@code [batch, ..., classes]}. Example:
 *
 * <pre>{@code model.compile("adam", "categorical_crossentropy", new CategoricalAccuracy());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/accuracy_metrics/">Keras</a>
 */
public final class CategoricalAccuracy extends MeanMetric<CategoricalAccuracy> {
  /** Makes the metric. */
  public CategoricalAccuracy() {
    super("CategoricalAccuracy", "categorical_accuracy");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("CategoricalAccuracy", yTrue, yPred);
    return Ops.equal(Ops.argmax(yTrue, -1), Ops.argmax(yPred, -1));
  }
}
