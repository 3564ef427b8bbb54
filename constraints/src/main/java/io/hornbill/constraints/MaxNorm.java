package io.hornbill.constraints;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 * @param maxValue the greatest norm, positive
 * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
 *     1, 2} for those of 2-D convolutions
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al.: Dropout
 *     (2014)</a>
 */
public record MaxNorm(double maxValue, List<Integer> axes) implements Constraint {
  /**
   * Checks the bound.
   *
   * @param maxValue the greatest norm, positive
   * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
   *     1, 2} for those of 2-D convolutions
   * @throws IllegalArgumentException if {@code maxValue} is not positive and finite
   */
  public MaxNorm {
    Checks.positive("MaxNorm", "maxValue", maxValue);
    axes = List.copyOf(axes);
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param maxValue the greatest norm, positive
   * @param axes the axes that the norm is taken along
   */
  public MaxNorm(double maxValue, int... axes) {
    this(maxValue, axes.length == 0 ? List.of(0) : Norms.axes(axes));
  }

  /** Makes the constraint with a norm of at most 2 along axis 0. */
  public MaxNorm() {
    this(2, 0);
  }

  static MaxNorm of(Config config) {
    return new MaxNorm(config.number("max_value", config.number("m", 2)), Norms.axes(config));
  }

  @Override
  public Tensor apply(Tensor weight) {
    Tensor norms = Norms.of(weight, axes);
    return Norms.scaled(weight, Ops.clip(norms, 0, maxValue), norms);
  }

  @Override
  public Config config() {
    return new Config().with("max_value", maxValue).with("axis", Norms.asSetting(axes));
  }
}
