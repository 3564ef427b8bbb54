package io.hornbill.constraints;

import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Gives the weights that come into each unit the norm 1.
 *
 * <pre>{@code
 * w / (1e-7 + ‖w‖)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var dense = new Dense(10).kernelConstraint(new UnitNorm());
 * var conv = new Conv2D(32, 3).kernelConstraint(new UnitNorm(0, 1, 2));
 * }</pre>
 *
 * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
 *     1, 2} for those of 2-D convolutions
 */
public record UnitNorm(List<Integer> axes) implements Constraint {
  /**
   * Copies the axes.
   *
   * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
   *     1, 2} for those of 2-D convolutions
   */
  public UnitNorm {
    axes = List.copyOf(axes);
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param axes the axes that the norm is taken along; 0 if none are given
   */
  public UnitNorm(int... axes) {
    this(axes.length == 0 ? List.of(0) : Norms.axes(axes));
  }

  static UnitNorm of(Config config) {
    return new UnitNorm(Norms.axes(config));
  }

  @Override
  public Tensor apply(Tensor weight) {
    return weight.dividedBy(Norms.of(weight, axes).plus(Norms.EPSILON));
  }

  @Override
  public Config config() {
    return new Config().with("axis", Norms.asSetting(axes));
  }
}
