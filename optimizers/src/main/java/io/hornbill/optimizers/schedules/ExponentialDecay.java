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
public final class ExponentialDecay extends StairsSchedule<ExponentialDecay> {
  private static final Setting<Double> DECAY_RATE =
      Setting.number("decay_rate", 1).positive().required();

  ExponentialDecay() {
    super("ExponentialDecay", DECAY_RATE);
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
    init(initialLearningRate, decaySteps, decayRate);
  }

  @Override
  public double rate(long step) {
    return get(INITIAL_LEARNING_RATE) * Math.pow(get(DECAY_RATE), passed(step));
  }
}
