package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.Schedule;
import io.hornbill.optimizers.schedules.Schedules;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The learning rate of an optimizer: a number or a schedule, and Keras 1's decay. The number is
 * held by a variable, since it is saved with a model and may be set between two steps.
 */
final class LearningRate {
  /** A Double or a {@link Schedule}. */
  private static final Setting<Object> RATE =
      Setting.<Object>of("learning_rate", 0.0, LearningRate::read, LearningRate::write)
          .alias("lr")
          .anytime()
          .check("at least 0, or a schedule", LearningRate::check);

  private static final Setting<Double> DECAY =
      Setting.number("decay", 0).notNegative().writtenIf(decay -> decay != 0).anytime();

  private final Settings settings;
  private final Variable fixed = new Variable("learning_rate", Nd4j.scalar(0.0));
  private final Variable current = new Variable("current_learning_rate", Nd4j.scalar(0.0));

  /** Makes a learning rate that is no setting until it is declared. */
  LearningRate(Settings settings) {
    this.settings = settings;
  }

  void declare(double initial) {
    settings.declare(RATE.initially(initial), DECAY);
    set(initial);
    put(current, initial);
  }

  /** Returns what the learning rate follows; null if it is a number. */
  @Nullable Schedule schedule() {
    return settings.isDeclared(RATE) && settings.get(RATE) instanceof Schedule schedule
        ? schedule
        : null;
  }

  /** Returns the learning rate of a step, before its decay. */
  double at(long step) {
    Schedule schedule = schedule();
    return schedule == null ? number(fixed) : schedule.rate(step);
  }

  void set(double rate) {
    settings.set(RATE, rate);
    put(fixed, rate);
  }

  void follow(Schedule schedule) {
    settings.set(RATE, schedule);
  }

  void decay(double decay) {
    settings.set(DECAY, decay);
  }

  /** Takes over a number that the settings have read. */
  void settingsWereRead() {
    if (settings.isDeclared(RATE) && settings.get(RATE) instanceof Double rate) {
      put(fixed, rate);
    }
  }

  /** Returns a copy of the settings with the number that the variable holds. */
  Settings currentSettings() {
    Settings copy = settings.copy();
    if (settings.isDeclared(RATE) && schedule() == null) {
      copy.set(RATE, number(fixed));
    }
    return copy;
  }

  /** Writes the learning rate of a step to where the step reads it. */
  void prepare(long step) {
    double decay = settings.get(DECAY);
    double rate = decay == 0 ? at(step) : at(step) / (1 + decay * step);
    if (number(current) != rate) {
      put(current, rate);
    }
  }

  /** Returns the variable that holds the number. */
  Variable fixed() {
    return fixed;
  }

  /** Returns the variable that a step reads. */
  Variable current() {
    return current;
  }

  private static double number(Variable variable) {
    return variable.value().data().getDouble(0);
  }

  private static void put(Variable variable, double number) {
    variable.value().data().put(0, number);
    variable.touch();
  }

  private static Object read(Config config, String key) {
    Object value = Objects.requireNonNull(config.get(key));
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    Config node = Config.config(key, value);
    Config settings = node.config("config");
    return Schedules.get(node.text("class_name", ""), settings == null ? new Config() : settings);
  }

  private static Object write(Object rate) {
    return rate instanceof Schedule schedule
        ? new Config()
            .with("module", "keras.optimizers.schedules")
            .with("class_name", schedule.name())
            .with("config", schedule.config())
            .with("registered_name", null)
        : rate;
  }

  private static void check(String owner, String name, Object rate) {
    if (rate instanceof Double number) {
      Checks.notNegative(owner, name, number);
    }
  }
}
