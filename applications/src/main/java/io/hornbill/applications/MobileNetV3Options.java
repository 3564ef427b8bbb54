package io.hornbill.applications;

import io.hornbill.base.Checks;

/** What may be chosen when a network of the third generation of MobileNets is made. */
public final class MobileNetV3Options extends ImageOptions<MobileNetV3Options> {
  private double alpha = 1;
  private boolean minimalistic;
  private double dropoutRate = 0.2;
  private boolean includePreprocessing = true;

  MobileNetV3Options() {}

  /**
   * Sets the width of the network.
   *
   * @param alpha what the number of filters of each layer is multiplied by, positive; 1 by default.
   *     ImageNet's weights are there for 0.75 and 1, of minimalistic networks for 1
   * @return these options
   */
  public MobileNetV3Options alpha(double alpha) {
    this.alpha = Checks.positive("MobileNetV3", "alpha", alpha);
    return this;
  }

  /**
   * Sets whether the network does without what some processors are slow at.
   *
   * @param minimalistic true for windows of 3x3, relu, and no weighing of channels
   * @return these options
   */
  public MobileNetV3Options minimalistic(boolean minimalistic) {
    this.minimalistic = minimalistic;
    return this;
  }

  /**
   * Sets how many of the features before the last layer are dropped in training.
   *
   * @param dropoutRate a fraction in {@code [0, 1)}; 0.2 by default
   * @return these options
   */
  public MobileNetV3Options dropoutRate(double dropoutRate) {
    this.dropoutRate = Checks.inRange("MobileNetV3", "dropoutRate", dropoutRate, 0, 1);
    return this;
  }

  /**
   * Sets whether the network scales pixels itself.
   *
   * @param includePreprocessing true, the default, for inputs of 0 to 255; false for inputs of -1
   *     to 1
   * @return these options
   */
  public MobileNetV3Options includePreprocessing(boolean includePreprocessing) {
    this.includePreprocessing = includePreprocessing;
    return this;
  }

  double alpha() {
    return alpha;
  }

  boolean isMinimalistic() {
    return minimalistic;
  }

  double dropoutRate() {
    return dropoutRate;
  }

  boolean hasPreprocessing() {
    return includePreprocessing;
  }

  @Override
  MobileNetV3Options self() {
    return this;
  }
}
