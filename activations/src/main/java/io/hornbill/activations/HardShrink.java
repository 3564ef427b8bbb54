package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Sets small values to 0.
 *
 * <pre>{@code |x| > threshold ? x : 0}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class HardShrink extends NamedActivation<HardShrink> {
  private final double threshold;

  /** Makes the function with its default settings. */
  public HardShrink() {
    this(new Config());
  }

  HardShrink(Config config) {
    super("hard_shrink", HardShrink::new);
    threshold = Checks.notNegative("hard_shrink", "threshold", config.number("threshold", 0.5));
  }

  /**
   * Sets what is small.
   *
   * @param threshold the greatest size that becomes 0; by default 0.5
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public HardShrink threshold(double threshold) {
    return with("threshold", threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.where(Ops.greater(Ops.abs(x), threshold), x, Ops.zerosLike(x));
  }

  @Override
  public Config config() {
    return new Config().with("threshold", threshold);
  }
}
