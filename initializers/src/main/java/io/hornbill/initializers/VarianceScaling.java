package io.hornbill.initializers;

import io.hornbill.base.Setting;
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
  private static final Variance DEFAULT = new Variance(1, "fan_in", "truncated_normal");
  private static final Setting<Double> SCALE = Setting.number("scale", DEFAULT.scale()).positive();
  private static final Setting<String> MODE =
      oneOf(Setting.string("mode", DEFAULT.mode()), "fan_in", "fan_out", "fan_avg");
  private static final Setting<String> DISTRIBUTION =
      oneOf(
          Setting.string("distribution", DEFAULT.family()).normalized(VarianceScaling::family),
          "truncated_normal",
          "untruncated_normal",
          "uniform");

  /** Makes the initializer with scale 1, fan-in and a truncated normal distribution. */
  public VarianceScaling() {
    super("VarianceScaling", DEFAULT, SCALE, MODE, DISTRIBUTION);
  }

  /**
   * Makes the initializer.
   *
   * @param scale the variance times the fan, positive
   * @param mode which fan counts: {@code "fan_in"}, {@code "fan_out"} or {@code "fan_avg"}
   * @param distribution {@code "truncated_normal"}, {@code "untruncated_normal"} or {@code
   *     "uniform"}
   * @throws IllegalArgumentException if one is something else
   */
  public VarianceScaling(double scale, String mode, String distribution) {
    this();
    init(SCALE, scale);
    init(MODE, mode);
    init(DISTRIBUTION, distribution);
  }

  /**
   * Sets the variance times the fan.
   *
   * @param scale the variance times the fan, positive; 1 by default
   * @return an initializer with that setting
   */
  public VarianceScaling scale(double scale) {
    return with(SCALE, scale);
  }

  /**
   * Sets which fan counts.
   *
   * @param mode {@code "fan_in"} (default), {@code "fan_out"} or {@code "fan_avg"}
   * @return an initializer with that setting
   */
  public VarianceScaling mode(String mode) {
    return with(MODE, mode);
  }

  /**
   * Sets the distribution.
   *
   * @param distribution {@code "truncated_normal"} (default, also called {@code "normal"}), {@code
   *     "untruncated_normal"} or {@code "uniform"}
   * @return an initializer with that setting
   */
  public VarianceScaling distribution(String distribution) {
    return with(DISTRIBUTION, distribution);
  }

  @Override
  Variance variance() {
    return new Variance(get(SCALE), get(MODE), get(DISTRIBUTION));
  }

  private static String family(String distribution) {
    String lower = distribution.toLowerCase(Locale.ROOT);
    return lower.equals("normal") ? "truncated_normal" : lower;
  }

  private static Setting<String> oneOf(Setting<String> setting, String... allowed) {
    List<String> known = List.of(allowed);
    return setting.only("one of " + known, "Choose one of them.", known::contains);
  }
}
