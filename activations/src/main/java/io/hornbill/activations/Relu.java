package io.hornbill.activations;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The rectifier.
 *
 * <pre>{@code x >= maxValue ? maxValue : x > threshold ? x : negativeSlope * (x - threshold)}</pre>
 *
 * @see <a href="https://keras.io/api/layers/activations/">Keras</a>
 */
public final class Relu extends NamedActivation<Relu> {
  private static final Setting<Double> NEGATIVE_SLOPE =
      Setting.number("negative_slope", 0).notNegative();

  @SuppressWarnings("NullAway") // JDK 17 has no @Nullable in the types of chains
  private static final Setting<@Nullable Double> MAX_VALUE =
      Setting.optionalNumber("max_value").notNegative();

  private static final Setting<Double> THRESHOLD = Setting.number("threshold", 0).notNegative();

  /** Makes the function with its default settings. */
  public Relu() {
    super("relu", NEGATIVE_SLOPE, MAX_VALUE, THRESHOLD);
  }

  /**
   * Sets the slope below the threshold.
   *
   * @param negativeSlope the slope, at least 0; by default 0
   * @return a function with that setting
   */
  public Relu negativeSlope(double negativeSlope) {
    return with(NEGATIVE_SLOPE, negativeSlope);
  }

  /**
   * Sets the greatest value.
   *
   * @param maxValue the greatest value, at least 0; by default none
   * @return a function with that setting
   */
  public Relu maxValue(double maxValue) {
    return with(MAX_VALUE, maxValue);
  }

  /**
   * Sets where the function starts to grow.
   *
   * @param threshold the greatest input that is cut, at least 0; by default 0
   * @return a function with that setting
   */
  public Relu threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    double threshold = get(THRESHOLD);
    Tensor y =
        threshold == 0 ? Ops.relu(x) : Ops.where(Ops.greater(x, threshold), x, Ops.zerosLike(x));
    Double maxValue = get(MAX_VALUE);
    if (maxValue != null) {
      y = Ops.clip(y, 0, maxValue);
    }
    double negativeSlope = get(NEGATIVE_SLOPE);
    return negativeSlope == 0
        ? y
        : y.minus(Ops.relu(x.negated().plus(threshold)).times(negativeSlope));
  }
}
