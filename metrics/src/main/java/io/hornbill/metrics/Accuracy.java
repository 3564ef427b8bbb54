package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;

/**
 * How often predictions equal targets.
 *
 * <pre>{@code mean(yTrue == yPred)}</pre>
 *
 * <p>The name {@code "accuracy"} in {@code compile} means the accuracy that fits the shapes, which
 * is rarely this one. Targets and predictions have the same shape {@code [batch, ...]}. Example:
 *
 * <pre>{@code model.compile("adam", "mse", new Accuracy());}</pre>
 *
 * @see <a href="https://keras.io/api/metrics/accuracy_metrics/">Keras</a>
 */
public final class Accuracy extends MeanMetric<Accuracy> {
  /** Makes the metric. */
  public Accuracy() {
    super("Accuracy", "accuracy");
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("Accuracy", yTrue, yPred);
    return Ops.equal(yTrue, yPred);
  }
}
