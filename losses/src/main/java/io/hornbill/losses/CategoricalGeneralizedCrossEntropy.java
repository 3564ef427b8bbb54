package io.hornbill.losses;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss between cross-entropy and absolute error, for labels of which some are wrong.
 *
 * <pre>{@code (1 - yPred[yTrue]^q) / q}</pre>
 *
 * <p>Targets are whole numbers {@code [batch, ...]} or {@code [batch, ..., 1]} in [0, classes);
 * predictions {@code [batch, ..., classes]} are probabilities. Example:
 *
 * <pre>{@code model.compile("adam", new CategoricalGeneralizedCrossEntropy().q(0.7));}</pre>
 *
 * @see <a href="https://arxiv.org/abs/1805.07836">The paper</a>
 */
public final class CategoricalGeneralizedCrossEntropy
    extends NamedLoss<CategoricalGeneralizedCrossEntropy> {
  private static final Setting<Double> Q =
      Setting.number("q", 0.5)
          .only("in (0, 1)", "Choose a number in that range.", q -> q > 0 && q < 1);

  /** Makes the loss with its default settings. */
  public CategoricalGeneralizedCrossEntropy() {
    super("CategoricalGeneralizedCrossEntropy", "categorical_generalized_cross_entropy", Q);
  }

  /**
   * Sets where between cross-entropy and absolute error the loss is.
   *
   * @param q above 0, which would be cross-entropy, and below 1, which would be absolute error; by
   *     default 0.5
   * @return a loss with that setting
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public CategoricalGeneralizedCrossEntropy q(double q) {
    return with(Q, q);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    double q = get(Q);
    Tensor classes = ClassNumbers.of("CategoricalGeneralizedCrossEntropy", yTrue, yPred, -1);
    Tensor chosen = Ops.oneHot(classes, yPred.dim(-1));
    Tensor logits = Probabilities.softmaxInput(yPred);
    // The power of a softmax is computed from its input: its own gradient at 0 would be infinite.
    Tensor power =
        logits == null
            ? Ops.power(Ops.sum(yPred.times(chosen), -1), q)
            : Ops.exp(Ops.sum(Ops.logSoftmax(logits).times(chosen), -1).times(q));
    return power.negated().plus(1).dividedBy(q);
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    ClassNumbers.check("CategoricalGeneralizedCrossEntropy", yTrue, yPred.last(), null);
  }
}
