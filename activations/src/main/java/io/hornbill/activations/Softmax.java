package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * A distribution over an axis.
 *
 * <pre>{@code exp(x) / sum(exp(x))}</pre>
 *
 * <p>The input has any rank of at least 2: {@code [batch, ..., classes]}.
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Softmax extends NamedActivation<Softmax> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  /** Makes the function with its default settings. */
  public Softmax() {
    super("softmax", AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the distribution; by default -1, the last
   * @return a function with that setting
   */
  public Softmax axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  public Tensor apply(Tensor x) {
    requireBatch(x);
    return Ops.softmax(x, get(AXIS));
  }
}
