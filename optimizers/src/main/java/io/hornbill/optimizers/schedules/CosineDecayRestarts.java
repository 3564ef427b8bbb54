package io.hornbill.optimizers.schedules;

import io.hornbill.base.Setting;

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
 * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov, Hutter: SGDR (2016)</a>
 */
public final class CosineDecayRestarts extends NamedSchedule<CosineDecayRestarts> {
  private static final Setting<Double> FIRST_DECAY_STEPS =
      Setting.number("first_decay_steps", 1).positive().required();
  private static final Setting<Double> T_MUL =
      Setting.number("t_mul", 2)
          .only("at least 1 and finite", "Give 1 or more.", t -> t >= 1 && Double.isFinite(t));
  private static final Setting<Double> M_MUL = Setting.number("m_mul", 1).notNegative();
  private static final Setting<Double> ALPHA = Setting.number("alpha", 0).notNegative();

  CosineDecayRestarts() {
    super(
        "CosineDecayRestarts",
        "SGDRDecay",
        INITIAL_LEARNING_RATE,
        FIRST_DECAY_STEPS,
        T_MUL,
        M_MUL,
        ALPHA);
  }

  /**
   * Makes periods of doubling length that all start alike and fall to 0.
   *
   * @param initialLearningRate the learning rate of step 0, at least 0
   * @param firstDecaySteps the length of the first period, positive
   * @throws IllegalArgumentException if a number is out of its range
   */
  public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps) {
    this();
    init(INITIAL_LEARNING_RATE, initialLearningRate);
    init(FIRST_DECAY_STEPS, firstDecaySteps);
  }

  /**
   * Sets how the periods get longer.
   *
   * @param tMul how much longer each period is than the one before, at least 1; 2 by default
   * @return a new schedule
   */
  public CosineDecayRestarts tMul(double tMul) {
    return with(T_MUL, tMul);
  }

  /**
   * Sets how high the periods start.
   *
   * @param mMul how much higher each period starts than the one before, at least 0; 1 by default
   * @return a new schedule
   */
  public CosineDecayRestarts mMul(double mMul) {
    return with(M_MUL, mMul);
  }

  /**
   * Sets where the periods end.
   *
   * @param alpha the part of the learning rate that stays at the end of a period, at least 0; 0 at
   *     first
   * @return a new schedule
   */
  public CosineDecayRestarts alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  @Override
  public double rate(long step) {
    double factor = get(T_MUL);
    double x = step / get(FIRST_DECAY_STEPS);
    double period;
    if (factor == 1) {
      period = Math.floor(x);
      x -= period;
    } else {
      period = Math.floor(Math.log(1 - x * (1 - factor)) / Math.log(factor));
      double length = Math.pow(factor, period);
      x = (x - (1 - length) / (1 - factor)) / length;
    }
    double cosine = 0.5 * Math.pow(get(M_MUL), period) * (1 + Math.cos(Math.PI * x));
    double alpha = get(ALPHA);
    return get(INITIAL_LEARNING_RATE) * ((1 - alpha) * cosine + alpha);
  }
}
