package io.hornbill.optimizers.schedules;

import io.hornbill.base.Setting;
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
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter: SGDR (2016)</a>
 */
@SuppressWarnings("NullAway") // compiled classes do not say that type arguments may be null
public final class CosineDecay extends NamedSchedule<CosineDecay> {
  private static final Setting<Double> ALPHA = Setting.number("alpha", 0).notNegative();
  private static final Setting<Double> WARMUP_STEPS =
      Setting.number("warmup_steps", 0).notNegative();
  private static final Setting<@Nullable Double> WARMUP_TARGET =
      Setting.optionalNumber("warmup_target").notNegative();

  CosineDecay() {
    super(
        "CosineDecay",
        "CosineDecay",
        INITIAL_LEARNING_RATE,
        DECAY_STEPS,
        ALPHA,
        WARMUP_TARGET,
        WARMUP_STEPS);
  }

  /**
   * Makes a fall to 0 without warm-up.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param decaySteps how many steps the fall takes, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public CosineDecay(double initialLearningRate, double decaySteps) {
    this();
    init(INITIAL_LEARNING_RATE, initialLearningRate);
    init(DECAY_STEPS, decaySteps);
  }

  /**
   * Sets where the fall ends.
   *
   * @param alpha the part of the learning rate that stays at the end, at least 0; 0 by default
   * @return a new schedule
   */
  public CosineDecay alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  /**
   * Sets a warm-up.
   *
   * @param warmupTarget the learning rate after the warm-up, at least 0
   * @param warmupSteps how many steps the warm-up takes, at least 0
   * @return a new schedule
   */
  public CosineDecay warmup(double warmupTarget, double warmupSteps) {
    return with(WARMUP_TARGET, warmupTarget).with(WARMUP_STEPS, warmupSteps);
  }

  /**
   * Sets how many steps the warm-up takes.
   *
   * @param warmupSteps at least 0; 0 by default
   * @return a new schedule
   */
  public CosineDecay warmupSteps(double warmupSteps) {
    return with(WARMUP_STEPS, warmupSteps);
  }

  /**
   * Sets where the warm-up leads.
   *
   * @param warmupTarget the learning rate after the warm-up, at least 0; none by default, which
   *     means no warm-up
   * @return a new schedule
   */
  public CosineDecay warmupTarget(double warmupTarget) {
    return with(WARMUP_TARGET, warmupTarget);
  }

  @Override
  public double rate(long step) {
    double initial = get(INITIAL_LEARNING_RATE);
    @Nullable Double target = get(WARMUP_TARGET);
    if (target == null) {
      return decayed(initial, (double) step);
    }
    double warmup = get(WARMUP_STEPS);
    return step < warmup
        ? initial + (target - initial) * (step / warmup)
        : decayed(target, step - warmup);
  }

  private double decayed(double from, double step) {
    double x = Math.min(step, get(DECAY_STEPS)) / get(DECAY_STEPS);
    double alpha = get(ALPHA);
    return from * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * x)) + alpha);
  }
}
