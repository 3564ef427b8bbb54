package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;
import io.hornbill.regularizers.L1L2;

/**
 * Passes its input on and adds {@code l1 * sum(|x|) + l2 * sum(x²)} to the loss.
 *
 * <p>Input and output of any shape.
 */
public final class ActivityRegularization extends MaskedLayer<ActivityRegularization> {
  private static final Setting<Double> L1 = Setting.number("l1", 0).notNegative();
  private static final Setting<Double> L2 = Setting.number("l2", 0).notNegative();

  /** Makes a layer that adds nothing until a factor is set. */
  public ActivityRegularization() {
    this(0, 0);
  }

  /**
   * Makes a layer.
   *
   * @param l1 the factor of the sum of absolute values, at least 0
   * @param l2 the factor of the sum of squares, at least 0
   */
  public ActivityRegularization(double l1, double l2) {
    declare(L1, L2);
    set(L1, l1);
    set(L2, l2);
  }

  /**
   * Sets the factor of the sum of absolute values.
   *
   * @param l1 the factor, at least 0; 0 by default
   */
  public ActivityRegularization l1(double l1) {
    return with(L1, l1);
  }

  /**
   * Sets the factor of the sum of squares.
   *
   * @param l2 the factor, at least 0; 0 by default
   */
  public ActivityRegularization l2(double l2) {
    return with(L2, l2);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    context.addLoss(new L1L2(get(L1), get(L2)).applyToOutput(x));
    return x;
  }

  @Override
  protected boolean keepsRowsApart(boolean inTraining) {
    return false;
  }
}
