package io.hornbill.initializers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import java.util.List;
import java.util.Locale;

/**
 * Draws with a variance that follows from the fans of the weight, so that the size of what flows
 * through a network stays the same from layer to layer.
 *
 * <pre>{@code
 * variance = scale / max(1, fan)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var he = new VarianceScaling().scale(2).mode("fan_out").distribution("uniform");
 * var layer = new Conv2D(32, 3).kernelInitializer(he);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al.: Delving deep into rectifiers
 *     (2015)</a>
 */
public final class VarianceScaling extends FanInitializer<VarianceScaling> {
  private static final List<String> MODES = List.of("fan_in", "fan_out", "fan_avg");
  private static final List<String> DISTRIBUTIONS =
      List.of("truncated_normal", "untruncated_normal", "uniform");

  private double scale = 1;
  private String mode = "fan_in";
  private String distribution = "truncated_normal";

  /** Makes the initializer with scale 1, fan-in and a truncated normal distribution. */
  public VarianceScaling() {}

  static VarianceScaling of(Config config) {
    return new VarianceScaling()
        .scale(config.number("scale", 1))
        .mode(config.text("mode", "fan_in"))
        .distribution(config.text("distribution", "truncated_normal"))
        .configured(config);
  }

  /**
   * Sets the variance times the fan.
   *
   * @param scale the variance times the fan, positive; 1 at first
   * @return this initializer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public VarianceScaling scale(double scale) {
    this.scale = Checks.positive("VarianceScaling", "scale", scale);
    return this;
  }

  /**
   * Sets which fan counts.
   *
   * @param mode {@code "fan_in"} (at first), {@code "fan_out"} or {@code "fan_avg"}
   * @return this initializer
   * @throws IllegalArgumentException if the mode is unknown
   */
  public VarianceScaling mode(String mode) {
    this.mode = oneOf("mode", mode, MODES);
    return this;
  }

  /**
   * Sets the distribution.
   *
   * @param distribution {@code "truncated_normal"} (at first, also called {@code "normal"}), {@code
   *     "untruncated_normal"} or {@code "uniform"}
   * @return this initializer
   * @throws IllegalArgumentException if the distribution is unknown
   */
  public VarianceScaling distribution(String distribution) {
    String lower = distribution.toLowerCase(Locale.ROOT);
    this.distribution =
        oneOf("distribution", lower.equals("normal") ? "truncated_normal" : lower, DISTRIBUTIONS);
    return this;
  }

  @Override
  public Config config() {
    return new Config()
        .with("scale", scale)
        .with("mode", mode)
        .with("distribution", distribution)
        .withAll(super.config());
  }

  @Override
  double scale() {
    return scale;
  }

  @Override
  String mode() {
    return mode;
  }

  @Override
  String family() {
    return distribution;
  }

  @Override
  VarianceScaling self() {
    return this;
  }

  private static String oneOf(String name, String value, List<String> allowed) {
    Checks.argument(
        allowed.contains(value),
        "VarianceScaling: %s must be one of %s. Received: \"%s\". Choose one of them.",
        name,
        allowed,
        value);
    return value;
  }
}
