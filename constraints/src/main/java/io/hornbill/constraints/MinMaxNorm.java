package io.hornbill.constraints;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Bounds the norm of the weights that come into each unit from both sides.
 *
 * <pre>{@code
 * desired = rate * clip(‖w‖, minValue, maxValue) + (1 - rate) * ‖w‖
 * w * desired / (1e-7 + ‖w‖)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var dense = new Dense(10).kernelConstraint(new MinMaxNorm(0.5, 2.0, 1.0));
 * }</pre>
 *
 * @param minValue the least norm, at least 0
 * @param maxValue the greatest norm, at least {@code minValue} and positive
 * @param rate how much of the way to the bounds is made per update, in {@code [0, 1]}
 * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
 *     1, 2} for those of 2-D convolutions
 */
public record MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axes)
    implements Constraint {
  /**
   * Checks the bounds.
   *
   * @param minValue the least norm, at least 0
   * @param maxValue the greatest norm, at least {@code minValue} and positive
   * @param rate how much of the way to the bounds is made per update, in {@code [0, 1]}
   * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
   *     1, 2} for those of 2-D convolutions
   * @throws IllegalArgumentException if a bound or the rate is out of its range
   */
  public MinMaxNorm {
    Checks.notNegative("MinMaxNorm", "minValue", minValue);
    Checks.positive("MinMaxNorm", "maxValue", maxValue);
    Checks.argument(
        minValue <= maxValue,
        "MinMaxNorm: minValue must not exceed maxValue. Received: %s and %s. Swap them.",
        minValue,
        maxValue);
    Checks.argument(
        rate >= 0 && rate <= 1,
        "MinMaxNorm: rate must be in [0, 1]. Received: %s. Choose a number in that range.",
        rate);
    axes = List.copyOf(axes);
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param minValue the least norm, at least 0
   * @param maxValue the greatest norm, at least {@code minValue} and positive
   * @param rate how much of the way to the bounds is made per update, in {@code [0, 1]}
   * @param axes the axes that the norm is taken along; 0 if none are given
   */
  public MinMaxNorm(double minValue, double maxValue, double rate, int... axes) {
    this(minValue, maxValue, rate, axes.length == 0 ? List.of(0) : Norms.axes(axes));
  }

  /** Makes the constraint with a norm of at most 1 along axis 0. */
  public MinMaxNorm() {
    this(0, 1, 1, 0);
  }

  static MinMaxNorm of(Config config) {
    return new MinMaxNorm(
        config.number("min_value", config.number("low", 0)),
        config.number("max_value", config.number("high", 1)),
        config.number("rate", 1),
        Norms.axes(config));
  }

  @Override
  public Tensor apply(Tensor weight) {
    Tensor norms = Norms.of(weight, axes);
    Tensor desired = Ops.clip(norms, minValue, maxValue).times(rate).plus(norms.times(1 - rate));
    return Norms.scaled(weight, desired, norms);
  }

  @Override
  public Config config() {
    return new Config()
        .with("min_value", minValue)
        .with("max_value", maxValue)
        .with("rate", rate)
        .with("axis", Norms.asSetting(axes));
  }
}
