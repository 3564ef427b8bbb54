package io.hornbill.optimizers.schedules;

import io.hornbill.base.Setting;

/** A schedule that falls at an even pace, or in stairs. */
public abstract class StairsSchedule<S extends StairsSchedule<S>> extends NamedSchedule<S> {
  private static final Setting<Boolean> STAIRCASE = Setting.flag("staircase", false);

  private final Setting<Double> decayRate;

  StairsSchedule(String className, Setting<Double> decayRate) {
    super(className, className, INITIAL_LEARNING_RATE, DECAY_STEPS, decayRate, STAIRCASE);
    this.decayRate = decayRate;
  }

  /** Takes what the constructors of users give. */
  final void init(double initialLearningRate, double decaySteps, double rate) {
    init(INITIAL_LEARNING_RATE, initialLearningRate);
    init(DECAY_STEPS, decaySteps);
    init(decayRate, rate);
  }

  /**
   * Sets whether the learning rate falls in stairs.
   *
   * @param staircase whether only whole {@code decaySteps} count; false by default
   * @return a new schedule
   */
  public S staircase(boolean staircase) {
    return with(STAIRCASE, staircase);
  }

  /** How many times the decay steps have passed. */
  final double passed(long step) {
    double passed = step / get(DECAY_STEPS);
    return get(STAIRCASE) ? Math.floor(passed) : passed;
  }
}
