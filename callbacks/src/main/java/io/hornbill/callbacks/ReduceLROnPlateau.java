package io.hornbill.callbacks;

import io.hornbill.base.Checks;

/**
 * Makes the learning rate smaller when a number of the logs no longer gets better.
 *
 * <pre>{@code
 * new ReduceLROnPlateau("val_loss").factor(0.2).patience(5).minLr(0.001)
 * }</pre>
 */
public final class ReduceLROnPlateau extends Callback {
  private static final String OWNER = "ReduceLROnPlateau";
  private final Monitor monitor;
  private double factor = 0.1;
  private int patience = 10;
  private int verbose;
  private double minDelta = 1e-4;
  private int cooldown;
  private double minLr;
  private String logName = "learning_rate";

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
    this.monitor = new Monitor(OWNER, monitor);
  }

  /**
   * Sets what the learning rate is multiplied with.
   *
   * @param newFactor in {@code [0, 1)}; 0.1 at first
   * @return this callback
   */
  public ReduceLROnPlateau factor(double newFactor) {
    factor = Checks.inRange(OWNER, "factor", newFactor, 0, 1);
    return this;
  }

  /**
   * Sets after how many epochs in a row that are no better the learning rate is reduced.
   *
   * @param newPatience at least 0; 10 at first
   * @return this callback
   */
  public ReduceLROnPlateau patience(int newPatience) {
    patience = (int) Checks.notNegative(OWNER, "patience", newPatience);
    return this;
  }

  /**
   * Sets whether a reduction is announced.
   *
   * @param newVerbose 0 for silence, as at first; 1 for a line
   * @return this callback
   */
  public ReduceLROnPlateau verbose(int newVerbose) {
    verbose = newVerbose;
    return this;
  }

  /**
   * Sets what is better.
   *
   * @param mode {@code "min"}, {@code "max"}, or {@code "auto"} to go by the name, as at first
   * @return this callback
   */
  public ReduceLROnPlateau mode(String mode) {
    monitor.mode(mode);
    return this;
  }

  /**
   * Sets by how much a value must be better than the best one to count.
   *
   * @param newMinDelta at least 0; 0.0001 at first
   * @return this callback
   */
  public ReduceLROnPlateau minDelta(double newMinDelta) {
    minDelta = Checks.notNegative(OWNER, "minDelta", newMinDelta);
    return this;
  }

  /**
   * Sets how many epochs after a reduction are not counted.
   *
   * @param newCooldown at least 0, as at first
   * @return this callback
   */
  public ReduceLROnPlateau cooldown(int newCooldown) {
    cooldown = (int) Checks.notNegative(OWNER, "cooldown", newCooldown);
    return this;
  }

  /**
   * Sets the smallest learning rate.
   *
   * @param newMinLr at least 0, as at first
   * @return this callback
   */
  public ReduceLROnPlateau minLr(double newMinLr) {
    minLr = Checks.notNegative(OWNER, "minLr", newMinLr);
    return this;
  }

  /**
   * Sets the name under which the learning rate is logged.
   *
   * @param newLogName {@code "learning_rate"}, as at first, or Keras 1's {@code "lr"}
   * @return this callback
   */
  public ReduceLROnPlateau logName(String newLogName) {
    logName = newLogName;
    return this;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    monitor.reset();
    best = monitor.worst();
    cooldownLeft = 0;
    wait = 0;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    logs.put(logName, model().learningRate());
    Double current = monitor.in(logs);
    if (current == null) {
      return;
    }
    if (cooldownLeft > 0) {
      cooldownLeft--;
      wait = 0;
    }
    if (monitor.improves(current, best, minDelta)) {
      best = current;
      wait = 0;
    } else if (cooldownLeft == 0) {
      wait++;
      if (wait >= patience) {
        reduce(epoch);
      }
    }
  }

  private void reduce(int epoch) {
    double old = model().learningRate();
    if (old <= minLr) {
      return;
    }
    double reduced = Math.max(old * factor, minLr);
    model().learningRate(reduced);
    if (verbose > 0) {
      Console.println(
          "Epoch %d: ReduceLROnPlateau reducing learning rate to %s."
              .formatted(epoch + 1, reduced));
    }
    cooldownLeft = cooldown;
    wait = 0;
  }
}
