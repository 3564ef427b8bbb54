package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the learning rate constant between boundaries.
 *
 * <pre>{@code
 * values[0] while step <= boundaries[0], then values[1] while step <= boundaries[1], …
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var schedule = new PiecewiseConstantDecay(List.of(10_000, 20_000), List.of(0.1, 0.05, 0.01));
 * var optimizer = new SGD().learningRate(schedule);
 * }</pre>
 */
public final class PiecewiseConstantDecay extends NamedSchedule<PiecewiseConstantDecay> {
  private static final Setting<List<Double>> BOUNDARIES = numbers("boundaries");
  private static final Setting<List<Double>> VALUES = numbers("values");

  PiecewiseConstantDecay() {
    super("PiecewiseConstantDecay", "PiecewiseConstant", BOUNDARIES, VALUES);
  }

  /**
   * Makes a schedule.
   *
   * @param boundaries the last steps of all values but the last, ascending
   * @param values the learning rates, one more than boundaries, each at least 0
   * @throws IllegalArgumentException if the numbers of boundaries and values do not fit, boundaries
   *     do not ascend or a value is negative
   */
  public PiecewiseConstantDecay(List<? extends Number> boundaries, List<? extends Number> values) {
    this();
    init(BOUNDARIES, boundaries.stream().map(Number::doubleValue).toList());
    init(VALUES, values.stream().map(Number::doubleValue).toList());
    checkTogether();
  }

  /**
   * Makes a schedule.
   *
   * @param boundaries the last steps of all values but the last, ascending
   * @param values the learning rates, one more than boundaries, each at least 0
   * @throws IllegalArgumentException if the numbers of boundaries and values do not fit, boundaries
   *     do not ascend or a value is negative
   */
  public PiecewiseConstantDecay(int[] boundaries, double[] values) {
    this(Arrays.stream(boundaries).boxed().toList(), Arrays.stream(values).boxed().toList());
  }

  private static Setting<List<Double>> numbers(String key) {
    return Setting.of(
            key,
            List.<Double>of(),
            (config, k) -> Arrays.stream(config.numbers(k)).boxed().toList(),
            numbers -> numbers)
        .normalized(List::copyOf);
  }

  @Override
  protected void checkTogether() {
    List<Double> boundaries = get(BOUNDARIES);
    List<Double> values = get(VALUES);
    if (boundaries.isEmpty() || values.size() != boundaries.size() + 1) {
      throw Fault.of("PiecewiseConstantDecay")
          .expected("there must be at least one boundary and one value more than boundaries")
          .received("boundaries %s, values %s", boundaries, values)
          .remedy("Give a value for the steps after the last boundary too.")
          .argument();
    }
    for (int i = 1; i < boundaries.size(); i++) {
      if (!(boundaries.get(i - 1) < boundaries.get(i))) {
        throw Fault.of("PiecewiseConstantDecay")
            .expected("boundaries must ascend")
            .received(boundaries)
            .remedy("Sort them together with the values.")
            .argument();
      }
    }
    values.forEach(v -> Checks.notNegative("PiecewiseConstantDecay", "values", v));
  }

  @Override
  public double rate(long step) {
    List<Double> boundaries = get(BOUNDARIES);
    int piece = 0;
    while (piece < boundaries.size() && step > boundaries.get(piece)) {
      piece++;
    }
    return get(VALUES).get(piece);
  }
}
