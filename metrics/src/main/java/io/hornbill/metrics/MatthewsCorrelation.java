package io.hornbill.metrics;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The correlation between targets and predictions that are 0 or 1, as in Keras 1.
 *
 * <pre>{@code
 * (tp * tn - fp * fn) / sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
 * }</pre>
 *
 * <p>Targets are 0 or 1 and predictions probabilities, both {@code [batch, ...]}; all that is above
 * 0.5 counts as 1. Example:
 *
 * <pre>{@code model.compile("adam", "binary_crossentropy", "matthews_correlation");}</pre>
 *
 * @see <a href="https://doi.org/10.1016/0005-2795(75)90109-9">The paper</a>
 */
public final class MatthewsCorrelation extends NamedMetric<MatthewsCorrelation> {
  /** Makes the metric. */
  public MatthewsCorrelation() {
    super("MatthewsCorrelation", "matthews_correlation");
  }

  @Override
  protected Map<String, Tensor> additions(
      Tensor yTrue, Tensor yPred, @Nullable Tensor sampleWeight) {
    Tensor labels = Ops.greater(yTrue, 0.5);
    return new Confusion("MatthewsCorrelation", List.of(0.5)).of(labels, yPred, sampleWeight).all();
  }

  @Override
  protected Tensor result(Map<String, Tensor> totals) {
    Tensor tp = Confusion.single(Totals.of(totals, "true_positives"));
    Tensor tn = Confusion.single(Totals.of(totals, "true_negatives"));
    Tensor fp = Confusion.single(Totals.of(totals, "false_positives"));
    Tensor fn = Confusion.single(Totals.of(totals, "false_negatives"));
    Tensor left = tp.plus(fp).times(tp.plus(fn));
    Tensor right = tn.plus(fp).times(tn.plus(fn));
    Tensor excess = tp.times(tn).minus(fp.times(fn));
    return excess.dividedBy(Ops.sqrt(left.times(right)).plus(1e-7));
  }
}
