package io.hornbill.initializers;

/**
 * How the variance of a weight follows from its fans: {@code scale / max(1, fan)}.
 *
 * @param scale the variance times the fan
 * @param mode which fan: {@code fan_in}, {@code fan_out} or {@code fan_avg}
 * @param family {@code truncated_normal}, {@code untruncated_normal} or {@code uniform}
 */
record Variance(double scale, String mode, String family) {
  /** What is left of the standard deviation when a normal distribution is cut at twice that. */
  private static final double STDDEV_AFTER_CUTTING = 0.8796256610342398;

  Distribution distribution(Fans fans) {
    double fan =
        switch (mode) {
          case "fan_in" -> fans.in();
          case "fan_out" -> fans.out();
          default -> (fans.in() + fans.out()) / 2;
        };
    double stddev = Math.sqrt(scale / Math.max(1, fan));
    return switch (family) {
      case "uniform" -> {
        double limit = Math.sqrt(3) * stddev;
        yield new Distribution(Distribution.Kind.UNIFORM, -limit, limit);
      }
      case "untruncated_normal" -> new Distribution(Distribution.Kind.NORMAL, 0, stddev);
      default ->
          new Distribution(Distribution.Kind.TRUNCATED_NORMAL, 0, stddev / STDDEV_AFTER_CUTTING);
    };
  }
}
