package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

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
 *
 * @param initialLearningRate the learning rate of step 0, at least 0
 * @param decaySteps the step at which the end is reached, positive
 * @param endLearningRate the learning rate at the end, at least 0
 * @param power the degree of the polynomial
 * @param cycle whether the fall begins again after the end, each time from a smaller rate, by
 *     taking the next multiple of {@code decaySteps} in its place
 */
public record PolynomialDecay(
    double initialLearningRate,
    double decaySteps,
    double endLearningRate,
    double power,
    boolean cycle)
    implements Schedule {
  private static final double DEFAULT_END = 0.0001;

  /**
   * Checks the settings.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the step at which the end is reached, positive
   * @param endLearningRate the learning rate at the end, at least 0
   * @param power the degree of the polynomial
   * @param cycle whether the fall begins again after the end, each time from a smaller rate, by
   *     taking the next multiple of {@code decaySteps} in its place
   * @throws IllegalArgumentException if a number is out of its range
   */
  public PolynomialDecay {
    Steps.check("PolynomialDecay", initialLearningRate, "decaySteps", decaySteps);
    Checks.notNegative("PolynomialDecay", "endLearningRate", endLearningRate);
    Checks.finite("PolynomialDecay", "power", power);
  }

  /**
   * Makes a straight fall to 0.0001.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps the step at which the end is reached, positive
   */
  public PolynomialDecay(double initialLearningRate, double decaySteps) {
    this(initialLearningRate, decaySteps, DEFAULT_END, 1, false);
  }

  static PolynomialDecay of(Config config) {
    return new PolynomialDecay(
        Steps.required("PolynomialDecay", config, "initial_learning_rate"),
        Steps.required("PolynomialDecay", config, "decay_steps"),
        config.number("end_learning_rate", DEFAULT_END),
        config.number("power", 1),
        config.bool("cycle", false));
  }

  /**
   * Returns this schedule with another end.
   *
   * @param endLearningRate the learning rate at the end, at least 0
   * @return a new schedule
   */
  public PolynomialDecay endLearningRate(double endLearningRate) {
    return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
  }

  /**
   * Returns this schedule with another polynomial.
   *
   * @param power the degree of the polynomial
   * @return a new schedule
   */
  public PolynomialDecay power(double power) {
    return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
  }

  /**
   * Returns this schedule with or without beginning again.
   *
   * @param cycle whether the fall begins again after the end
   * @return a new schedule
   */
  public PolynomialDecay cycle(boolean cycle) {
    return new PolynomialDecay(initialLearningRate, decaySteps, endLearningRate, power, cycle);
  }

  @Override
  public double rate(long step) {
    double end = cycle ? decaySteps * Math.max(1, Math.ceil(step / decaySteps)) : decaySteps;
    double left = 1 - Math.min((double) step, end) / end;
    return (initialLearningRate - endLearningRate) * Math.pow(left, power) + endLearningRate;
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("end_learning_rate", endLearningRate)
        .with("power", power)
        .with("cycle", cycle)
        .with("name", "PolynomialDecay");
  }
}
