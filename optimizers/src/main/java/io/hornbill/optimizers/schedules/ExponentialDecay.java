package io.hornbill.optimizers.schedules;

import io.hornbill.base.Setting;

/**
 * Multiplies the learning rate by the same factor again and again.
 *
 * <pre>{@code
 * initialLearningRate * decayRate ^ (step / decaySteps)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var optimizer = new SGD().learningRate(new ExponentialDecay(0.1, 10_000, 0.96).staircase(true));
 * }</pre>
 */
public final class ExponentialDecay extends NamedSchedule<ExponentialDecay> {
  private static final Setting<Double> DECAY_RATE =
      Setting.number("decay_rate", 1).positive().required();

  ExponentialDecay() {
    super(
        "ExponentialDecay",
        "ExponentialDecay",
        INITIAL_LEARNING_RATE,
        DECAY_STEPS,
        DECAY_RATE,
        STAIRCASE);
  }

  /**
   * Makes a schedule without stairs.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the steps in which the learning rate is multiplied once, positive
   * @param decayRate the factor, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this();
    init(INITIAL_LEARNING_RATE, initialLearningRate);
    init(DECAY_STEPS, decaySteps);
    init(DECAY_RATE, decayRate);
  }

  /**
   * Sets whether the learning rate falls in stairs.
   *
   * @param staircase whether the exponent is rounded down; false at first
   * @return a new schedule
   */
  public ExponentialDecay staircase(boolean staircase) {
    return with(STAIRCASE, staircase);
  }

  @Override
  public double rate(long step) {
    double exponent = step / get(DECAY_STEPS);
    return get(INITIAL_LEARNING_RATE)
        * Math.pow(get(DECAY_RATE), get(STAIRCASE) ? Math.floor(exponent) : exponent);
  }
}
