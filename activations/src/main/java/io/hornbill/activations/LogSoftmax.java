package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The logarithm of the softmax over an axis.
 *
 * <pre>{@code x - log(sum(exp(x)))}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class LogSoftmax extends NamedActivation<LogSoftmax> {
  private static final Setting<Integer> AXIS = Setting.integer("axis", -1);

  /** Makes the function with its default settings. */
  public LogSoftmax() {
    super("log_softmax", AXIS);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis over which probabilities add up to 1; by default -1, the last
   * @return a function with that setting
   */
  public LogSoftmax axis(int axis) {
    return with(AXIS, axis);
  }

  @Override
  public Tensor apply(Tensor x) {
    requireBatch(x);
    return Ops.logSoftmax(x, get(AXIS));
  }
}
