package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Draws values towards 0.
 *
 * <pre>{@code x > threshold ? x - threshold : x < -threshold ? x + threshold : 0}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class SoftShrink extends NamedActivation<SoftShrink> {
  private final double threshold;

  /** Makes the function with its default settings. */
  public SoftShrink() {
    this(new Config());
  }

  SoftShrink(Config config) {
    super("soft_shrink", SoftShrink::new);
    threshold = Checks.notNegative("soft_shrink", "threshold", config.number("threshold", 0.5));
  }

  /**
   * Sets how far.
   *
   * @param threshold how far; by default 0.5
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public SoftShrink threshold(double threshold) {
    return with("threshold", threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor below = Ops.where(Ops.less(x, -threshold), x.plus(threshold), Ops.zerosLike(x));
    return Ops.where(Ops.greater(x, threshold), x.minus(threshold), below);
  }

  @Override
  public Config config() {
    return new Config().with("threshold", threshold);
  }
}
