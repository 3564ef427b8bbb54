package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private final int axis;

  /** Makes the function with its default settings. */
  public Softmax() {
    this(new Config());
  }

  Softmax(Config config) {
    super("softmax", Softmax::new);
    axis = config.integer("axis", -1);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the distribution; by default -1, the last
   * @return a function with that setting
   */
  public Softmax axis(int axis) {
    return with("axis", axis);
  }

  @Override
  public Tensor apply(Tensor x) {
    Checks.argument(
        x.rank() >= 2,
        "softmax: input must have at least 2 axes [batch, …, classes]. Received: %s. Add the batch axis.",
        x.shape());
    return Ops.softmax(x, axis);
  }

  @Override
  public Config config() {
    return new Config().with("axis", axis);
  }
}
