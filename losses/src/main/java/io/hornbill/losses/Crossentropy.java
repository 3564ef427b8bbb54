package io.hornbill.losses;

import io.hornbill.base.Setting;

/** A cross-entropy over one axis, of probabilities or of what becomes them. */
public abstract class Crossentropy<L extends Crossentropy<L>> extends NamedLoss<L> {
  static final Setting<Boolean> FROM_LOGITS = Setting.flag("from_logits", false);
  static final Setting<Integer> AXIS = Probabilities.AXIS;

  Crossentropy(String className, String name, Setting<?>... declared) {
    super(className, name, declared);
  }

  /**
   * Says what the predictions are.
   *
   * @param fromLogits true for numbers that no activation was applied to; by default false, for
   *     probabilities
   * @return a loss with that setting
   */
  public L fromLogits(boolean fromLogits) {
    return with(FROM_LOGITS, fromLogits);
  }

  /**
   * Sets the axis.
   *
   * @param axis the axis of the classes, or of the mean of binary answers; by default -1, the last
   * @return a loss with that setting
   */
  public L axis(int axis) {
    return with(AXIS, axis);
  }
}
