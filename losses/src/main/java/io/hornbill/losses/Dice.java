package io.hornbill.losses;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorChecks;
import java.util.Arrays;
import java.util.List;

/**
 * One minus the overlap of two masks by Dice's coefficient.
 *
 * <pre>{@code 1 - 2 * sum(yTrue * yPred) / (sum(yTrue) + sum(yPred) + 1e-7)}</pre>
 *
 * <p>Targets and predictions have the same shape, such as {@code [batch, height, width, classes]}.
 * Example:
 *
 * <pre>{@code model.compile("adam", new Dice().axis(1, 2, 3));}</pre>
 *
 * @see <a href="https://keras.io/api/losses/">Keras</a>
 */
public final class Dice extends NamedLoss<Dice> {
  static final Setting<List<Integer>> AXIS =
      Setting.of(
          "axis",
          List.of(),
          (config, key) -> Arrays.stream(config.integers(key)).boxed().toList(),
          axes -> axes.isEmpty() ? null : axes);

  /** Makes the loss with its default settings. */
  public Dice() {
    super("Dice", "dice", AXIS);
  }

  /**
   * Sets the axes of the sums.
   *
   * @param axis the axes; by default none, which means all, so that the batch has one loss
   * @return a loss with that setting
   */
  public Dice axis(int... axis) {
    return with(AXIS, Arrays.stream(axis).boxed().toList());
  }

  @Override
  protected Tensor values(Tensor yTrue, Tensor yPred) {
    TensorChecks.sameShape("Dice", yTrue, yPred);
    Tensor both = sum(yTrue.times(yPred)).times(2);
    Tensor all = sum(yTrue).plus(sum(yPred)).plus(Probabilities.EPSILON);
    return both.dividedBy(all).negated().plus(1);
  }

  private Tensor sum(Tensor x) {
    return Ops.sum(x, get(AXIS).stream().mapToInt(Integer::intValue).toArray());
  }
}
