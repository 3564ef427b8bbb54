package io.hornbill.activations;

import io.hornbill.base.Setting;
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
  private static final Setting<Double> THRESHOLD = Setting.number("threshold", 0.5).notNegative();

  /** Makes the function with its default settings. */
  public HardShrink() {
    super("hard_shrink", THRESHOLD);
  }

  /**
   * Sets what is small.
   *
   * @param threshold the greatest size that becomes 0; by default 0.5
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public HardShrink threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Ops.where(Ops.greater(Ops.abs(x), get(THRESHOLD)), x, Ops.zerosLike(x));
  }
}
