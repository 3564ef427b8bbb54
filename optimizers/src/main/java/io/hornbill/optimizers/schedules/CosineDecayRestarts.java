package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;

/**
 * Lets the learning rate fall along half a cosine again and again.
 *
 * <pre>{@code
 * x = the part of the period that has passed, i = the number of the period from 0
 * initialLearningRate * ((1 - alpha) * mMul ^ i * (1 + cos(π x)) / 2 + alpha)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * var schedule = new CosineDecayRestarts(0.1, 1_000).tMul(2).mMul(0.9);
 * var optimizer = new SGD().learningRate(schedule);
 * }</pre>
 *
 * @param initialLearningRate the learning rate of step 0, at least 0
 * @param firstDecaySteps the length of the first period, positive
 * @param tMul how much longer each period is than the one before, at least 1
 * @param mMul how much higher each period starts than the one before, at least 0
 * @param alpha the part of the learning rate that stays at the end of a period
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter: SGDR (2016)</a>
 */
public record CosineDecayRestarts(
    double initialLearningRate, double firstDecaySteps, double tMul, double mMul, double alpha)
    implements Schedule {
  /**
   * Checks the settings.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param firstDecaySteps the length of the first period, positive
   * @param tMul how much longer each period is than the one before, at least 1
   * @param mMul how much higher each period starts than the one before, at least 0
   * @param alpha the part of the learning rate that stays at the end of a period
   * @throws IllegalArgumentException if a number is out of its range
   */
  public CosineDecayRestarts {
    Steps.check("CosineDecayRestarts", initialLearningRate, "firstDecaySteps", firstDecaySteps);
    Checks.argument(
        tMul >= 1 && Double.isFinite(tMul),
        "CosineDecayRestarts: tMul must be at least 1 and finite. Received: %s. Give 1 or more.",
        tMul);
    Checks.notNegative("CosineDecayRestarts", "mMul", mMul);
    Checks.notNegative("CosineDecayRestarts", "alpha", alpha);
  }

  /**
   * Makes periods of doubling length that all start alike and fall to 0.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param firstDecaySteps the length of the first period, positive
   */
  public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps) {
    this(initialLearningRate, firstDecaySteps, 2, 1, 0);
  }

  static CosineDecayRestarts of(Config config) {
    return new CosineDecayRestarts(
        Steps.required("CosineDecayRestarts", config, "initial_learning_rate"),
        Steps.required("CosineDecayRestarts", config, "first_decay_steps"),
        config.number("t_mul", 2),
        config.number("m_mul", 1),
        config.number("alpha", 0));
  }

  /**
   * Returns this schedule with other lengths.
   *
   * @param tMul how much longer each period is than the one before, at least 1
   * @return a new schedule
   */
  public CosineDecayRestarts tMul(double tMul) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  /**
   * Returns this schedule with other heights.
   *
   * @param mMul how much higher each period starts than the one before, at least 0
   * @return a new schedule
   */
  public CosineDecayRestarts mMul(double mMul) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  /**
   * Returns this schedule with another end.
   *
   * @param alpha the part of the learning rate that stays at the end of a period
   * @return a new schedule
   */
  public CosineDecayRestarts alpha(double alpha) {
    return new CosineDecayRestarts(initialLearningRate, firstDecaySteps, tMul, mMul, alpha);
  }

  @Override
  public double rate(long step) {
    double x = step / firstDecaySteps;
    double period;
    if (tMul == 1) {
      period = Math.floor(x);
      x -= period;
    } else {
      period = Math.floor(Math.log(1 - x * (1 - tMul)) / Math.log(tMul));
      double length = Math.pow(tMul, period);
      x = (x - (1 - length) / (1 - tMul)) / length;
    }
    double cosine = 0.5 * Math.pow(mMul, period) * (1 + Math.cos(Math.PI * x));
    return initialLearningRate * ((1 - alpha) * cosine + alpha);
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("first_decay_steps", firstDecaySteps)
        .with("t_mul", tMul)
        .with("m_mul", mMul)
        .with("alpha", alpha)
        .with("name", "SGDRDecay");
  }
}
