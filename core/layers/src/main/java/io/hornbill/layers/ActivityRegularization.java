package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.regularizers.L1L2;

/**
 * Passes its input on and adds {@code l1 * sum(|x|) + l2 * sum(x²)} to the loss.
 *
 * <p>Input and output of any shape.
 */
public final class ActivityRegularization extends KerasLayer<ActivityRegularization> {
  private final double l1;
  private final double l2;

  /**
   * Makes a layer.
   *
   * @param l1 the factor of the sum of absolute values, at least 0
   * @param l2 the factor of the sum of squares, at least 0
   */
  public ActivityRegularization(double l1, double l2) {
    this.l1 = Checks.notNegative("ActivityRegularization", "l1", l1);
    this.l2 = Checks.notNegative("ActivityRegularization", "l2", l2);
    activityRegularizer(new L1L2(l1, l2));
  }

  static ActivityRegularization from(Config config) {
    double l1 = config.number("l1", 0);
    double l2 = config.number("l2", 0);
    return new ActivityRegularization(l1, l2)
        .configure(config)
        .activityRegularizer(new L1L2(l1, l2));
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("activity_regularizer", null).with("l1", l1).with("l2", l2);
  }
}
