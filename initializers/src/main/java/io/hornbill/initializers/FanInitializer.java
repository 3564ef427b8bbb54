package io.hornbill.initializers;

import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Draws with a variance that follows from the fans of the weight. */
public abstract class FanInitializer<T extends FanInitializer<T>> extends DrawnInitializer<T> {
  private static final Setting<List<Integer>> INPUT_AXES = axes("input_axes");
  private static final Setting<List<Integer>> OUTPUT_AXES = axes("output_axes");

  private final Variance variance;

  FanInitializer(String className, Variance variance, Setting<?>... declared) {
    super(className, declared);
    declare(INPUT_AXES, OUTPUT_AXES);
    this.variance = variance;
  }

  private static Setting<List<Integer>> axes(String key) {
    return Setting.of(
        key,
        List.of(),
        (config, k) -> Arrays.stream(config.integers(k)).boxed().toList(),
        axes -> axes.isEmpty() ? null : axes);
  }

  /**
   * Names the axes that lead into a unit, where the shape alone does not tell; needs {@link
   * #outputAxes} too.
   *
   * @param axes the axes; negative ones count from the end
   * @return an initializer with that setting
   */
  public final T inputAxes(int... axes) {
    return with(INPUT_AXES, IntStream.of(axes).boxed().toList());
  }

  /**
   * Names the axes that lead out of a unit, where the shape alone does not tell; needs {@link
   * #inputAxes} too.
   *
   * @param axes the axes; negative ones count from the end
   * @return an initializer with that setting
   */
  public final T outputAxes(int... axes) {
    return with(OUTPUT_AXES, IntStream.of(axes).boxed().toList());
  }

  /** Returns the variance of this kind of initializer, where it is not itself a setting. */
  Variance variance() {
    return variance;
  }

  @Override
  final Distribution distribution(long[] shape) {
    return variance().distribution(Fans.of(shape, get(INPUT_AXES), get(OUTPUT_AXES)));
  }
}
