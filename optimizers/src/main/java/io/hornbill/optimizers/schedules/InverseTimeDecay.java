package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

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
 *
 * @param initialLearningRate the learning rate of step 0, at least 0
 * @param decaySteps the steps in which the divisor grows by {@code decayRate}, positive
 * @param decayRate how much the divisor grows, at least 0
 * @param staircase whether the divisor grows in jumps, so that the rate falls in stairs
 */
public record InverseTimeDecay(
    double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
    implements Schedule {
  /**
   * Checks the settings.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the steps in which the divisor grows by {@code decayRate}, positive
   * @param decayRate how much the divisor grows, at least 0
   * @param staircase whether the divisor grows in jumps, so that the rate falls in stairs
   * @throws IllegalArgumentException if a number is out of its range
   */
  public InverseTimeDecay {
    Steps.check("InverseTimeDecay", initialLearningRate, "decaySteps", decaySteps);
    Checks.notNegative("InverseTimeDecay", "decayRate", decayRate);
  }

  /**
   * Makes a schedule without stairs.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the steps in which the divisor grows by {@code decayRate}, positive
   * @param decayRate how much the divisor grows, at least 0
   */
  public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this(initialLearningRate, decaySteps, decayRate, false);
  }

  static InverseTimeDecay of(Config config) {
    return new InverseTimeDecay(
        Steps.required("InverseTimeDecay", config, "initial_learning_rate"),
        Steps.required("InverseTimeDecay", config, "decay_steps"),
        Steps.required("InverseTimeDecay", config, "decay_rate"),
        config.bool("staircase", false));
  }

  /**
   * Returns this schedule with or without stairs.
   *
   * @param staircase whether the divisor grows in jumps
   * @return a new schedule
   */
  public InverseTimeDecay staircase(boolean staircase) {
    return new InverseTimeDecay(initialLearningRate, decaySteps, decayRate, staircase);
  }

  @Override
  public double rate(long step) {
    double passed = step / decaySteps;
    return initialLearningRate / (1 + decayRate * (staircase ? Math.floor(passed) : passed));
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("decay_rate", decayRate)
        .with("staircase", staircase)
        .with("name", "InverseTimeDecay");
  }
}
