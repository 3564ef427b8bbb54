package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;

/**
 * Shrinks values towards 0 by the threshold (soft thresholding).
 *
 * <pre>{@code x > threshold ? x - threshold : x < -threshold ? x + threshold : 0}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class SoftShrink extends NamedActivation<SoftShrink> {
  private static final Setting<Double> THRESHOLD = Setting.number("threshold", 0.5).notNegative();

  /** Makes the function with its default settings. */
  public SoftShrink() {
    super("soft_shrink", THRESHOLD);
  }

  /**
   * Sets the threshold.
   *
   * @param threshold values of less magnitude become 0; by default 0.5
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public SoftShrink threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    double threshold = get(THRESHOLD);
    Tensor below = Ops.where(Ops.less(x, -threshold), x.plus(threshold), Ops.zerosLike(x));
    return Ops.where(Ops.greater(x, threshold), x.minus(threshold), below);
  }
}
