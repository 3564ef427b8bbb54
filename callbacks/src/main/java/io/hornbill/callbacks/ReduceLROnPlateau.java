package io.hornbill.callbacks;

import static io.hornbill.callbacks.LearningRateScheduler.LOG_NAME;

import io.hornbill.base.Setting;
import java.util.Locale;

/**
 * Makes the learning rate smaller when a number of the logs no longer gets better.
 *
 * <pre>{@code
 * new ReduceLROnPlateau("val_loss").factor(0.2).patience(5).minLr(0.001)
 * }</pre>
 */
public final class ReduceLROnPlateau extends MonitoringCallback<ReduceLROnPlateau> {
  private static final Setting<Double> FACTOR = Setting.number("factor", 0.1).inRange(0, 1);
  private static final Setting<Integer> PATIENCE = Setting.integer("patience", 10).notNegative();
  private static final Setting<Double> MIN_DELTA = Setting.number("min_delta", 1e-4).notNegative();
  private static final Setting<Integer> COOLDOWN = Setting.integer("cooldown", 0).notNegative();
  private static final Setting<Double> MIN_LR = Setting.number("min_lr", 0).notNegative();

  private int cooldownLeft;
  private int wait;
  private double best;

  /** Watches the loss of the validation data. */
  public ReduceLROnPlateau() {
    this("val_loss");
  }

  /**
   * Watches a number.
   *
   * @param monitor its name in the logs
   */
  public ReduceLROnPlateau(String monitor) {
    declare(MONITOR, FACTOR, PATIENCE, VERBOSE, MODE, MIN_DELTA, COOLDOWN, MIN_LR, LOG_NAME);
    set(MONITOR, monitor);
  }

  /**
   * Sets what the learning rate is multiplied with.
   *
   * @param factor in {@code [0, 1)}; 0.1 by default
   */
  public ReduceLROnPlateau factor(double factor) {
    return with(FACTOR, factor);
  }

  /**
   * Sets after how many epochs in a row that are no better the learning rate is reduced.
   *
   * @param patience at least 0; 10 by default
   */
  public ReduceLROnPlateau patience(int patience) {
    return with(PATIENCE, patience);
  }

  /**
   * Sets by how much a value must be better than the best one to count.
   *
   * @param minDelta at least 0; 0.0001 by default
   */
  public ReduceLROnPlateau minDelta(double minDelta) {
    return with(MIN_DELTA, minDelta);
  }

  /**
   * Sets how many epochs after a reduction are not counted.
   *
   * @param cooldown at least 0; 0 by default
   */
  public ReduceLROnPlateau cooldown(int cooldown) {
    return with(COOLDOWN, cooldown);
  }

  /**
   * Sets the smallest learning rate.
   *
   * @param minLr at least 0; 0 by default
   */
  public ReduceLROnPlateau minLr(double minLr) {
    return with(MIN_LR, minLr);
  }

  /**
   * Sets the name under which the learning rate is logged.
   *
   * @param logName {@code "learning_rate"}, the default, or Keras 1's {@code "lr"}
   */
  public ReduceLROnPlateau logName(String logName) {
    return with(LOG_NAME, logName);
  }

  @Override
  public void onTrainBegin(Logs logs) {
    beginToWatch();
    best = worst();
    cooldownLeft = 0;
    wait = 0;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    logs.put(get(LOG_NAME), model().learningRate());
    Double current = watched(logs);
    if (current == null) {
      return;
    }
    if (cooldownLeft > 0) {
      cooldownLeft--;
      wait = 0;
    }
    if (improves(current, best, get(MIN_DELTA))) {
      best = current;
      wait = 0;
    } else if (cooldownLeft == 0) {
      wait++;
      if (wait >= get(PATIENCE)) {
        reduce(epoch);
      }
    }
  }

  private void reduce(int epoch) {
    double old = model().learningRate();
    if (old <= get(MIN_LR)) {
      return;
    }
    double reduced = Math.max(old * get(FACTOR), get(MIN_LR));
    model().learningRate(reduced);
    say(
        String.format(
            Locale.ROOT,
            "Epoch %d: ReduceLROnPlateau reducing learning rate to %s.",
            epoch + 1,
            reduced));
    cooldownLeft = get(COOLDOWN);
    wait = 0;
  }
}
