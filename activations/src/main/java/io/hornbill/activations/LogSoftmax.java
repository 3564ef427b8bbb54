package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * The logarithm of a distribution over an axis.
 *
 * <pre>{@code x - log(sum(exp(x)))}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class LogSoftmax extends NamedActivation<LogSoftmax> {
  private final int axis;

  /** Makes the function with its default settings. */
  public LogSoftmax() {
    this(new Config());
  }

  LogSoftmax(Config config) {
    super("log_softmax", LogSoftmax::new);
    axis = config.integer("axis", -1);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the distribution; by default -1, the last
   * @return a function with that setting
   */
  public LogSoftmax axis(int axis) {
    return with("axis", axis);
  }

  @Override
  public Tensor apply(Tensor x) {
    Checks.argument(
        x.rank() >= 2,
        "log_softmax: input must have at least 2 axes [batch, …, classes]. Received: %s. Add the batch axis.",
        x.shape());
    return Ops.logSoftmax(x, axis);
  }

  @Override
  public Config config() {
    return new Config().with("axis", axis);
  }
}
