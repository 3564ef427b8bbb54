package io.hornbill.losses;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The cross-entropy of classes given by their numbers.
 *
 * <pre>{@code -log(yPred[yTrue])}</pre>
 *
 * <p>Targets are whole numbers {@code [batch, ...]} or {@code [batch, ..., 1]} in [0, classes).
 * Predictions {@code [batch, ..., classes]} are probabilities: they are divided by their sum and
 * cut to [1e-7, 1 - 1e-7]; those that come straight from a softmax are not cut, but computed from
 * its input, so that value and gradient are exact. Example:
 *
 * <pre>
 * {@code model.compile("adam", new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");}
 * </pre>
 *
 * @see <a href="https://keras.io/api/losses/probabilistic_losses/">Keras</a>
 */
public final class SparseCategoricalCrossentropy
    extends Crossentropy<SparseCategoricalCrossentropy> {
  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Integer> IGNORE_CLASS =
      Setting.optionalInteger("ignore_class");

  /** Makes the loss with its default settings. */
  public SparseCategoricalCrossentropy() {
    super(
        "SparseCategoricalCrossentropy",
        "sparse_categorical_crossentropy",
        FROM_LOGITS,
        IGNORE_CLASS,
        AXIS);
  }

  /**
   * Leaves a class out.
   *
   * @param ignoreClass the class whose samples do not count, which may be a number outside of [0,
   *     classes); by default none
   * @return a loss with that setting
   */
  public SparseCategoricalCrossentropy ignoreClass(int ignoreClass) {
    return with(IGNORE_CLASS, ignoreClass);
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    Tensor classes = classes(yTrue, yPred);
    Tensor last = Probabilities.classesLast(yPred, get(AXIS));
    Integer ignoreClass = get(IGNORE_CLASS);
    if (ignoreClass != null) {
      classes = Ops.where(Ops.notEqual(classes, ignoreClass), classes, Ops.zerosLike(classes));
    }
    Tensor chosen =
        Ops.oneHot(classes, last.dim(-1))
            .times(Probabilities.logarithms(last, get(FROM_LOGITS), -1));
    Tensor losses = Ops.sum(chosen, -1).negated();
    Tensor valid = mask(yTrue, yPred, losses);
    return valid == null ? losses : Ops.where(valid, losses, Ops.zerosLike(losses));
  }

  @Override
  public @Nullable Tensor mask(Tensor yTrue, Tensor yPred, Tensor values) {
    Integer ignoreClass = get(IGNORE_CLASS);
    return ignoreClass == null ? null : Ops.notEqual(classes(yTrue, yPred), ignoreClass);
  }

  @Override
  public boolean takesClassNumbers() {
    return true;
  }

  @Override
  public void checkTargets(INDArray yTrue, Shape yPred) {
    ClassNumbers.check(
        "SparseCategoricalCrossentropy", yTrue, yPred.dim(get(AXIS)), get(IGNORE_CLASS));
  }

  private Tensor classes(Tensor yTrue, Tensor yPred) {
    return ClassNumbers.of("SparseCategoricalCrossentropy", yTrue, yPred, get(AXIS));
  }
}
