package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

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
 *
 * @param initialLearningRate the learning rate of step 0, at least 0
 * @param decaySteps the steps in which the learning rate is multiplied once, positive
 * @param decayRate the factor, positive
 * @param staircase whether the exponent is rounded down, so that the rate falls in stairs
 */
public record ExponentialDecay(
    double initialLearningRate, double decaySteps, double decayRate, boolean staircase)
    implements Schedule {
  /**
   * Checks the settings.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the steps in which the learning rate is multiplied once, positive
   * @param decayRate the factor, positive
   * @param staircase whether the exponent is rounded down, so that the rate falls in stairs
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ExponentialDecay {
    Steps.check("ExponentialDecay", initialLearningRate, "decaySteps", decaySteps);
    Checks.positive("ExponentialDecay", "decayRate", decayRate);
  }

  /**
   * Makes a schedule without stairs.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the steps in which the learning rate is multiplied once, positive
   * @param decayRate the factor, positive
   */
  public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
    this(initialLearningRate, decaySteps, decayRate, false);
  }

  static ExponentialDecay of(Config config) {
    return new ExponentialDecay(
        Steps.required("ExponentialDecay", config, "initial_learning_rate"),
        Steps.required("ExponentialDecay", config, "decay_steps"),
        Steps.required("ExponentialDecay", config, "decay_rate"),
        config.bool("staircase", false));
  }

  /**
   * Returns this schedule with or without stairs.
   *
   * @param staircase whether the exponent is rounded down
   * @return a new schedule
   */
  public ExponentialDecay staircase(boolean staircase) {
    return new ExponentialDecay(initialLearningRate, decaySteps, decayRate, staircase);
  }

  @Override
  public double rate(long step) {
    double exponent = step / decaySteps;
    return initialLearningRate * Math.pow(decayRate, staircase ? Math.floor(exponent) : exponent);
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("decay_rate", decayRate)
        .with("staircase", staircase)
        .with("name", "ExponentialDecay");
  }
}
