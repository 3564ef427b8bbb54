package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How often the class of the greatest prediction is that of the target, targets being class
 * numbers.
 *
 * <pre>{@code mean(yTrue == argmax(yPred))}</pre>
 *
 * <p>Targets have the shape {@code [batch, ...]} or {@code [batch, ..., 1]}, predictions {@code
 * [batch, ..., classes]}. Example:
 *
 * <pre>{@code
 * model.compile("adam", "sparse_categorical_crossentropy", new SparseCategoricalAccuracy());
 * }</pre>
 *
 * @see <a href="https://keras.io/api/metrics/accuracy_metrics/">Keras</a>
 */
public final class SparseCategoricalAccuracy extends MeanMetric<SparseCategoricalAccuracy> {
  /** Makes the metric. */
  public SparseCategoricalAccuracy() {
    super("SparseCategoricalAccuracy", "sparse_categorical_accuracy");
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    TensorChecks.classNumbers("SparseCategoricalAccuracy", yTrue, yPred.last(), null);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    Tensor classes = Labels.sparse("SparseCategoricalAccuracy", yTrue, yPred);
    return Ops.equal(classes, Ops.argmax(yPred, -1));
  }
}
