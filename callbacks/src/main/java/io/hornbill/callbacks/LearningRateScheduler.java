package io.hornbill.callbacks;

import io.hornbill.base.Checks;
import io.hornbill.base.Setting;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;

/**
 * Sets the learning rate at the beginning of each epoch.
 *
 * <pre>{@code
 * new LearningRateScheduler(epoch -> epoch < 10 ? 0.1 : 0.01)
 * new LearningRateScheduler((epoch, rate) -> rate * 0.9)
 * }</pre>
 */
public final class LearningRateScheduler extends FluentCallback<LearningRateScheduler> {
  static final Setting<String> LOG_NAME = Setting.string("log_name", "learning_rate");

  private final Schedule schedule;

  /** Computes the learning rate of an epoch. */
  @FunctionalInterface
  public interface Schedule {
    /**
     * Computes the learning rate of an epoch.
     *
     * @param epoch the epoch, from 0
     * @param learningRate the present learning rate
     * @return the learning rate of the epoch, at least 0
     */
    double rate(int epoch, double learningRate);
  }

  /**
   * Follows a function of the epoch.
   *
   * @param schedule takes the epoch, from 0, to its learning rate
   */
  public LearningRateScheduler(IntToDoubleFunction schedule) {
    this((epoch, rate) -> schedule.applyAsDouble(epoch));
  }

  /**
   * Follows a function of the epoch and the present learning rate.
   *
   * @param schedule the function
   */
  public LearningRateScheduler(Schedule schedule) {
    declare(VERBOSE, LOG_NAME);
    this.schedule = schedule;
  }

  /**
   * Sets whether the learning rate is announced.
   *
   * @param verbose 0 for silence, the default; 1 for a line per epoch
   */
  public LearningRateScheduler verbose(int verbose) {
    return with(VERBOSE, verbose);
  }

  /**
   * Sets the name under which the learning rate is logged.
   *
   * @param logName {@code "learning_rate"}, the default, or Keras 1's {@code "lr"}
   */
  public LearningRateScheduler logName(String logName) {
    return with(LOG_NAME, logName);
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    double rate = schedule.rate(epoch, model().learningRate());
    Checks.notNegative(owner(), "the schedule's learning rate", rate);
    model().learningRate(rate);
    say(
        String.format(
            Locale.ROOT,
            "Epoch %d: LearningRateScheduler setting learning rate to %s.",
            epoch + 1,
            rate));
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    logs.put(get(LOG_NAME), model().learningRate());
  }
}
