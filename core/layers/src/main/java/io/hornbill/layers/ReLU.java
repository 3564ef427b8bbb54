package io.hornbill.layers;

import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Relu;
import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The rectified linear unit in its general form.
 *
 * <pre>{@code
 * min(x, maxValue)                if x > threshold
 * negativeSlope * (x - threshold) otherwise
 * }</pre>
 *
 * <p>Input and output of any shape.
 */
public final class ReLU extends MaskedLayer<ReLU> {
  private static final Setting<@Nullable Double> MAX_VALUE =
      Setting.<@Nullable Double>of(
              "max_value", null, (config, key) -> config.numbers(key)[0], v -> v)
          .notNegative();
  private static final Setting<Double> NEGATIVE_SLOPE = number("negative_slope", 0).notNegative();
  private static final Setting<Double> THRESHOLD = number("threshold", 0).notNegative();

  /** Makes a layer without limit, slope or threshold. */
  public ReLU() {
    declare(MAX_VALUE, NEGATIVE_SLOPE, THRESHOLD);
  }

  /**
   * Makes a layer with a limit, such as 6 in MobileNet.
   *
   * @param maxValue the greatest output, at least 0
   */
  public ReLU(double maxValue) {
    this();
    set(MAX_VALUE, maxValue);
  }

  /**
   * Sets the greatest output.
   *
   * @param maxValue the limit, at least 0
   */
  public ReLU maxValue(double maxValue) {
    return with(MAX_VALUE, maxValue);
  }

  /**
   * Sets the slope below the threshold.
   *
   * @param negativeSlope the slope, at least 0
   */
  public ReLU negativeSlope(double negativeSlope) {
    return with(NEGATIVE_SLOPE, negativeSlope);
  }

  /**
   * Sets the input above which it is passed through.
   *
   * @param threshold the threshold, at least 0
   */
  public ReLU threshold(double threshold) {
    return with(THRESHOLD, threshold);
  }

  @Override
  ActivationFunction function() {
    Relu relu = new Relu().negativeSlope(get(NEGATIVE_SLOPE)).threshold(get(THRESHOLD));
    Double most = get(MAX_VALUE);
    return most == null ? relu : relu.maxValue(most);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Double limit = get(MAX_VALUE);
    double negativeSlope = get(NEGATIVE_SLOPE);
    double threshold = get(THRESHOLD);
    if (negativeSlope == 0 && threshold == 0) {
      return limit == null ? Ops.relu(x) : Ops.minimum(Ops.relu(x), limit);
    }
    Tensor above = limit == null ? x : Ops.minimum(x, limit);
    Tensor below = x.minus(threshold).times(negativeSlope);
    return Ops.where(Ops.greater(x, threshold), above, below);
  }

  @Override
  HalfCall.Rounding rounding() {
    return HalfCall.Rounding.ALL;
  }
}
