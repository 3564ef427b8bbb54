package io.hornbill.optimizers.schedules;

import io.hornbill.base.Setting;

/**
 * Divides the learning rate by a number that grows evenly.
 *
 * <pre>{@code
 * initialLearningRate / (1 + decayRate * step / decaySteps)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var optimizer = new SGD().learningRate(new InverseTimeDecay(0.1, 10_000, 0.5).staircase(true));
 * }</pre>
 */
public final class InverseTimeDecay extends StairsSchedule<InverseTimeDecay> {
  private static final Setting<Double> DECAY_RATE =
      Setting.number("decay_rate", 1).notNegative().required();

  InverseTimeDecay() {
    super("InverseTimeDecay", DECAY_RATE);
  }

  /**
   * Makes a schedule without stairs.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the steps in which the divisor grows by {@code decayRate}, positive
   * @param decayRate how much the divisor grows, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this();
    init(initialLearningRate, decaySteps, decayRate);
  }

  @Override
  public double rate(long step) {
    return get(INITIAL_LEARNING_RATE) / (1 + get(DECAY_RATE) * passed(step));
  }
}
