package io.hornbill.initializers;

import io.hornbill.base.Config;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws with a variance that follows from the fans of the weight. */
abstract class FanInitializer<T extends FanInitializer<T>> extends DrawnInitializer<T> {
  /** What is left of the standard deviation when a normal distribution is cut at twice that. */
  private static final double STDDEV_AFTER_CUTTING = 0.8796256610342398;

  private List<Integer> inputAxes = List.of();
  private List<Integer> outputAxes = List.of();

  FanInitializer() {}

  /**
   * Names the axes that lead into a unit, where the shape alone does not tell; needs {@link
   * #outputAxes} too.
   *
   * @param axes the axes; negative ones count from the end
   * @return this initializer
   */
  public final T inputAxes(int... axes) {
    inputAxes = IntStream.of(axes).boxed().toList();
    return self();
  }

  /**
   * Names the axes that lead out of a unit, where the shape alone does not tell; needs {@link
   * #inputAxes} too.
   *
   * @param axes the axes; negative ones count from the end
   * @return this initializer
   */
  public final T outputAxes(int... axes) {
    outputAxes = IntStream.of(axes).boxed().toList();
    return self();
  }

  @Override
  public Config config() {
    return super.config()
        .with("input_axes", axesOrNull(inputAxes))
        .with("output_axes", axesOrNull(outputAxes));
  }

  /** Returns the variance times the fan. */
  abstract double scale();

  /** Returns which fan: {@code fan_in}, {@code fan_out} or {@code fan_avg}. */
  abstract String mode();

  /** Returns {@code truncated_normal}, {@code untruncated_normal} or {@code uniform}. */
  abstract String family();

  @Override
  final Distribution distribution(long[] shape) {
    double stddev = Math.sqrt(scale() / Math.max(1, fan(shape)));
    return switch (family()) {
      case "uniform" -> {
        double limit = Math.sqrt(3) * stddev;
        yield new Distribution(Distribution.Kind.UNIFORM, -limit, limit);
      }
      case "untruncated_normal" -> new Distribution(Distribution.Kind.NORMAL, 0, stddev);
      default ->
          new Distribution(Distribution.Kind.TRUNCATED_NORMAL, 0, stddev / STDDEV_AFTER_CUTTING);
    };
  }

  private double fan(long[] shape) {
    Fans fans = Fans.of(shape, inputAxes, outputAxes);
    return switch (mode()) {
      case "fan_in" -> fans.in();
      case "fan_out" -> fans.out();
      default -> (fans.in() + fans.out()) / 2;
    };
  }

  /** Takes seed and axes of a configuration. */
  final T configured(Config config) {
    return seeded(config)
        .inputAxes(config.integers("input_axes"))
        .outputAxes(config.integers("output_axes"));
  }

  private static @Nullable List<Integer> axesOrNull(List<Integer> axes) {
    return axes.isEmpty() ? null : axes;
  }
}
