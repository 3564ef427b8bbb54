package io.hornbill.optimizers.schedules;

import io.hornbill.base.ConfiguredValue;
import io.hornbill.base.Setting;

/** A schedule with settings. Schedules never change: each setter returns a new schedule. */
public abstract class NamedSchedule<S extends NamedSchedule<S>> extends ConfiguredValue<S>
    implements Schedule {
  /** The learning rate of step 0. */
  static final Setting<Double> INITIAL_LEARNING_RATE =
      Setting.number("initial_learning_rate", 0).notNegative().required();

  /** How many steps the fall takes, or a part of it. */
  static final Setting<Double> DECAY_STEPS = Setting.number("decay_steps", 1).positive().required();

  /** Makes a schedule of a class, with the name that Keras gives it in a graph. */
  NamedSchedule(String className, String name, Setting<?>... declared) {
    super(className, declared);
    declare(Setting.string("name", name));
  }
}
