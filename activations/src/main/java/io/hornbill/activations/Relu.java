package io.hornbill.activations;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
  private final double negativeSlope;
  private final @Nullable Double maxValue;
  private final double threshold;

  /** Makes the function with its default settings. */
  public Relu() {
    this(new Config());
  }

  Relu(Config config) {
    super("relu", Relu::new);
    negativeSlope = Checks.notNegative("relu", "negativeSlope", config.number("negative_slope", 0));
    maxValue =
        config.get("max_value") == null
            ? null
            : (Double) Checks.notNegative("relu", "maxValue", config.number("max_value", 0));
    threshold = Checks.notNegative("relu", "threshold", config.number("threshold", 0));
  }

  /**
   * Sets the slope below the threshold.
   *
   * @param negativeSlope the slope, at least 0; by default 0
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public Relu negativeSlope(double negativeSlope) {
    return with("negative_slope", negativeSlope);
  }

  /**
   * Sets the greatest value.
   *
   * @param maxValue the greatest value, at least 0; by default none
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public Relu maxValue(double maxValue) {
    return with("max_value", maxValue);
  }

  /**
   * Sets where the function starts to grow.
   *
   * @param threshold the greatest input that is cut, at least 0; by default 0
   * @return a function with that setting
   * @throws IllegalArgumentException if it is negative
   */
  public Relu threshold(double threshold) {
    return with("threshold", threshold);
  }

  @Override
  public Tensor apply(Tensor x) {
    Tensor y =
        threshold == 0 ? Ops.relu(x) : Ops.where(Ops.greater(x, threshold), x, Ops.zerosLike(x));
    if (maxValue != null) {
      y = Ops.clip(y, 0, maxValue);
    }
    return negativeSlope == 0
        ? y
        : y.minus(Ops.relu(x.negated().plus(threshold)).times(negativeSlope));
  }

  @Override
  public Config config() {
    return new Config()
        .with("negative_slope", negativeSlope)
        .with("max_value", maxValue)
        .with("threshold", threshold);
  }
}
