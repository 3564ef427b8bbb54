package io.hornbill.losses;

import io.hornbill.base.Setting;

/** A cross-entropy whose targets may be smoothed. */
public abstract class SmoothCrossentropy<L extends SmoothCrossentropy<L>> extends Crossentropy<L> {
  static final Setting<Double> LABEL_SMOOTHING = Setting.number("label_smoothing", 0).within(0, 1);

  SmoothCrossentropy(String className, String name, Setting<?>... declared) {
    super(className, name, declared);
  }

  /**
   * Sets the label smoothing.
   *
   * @param labelSmoothing s in [0, 1]: targets y become {@code (1 - s) y + s / n}, n classes; 2 for
   *     binary targets; by default 0
   * @return a loss with that setting
   */
  public L labelSmoothing(double labelSmoothing) {
    return with(LABEL_SMOOTHING, labelSmoothing);
  }
}
