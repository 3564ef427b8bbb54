package io.hornbill.optimizers;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import org.jspecify.annotations.Nullable;

/** Settings that several optimizers have, each with its own default, or that may be absent. */
@SuppressWarnings("NullAway") // compiled classes do not say that type arguments may be null
final class Declarations {
  /** What null stands for in Keras 2: {@code keras.backend.epsilon()}. */
  private static final double KERAS_EPSILON = 1e-7;

  /** Whether epsilon is added to a root; Keras 3 does not have the setting. */
  static final Setting<Boolean> EPSILON_AFTER_ROOT =
      Setting.flag("epsilon_after_root", false).writtenIf(afterRoot -> afterRoot);

  private Declarations() {}

  /** How much of an average or a sum stays per step, in {@code [0, 1)}. */
  static Setting<Double> decayRate(String key, double initial) {
    return Setting.number(key, initial).inRange(0, 1);
  }

  /** How much of an average or a sum stays per step, all of it included. */
  static Setting<Double> unit(String key, double initial) {
    return Setting.number(key, initial)
        .only("in [0, 1]", "Choose a number in that range.", value -> value >= 0 && value <= 1);
  }

  /** How much of a moving mean square stays per step, in {@code (0, 1)}. */
  static Setting<Double> rho(double initial) {
    return Setting.number("rho", initial)
        .only("in (0, 1)", "Choose a number in that range.", value -> value > 0 && value < 1);
  }

  /** The number that keeps a divisor from 0. */
  static Setting<Double> epsilon(double initial) {
    return Setting.number("epsilon", initial).notNegative().nullMeans(KERAS_EPSILON);
  }

  /** How much weights shrink per learning rate and step; null for nothing. */
  static Setting<@Nullable Double> weightDecay(String key, @Nullable Double initial) {
    return Setting.optionalNumber(key).notNegative().initially(initial).nullMeans(null);
  }

  /** A factor; null for none. */
  static Setting<@Nullable Double> factor(String key, @Nullable Double initial) {
    return Setting.optionalNumber(key).positive().initially(initial).nullMeans(null);
  }

  /** A bound, of which 0 and less mean none, as in Keras 1; null for none. */
  static Setting<@Nullable Double> bound(String key, String name) {
    return Setting.<@Nullable Double>of(key, null, Declarations::readBound, bound -> bound)
        .named(name)
        .positive();
  }

  private static @Nullable Double readBound(Config config, String key) {
    double bound = config.number(key, 0);
    return bound > 0 ? Double.valueOf(bound) : null;
  }

  /** After how many steps something is done, where 0 in files means never; null for never. */
  static Setting<@Nullable Integer> frequency(String key) {
    return Setting.<@Nullable Integer>of(key, null, Declarations::readFrequency, steps -> steps)
        .positive();
  }

  private static @Nullable Integer readFrequency(Config config, String key) {
    int frequency = config.integer(key, 0);
    return frequency == 0 ? null : Integer.valueOf(frequency);
  }

  /** A number of steps, where null in files means 1. */
  static Setting<Integer> steps(String key) {
    return Setting.of(
            key, 1, (config, k) -> config.integer(k, 1), steps -> steps == 1 ? null : steps)
        .positive();
  }
}
