package io.hornbill.applications;

import io.hornbill.base.Checks;

/** What may be chosen when a {@link MobileNetV2} is made. */
public final class MobileNetV2Options extends ImageOptions<MobileNetV2Options> {
  private double alpha = 1;

  MobileNetV2Options() {}

  /**
   * Sets the width of the network.
   *
   * @param alpha what the number of filters of each layer is multiplied by, positive; 1 by default.
   *     ImageNet's weights are there for 0.35, 0.5, 0.75, 1, 1.3 and 1.4
   * @return these options
   */
  public MobileNetV2Options alpha(double alpha) {
    this.alpha = Checks.positive("MobileNetV2", "alpha", alpha);
    return this;
  }

  double alpha() {
    return alpha;
  }

  @Override
  MobileNetV2Options self() {
    return this;
  }
}
