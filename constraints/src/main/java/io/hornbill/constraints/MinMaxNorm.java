package io.hornbill.constraints;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
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
 */
public final class MinMaxNorm extends AxisNorm<MinMaxNorm> {
  private static final Setting<Double> MIN_VALUE =
      Setting.number("min_value", 0).alias("low").notNegative();
  private static final Setting<Double> MAX_VALUE =
      Setting.number("max_value", 1).alias("high").positive();
  private static final Setting<Double> RATE =
      Setting.number("rate", 1)
          .only("in [0, 1]", "Choose a number in that range.", rate -> rate >= 0 && rate <= 1);

  /** Makes the constraint with a norm of at most 1 along axis 0. */
  public MinMaxNorm() {
    super("MinMaxNorm", MIN_VALUE, MAX_VALUE, RATE);
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param minValue the least norm, at least 0
   * @param maxValue the greatest norm, at least {@code minValue} and positive
   * @param rate how much of the way to the bounds is made per update, in {@code [0, 1]}
   * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
   *     1, 2} for those of 2-D convolutions
   * @throws IllegalArgumentException if a bound or the rate is out of its range
   */
  public MinMaxNorm(double minValue, double maxValue, double rate, List<Integer> axes) {
    this();
    init(MIN_VALUE, minValue);
    init(MAX_VALUE, maxValue);
    init(RATE, rate);
    init(AXIS, List.copyOf(axes));
    checkTogether();
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param minValue the least norm, at least 0
   * @param maxValue the greatest norm, at least {@code minValue} and positive
   * @param rate how much of the way to the bounds is made per update, in {@code [0, 1]}
   * @param axes the axes that the norm is taken along; 0 if none are given
   * @throws IllegalArgumentException if a bound or the rate is out of its range
   */
  public MinMaxNorm(double minValue, double maxValue, double rate, int... axes) {
    this(minValue, maxValue, rate, orFirst(axes));
  }

  @Override
  protected void checkTogether() {
    if (!(get(MIN_VALUE) <= get(MAX_VALUE))) {
      throw Fault.of("MinMaxNorm")
          .expected("minValue must not exceed maxValue")
          .received("%s and %s", get(MIN_VALUE), get(MAX_VALUE))
          .remedy("Swap them.")
          .argument();
    }
  }

  /**
   * Sets the lower bound.
   *
   * @param minValue the least norm, from 0 to the greatest; by default 0
   * @return a constraint with that setting
   */
  public MinMaxNorm minValue(double minValue) {
    return with(MIN_VALUE, minValue);
  }

  /**
   * Sets the upper bound.
   *
   * @param maxValue the greatest norm, positive and not below the least; by default 1
   * @return a constraint with that setting
   */
  public MinMaxNorm maxValue(double maxValue) {
    return with(MAX_VALUE, maxValue);
  }

  /**
   * Sets how far a weight goes per update.
   *
   * @param rate how much of the way to the bounds is made, in {@code [0, 1]}; by default 1
   * @return a constraint with that setting
   */
  public MinMaxNorm rate(double rate) {
    return with(RATE, rate);
  }

  @Override
  public Tensor apply(Tensor weight) {
    double rate = get(RATE);
    Tensor norms = norms(weight);
    Tensor bounded = Ops.clip(norms, get(MIN_VALUE), get(MAX_VALUE));
    return scaled(weight, bounded.times(rate).plus(norms.times(1 - rate)), norms);
  }
}
