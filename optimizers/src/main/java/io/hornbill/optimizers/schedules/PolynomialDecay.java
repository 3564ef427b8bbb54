package io.hornbill.optimizers.schedules;

import io.hornbill.base.Setting;

/**
 * Lets the learning rate fall to an end along a polynomial.
 *
 * <pre>{@code
 * x = min(step, decaySteps) / decaySteps
 * (initialLearningRate - endLearningRate) * (1 - x) ^ power + endLearningRate
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var optimizer = new SGD().learningRate(new PolynomialDecay(0.1, 10_000).power(0.5));
 * }</pre>
 */
public final class PolynomialDecay extends NamedSchedule<PolynomialDecay> {
  private static final Setting<Double> END_LEARNING_RATE =
      Setting.number("end_learning_rate", 0.0001).notNegative();
  private static final Setting<Double> POWER = Setting.number("power", 1).finite();
  private static final Setting<Boolean> CYCLE = Setting.flag("cycle", false);

  PolynomialDecay() {
    super(
        "PolynomialDecay",
        "PolynomialDecay",
        INITIAL_LEARNING_RATE,
        DECAY_STEPS,
        END_LEARNING_RATE,
        POWER,
        CYCLE);
  }

  /**
   * Makes a straight fall to 0.0001.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the step at which the end is reached, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public PolynomialDecay(double initialLearningRate, double decaySteps) {
    this();
    init(INITIAL_LEARNING_RATE, initialLearningRate);
    init(DECAY_STEPS, decaySteps);
  }

  /**
   * Sets where the fall ends.
   *
   * @param endLearningRate the learning rate at the end, at least 0; 0.0001 by default
   * @return a new schedule
   */
  public PolynomialDecay endLearningRate(double endLearningRate) {
    return with(END_LEARNING_RATE, endLearningRate);
  }

  /**
   * Sets the degree of the polynomial.
   *
   * @param power the degree; 1 by default
   * @return a new schedule
   * @throws IllegalArgumentException if it is not finite
   */
  public PolynomialDecay power(double power) {
    return with(POWER, power);
  }

  /**
   * Sets whether the fall begins again after the end.
   *
   * @param cycle whether it begins again, each time from a smaller rate, by taking the next
   *     multiple of {@code decaySteps} in its place; false by default
   * @return a new schedule
   */
  public PolynomialDecay cycle(boolean cycle) {
    return with(CYCLE, cycle);
  }

  @Override
  public double rate(long step) {
    double steps = get(DECAY_STEPS);
    double end = get(CYCLE) ? steps * Math.max(1, Math.ceil(step / steps)) : steps;
    double left = 1 - Math.min((double) step, end) / end;
    double last = get(END_LEARNING_RATE);
    return (get(INITIAL_LEARNING_RATE) - last) * Math.pow(left, get(POWER)) + last;
  }
}
