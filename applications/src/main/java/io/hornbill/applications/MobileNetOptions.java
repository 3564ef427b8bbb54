package io.hornbill.applications;

import io.hornbill.base.Checks;

/** What may be chosen when a {@link MobileNet} is made. */
public final class MobileNetOptions extends ImageOptions<MobileNetOptions> {
  private double alpha = 1;
  private int depthMultiplier = 1;
  private double dropout = 1e-3;

  MobileNetOptions() {}

  /**
   * Sets the width of the network.
   *
   * @param alpha what the number of filters of each layer is multiplied by, positive; 1 by default.
   *     ImageNet's weights are there for 0.25, 0.5, 0.75 and 1
   * @return these options
   */
  public MobileNetOptions alpha(double alpha) {
    this.alpha = Checks.positive("MobileNet", "alpha", alpha);
    return this;
  }

  /**
   * Sets how many filters a depthwise convolution has for each channel.
   *
   * @param depthMultiplier at least 1, which it is by default and with ImageNet's weights
   * @return these options
   */
  public MobileNetOptions depthMultiplier(int depthMultiplier) {
    this.depthMultiplier = Checks.positive("MobileNet", "depthMultiplier", depthMultiplier);
    return this;
  }

  /**
   * Sets how many of the features before the last layer are dropped in training.
   *
   * @param dropout a fraction in {@code [0, 1)}; 0.001 by default
   * @return these options
   */
  public MobileNetOptions dropout(double dropout) {
    this.dropout = Checks.inRange("MobileNet", "dropout", dropout, 0, 1);
    return this;
  }

  double alpha() {
    return alpha;
  }

  int depthMultiplier() {
    return depthMultiplier;
  }

  double dropout() {
    return dropout;
  }

  @Override
  MobileNetOptions self() {
    return this;
  }
}
