package io.hornbill.constraints;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Gives the weights that come into each unit the norm 1.
 *
 * <pre>{@code
 * w / (1e-7 + ‖w‖)
 * }</pre>
 *
 * <p>The axis is 0, along the inputs of a unit, as in Keras since the constraint has an axis. The
 * {@code unitnorm} of its first versions, which had none, took the norm along the last axis, which
 * gives the weights that leave each input the norm 1; for that, say {@code new UnitNorm(-1)}.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var dense = new Dense(10).kernelConstraint(new UnitNorm());
 * var conv = new Conv2D(32, 3).kernelConstraint(new UnitNorm(0, 1, 2));
 * }</pre>
 */
public final class UnitNorm extends AxisNorm<UnitNorm> {
  /**
   * Makes the constraint along some axes.
   *
   * @param axes the axes that the norm is taken along: 0 for the kernels of dense layers, {@code 0,
   *     1, 2} for those of 2-D convolutions
   */
  public UnitNorm(List<Integer> axes) {
    super("UnitNorm");
    init(AXIS, List.copyOf(axes));
  }

  /**
   * Makes the constraint along some axes.
   *
   * @param axes the axes that the norm is taken along; 0 if none are given
   */
  public UnitNorm(int... axes) {
    this(orFirst(axes));
  }

  @Override
  public Tensor apply(Tensor weight) {
    return weight.dividedBy(norms(weight).plus(EPSILON));
  }
}
