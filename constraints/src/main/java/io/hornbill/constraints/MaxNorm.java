package io.hornbill.constraints;

import io.hornbill.base.Setting;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Bounds the norm of the weights that come into each unit.
 *
 * <pre>{@code
 * w * clip(‖w‖, 0, maxValue) / (1e-7 + ‖w‖)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var dense = new Dense(10).kernelConstraint(new MaxNorm(2));
 * var conv = new Conv2D(32, 3).kernelConstraint(new MaxNorm(2, 0, 1, 2));
 * }</pre>
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al.: Dropout
 *     (2014)</a>
 */
public final class MaxNorm extends AxisNorm<MaxNorm> {
  private static final Setting<Double> MAX_VALUE =
      Setting.number("max_value", 2).alias("m").positive();

  /** Makes the constraint with a norm of at most 2 along axis 0. */
  public MaxNorm() {
    super("MaxNorm", MAX_VALUE);
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param maxValue the greatest norm, positive
   * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
   *     1, 2} for those of 2-D convolutions
   * @throws IllegalArgumentException if {@code maxValue} is not positive and finite
   */
  public MaxNorm(double maxValue, List<Integer> axes) {
    this();
    init(MAX_VALUE, maxValue);
    init(AXIS, List.copyOf(axes));
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param maxValue the greatest norm, positive
   * @param axes the axes that the norm is taken along; 0 if none are given
   * @throws IllegalArgumentException if {@code maxValue} is not positive and finite
   */
  public MaxNorm(double maxValue, int... axes) {
    this(maxValue, orFirst(axes));
  }

  /**
   * Sets the bound.
   *
   * @param maxValue the greatest norm, positive; by default 2
   * @return a constraint with that bound
   */
  public MaxNorm maxValue(double maxValue) {
    return with(MAX_VALUE, maxValue);
  }

  @Override
  public Tensor apply(Tensor weight) {
    Tensor norms = norms(weight);
    return scaled(weight, Ops.clip(norms, 0, get(MAX_VALUE)), norms);
  }
}
