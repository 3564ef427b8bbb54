package io.hornbill.optimizers.schedules;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import org.jspecify.annotations.Nullable;

/**
 * Lets the learning rate fall along half a cosine, after a straight rise if there is a warm-up.
 *
 * <pre>{@code
 * x = min(step, decaySteps) / decaySteps
 * initialLearningRate * ((1 - alpha) * (1 + cos(π x)) / 2 + alpha)
 * }</pre>
 *
 * <p>With a warm-up, the rate first rises evenly from {@code initialLearningRate} to {@code
 * warmupTarget}, then falls from there.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var schedule = new CosineDecay(0, 10_000).warmup(0.1, 1_000);
 * var optimizer = new SGD().learningRate(schedule);
 * }</pre>
 *
 * @param initialLearningRate the learning rate of step 0, at least 0
 * @param decaySteps how many steps the fall takes, positive
 * @param alpha the part of the learning rate that stays at the end
 * @param warmupTarget the learning rate after the warm-up, at least 0; null for no warm-up
 * @param warmupSteps how many steps the warm-up takes, at least 0
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter: SGDR (2016)</a>
 */
public record CosineDecay(
    double initialLearningRate,
    double decaySteps,
    double alpha,
    @Nullable Double warmupTarget,
    double warmupSteps)
    implements Schedule {
  /**
   * Checks the settings.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps how many steps the fall takes, positive
   * @param alpha the part of the learning rate that stays at the end
   * @param warmupTarget the learning rate after the warm-up, at least 0; null for no warm-up
   * @param warmupSteps how many steps the warm-up takes, at least 0
   * @throws IllegalArgumentException if a number is out of its range
   */
  public CosineDecay {
    Steps.check("CosineDecay", initialLearningRate, "decaySteps", decaySteps);
    Checks.notNegative("CosineDecay", "alpha", alpha);
    Checks.notNegative("CosineDecay", "warmupSteps", warmupSteps);
    if (warmupTarget != null) {
      Checks.notNegative("CosineDecay", "warmupTarget", warmupTarget);
    }
  }

  /**
   * Makes a fall to 0 without warm-up.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps how many steps the fall takes, positive
   */
  public CosineDecay(double initialLearningRate, double decaySteps) {
    this(initialLearningRate, decaySteps, 0, null, 0);
  }

  static CosineDecay of(Config config) {
    Object target = config.get("warmup_target");
    return new CosineDecay(
        Steps.required("CosineDecay", config, "initial_learning_rate"),
        Steps.required("CosineDecay", config, "decay_steps"),
        config.number("alpha", 0),
        target == null ? null : config.number("warmup_target", 0),
        config.number("warmup_steps", 0));
  }

  /**
   * Returns this schedule with another end.
   *
   * @param alpha the part of the learning rate that stays at the end
   * @return a new schedule
   */
  public CosineDecay alpha(double alpha) {
    return new CosineDecay(initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps);
  }

  /**
   * Returns this schedule with a warm-up.
   *
   * @param target the learning rate after the warm-up, at least 0
   * @param steps how many steps the warm-up takes, at least 0
   * @return a new schedule
   */
  public CosineDecay warmup(double target, double steps) {
    return new CosineDecay(initialLearningRate, decaySteps, alpha, target, steps);
  }

  @Override
  public double rate(long step) {
    if (warmupTarget == null) {
      return decayed(initialLearningRate, (double) step);
    }
    return step < warmupSteps
        ? initialLearningRate + (warmupTarget - initialLearningRate) * (step / warmupSteps)
        : decayed(warmupTarget, step - warmupSteps);
  }

  @Override
  public Config config() {
    return new Config()
        .with("initial_learning_rate", initialLearningRate)
        .with("decay_steps", decaySteps)
        .with("alpha", alpha)
        .with("name", "CosineDecay")
        .with("warmup_target", warmupTarget)
        .with("warmup_steps", warmupSteps);
  }

  private double decayed(double from, double step) {
    double x = Math.min(step, decaySteps) / decaySteps;
    return from * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * x)) + alpha);
  }
}
