package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.stream.IntStream;

/**
 * A distribution over an axis in which small values are 0.
 *
 * <pre>{@code max(x - tau, 0)}</pre>
 *
 * <p>The threshold of the paper makes the result the distribution that is nearest to the input:
 * {@code tau = (sum of the k greatest - 1) / k}. Keras, up to at least 3.15, adds up the partial
 * sums of the k greatest instead, so that its values add up to less than 1 where k is more than 1;
 * they are the default here, so that models from Keras compute what they did there.
 *
 * @see <a href="https://arxiv.org/abs/1602.02068">The paper</a>
 */
public final class Sparsemax extends NamedActivation<Sparsemax> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);
  private static final Setting<Boolean> PROJECTION =
      Setting.flag("projection", false).writtenIf(projection -> projection);

  /** Makes the function with its default settings. */
  public Sparsemax() {
    super("sparsemax", AXIS, PROJECTION);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the distribution; by default -1, the last
   * @return a function with that setting
   */
  public Sparsemax axis(int axis) {
    return with(AXIS, axis);
  }

  /**
   * Says which threshold to use.
   *
   * @param projection true for that of the paper; by default false, for that of Keras
   * @return a function with that setting
   */
  public Sparsemax projection(boolean projection) {
    return with(PROJECTION, projection);
  }

  @Override
  public Tensor apply(Tensor x) {
    requireBatch(x);
    int at = x.shape().axis(get(AXIS));
    int[] swap = IntStream.range(0, x.rank()).toArray();
    swap[at] = x.rank() - 1;
    swap[x.rank() - 1] = at;
    return Ops.transpose(ofLast(Ops.transpose(x, swap)), swap);
  }

  private Tensor ofLast(Tensor x) {
    Tensor sorted = Ops.sort(x.negated(), false).negated();
    Tensor sums = Ops.cumsum(sorted, -1);
    Tensor places = Ops.arange(x.dim(-1), x.dataType()).plus(1);
    Tensor support = Ops.greater(sorted.minus(sums.minus(1).dividedBy(places)), 0);
    Tensor count = Ops.sum(support, -1, true);
    Tensor reached =
        get(PROJECTION)
            ? Ops.sum(sorted.times(support), -1, true)
            : Ops.sum(Ops.where(support, sums, Ops.zerosLike(sums)), -1, true);
    return Ops.relu(x.minus(reached.minus(1).dividedBy(count)));
  }
}
