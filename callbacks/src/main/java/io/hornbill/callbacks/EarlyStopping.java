package io.hornbill.callbacks;

import io.hornbill.base.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Ends training when a number of the logs no longer gets better.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.epochs(100).validationSplit(0.1)
 *     .callbacks(new EarlyStopping("val_loss").patience(3).restoreBestWeights(true)));
 * }</pre>
 */
public final class EarlyStopping extends Callback {
  private static final String OWNER = "EarlyStopping";
  private final Monitor monitor;
  private double minDelta;
  private int patience;
  private int verbose;
  private @Nullable Double baseline;
  private boolean restoreBestWeights;
  private int startFromEpoch;

  private int wait;
  private int stoppedEpoch;
  private int bestEpoch;
  private @Nullable Double best;
  private @Nullable List<INDArray> bestWeights;

  /** Watches the loss of the validation data. */
  public EarlyStopping() {
    this("val_loss");
  }

  /**
   * Watches a number.
   *
   * @param monitor its name in the logs
   */
  public EarlyStopping(String monitor) {
    this.monitor = new Monitor(OWNER, monitor);
  }

  /**
   * Sets by how much a value must be better than the best one to count.
   *
   * @param newMinDelta at least 0, as at first
   * @return this callback
   */
  public EarlyStopping minDelta(double newMinDelta) {
    minDelta = Math.abs(Checks.finite(OWNER, "minDelta", newMinDelta));
    return this;
  }

  /**
   * Sets how many epochs in a row may be no better before training ends.
   *
   * @param newPatience at least 0, as at first
   * @return this callback
   */
  public EarlyStopping patience(int newPatience) {
    patience = (int) Checks.notNegative(OWNER, "patience", newPatience);
    return this;
  }

  /**
   * Sets whether the end is announced.
   *
   * @param newVerbose 0 for silence, as at first; 1 for a line
   * @return this callback
   */
  public EarlyStopping verbose(int newVerbose) {
    verbose = newVerbose;
    return this;
  }

  /**
   * Sets what is better.
   *
   * @param mode {@code "min"}, {@code "max"}, or {@code "auto"} to go by the name, as at first
   * @return this callback
   */
  public EarlyStopping mode(String mode) {
    monitor.mode(mode);
    return this;
  }

  /**
   * Sets a value that must be passed for an epoch to count as better.
   *
   * @param newBaseline the value; null for none, as at first
   * @return this callback
   */
  public EarlyStopping baseline(@Nullable Double newBaseline) {
    baseline = newBaseline;
    return this;
  }

  /**
   * Sets whether the model gets back the weights of its best epoch.
   *
   * @param restore false, to keep the last ones, as at first
   * @return this callback
   */
  public EarlyStopping restoreBestWeights(boolean restore) {
    restoreBestWeights = restore;
    return this;
  }

  /**
   * Sets how many epochs are waited before watching.
   *
   * @param epoch at least 0, as at first
   * @return this callback
   */
  public EarlyStopping startFromEpoch(int epoch) {
    startFromEpoch = (int) Checks.notNegative(OWNER, "startFromEpoch", epoch);
    return this;
  }

  /**
   * Returns the epoch after which training was ended.
   *
   * @return the epoch, from 0; 0 if training was not ended
   */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /**
   * Returns the best value so far.
   *
   * @return the value; null before the first one
   */
  public @Nullable Double best() {
    return best;
  }

  /**
   * Returns the epoch of the best value.
   *
   * @return the epoch, from 0
   */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    monitor.reset();
    wait = 0;
    stoppedEpoch = 0;
    bestEpoch = 0;
    best = null;
    bestWeights = null;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    Double current = monitor.in(logs);
    if (current == null || epoch < startFromEpoch) {
      return;
    }
    if (restoreBestWeights && bestWeights == null) {
      // If no epoch is any good, the first one is the best.
      keep(epoch);
    }
    wait++;
    if (best == null || monitor.improves(current, best, minDelta)) {
      best = current;
      keep(epoch);
      if (baseline == null || monitor.improves(current, baseline, minDelta)) {
        wait = 0;
      }
    } else if (wait >= patience && epoch > 0) {
      stoppedEpoch = epoch;
      model().stopTraining();
    }
  }

  private void keep(int epoch) {
    bestEpoch = epoch;
    if (restoreBestWeights) {
      bestWeights = model().getWeights();
    }
  }

  @Override
  public void onTrainEnd(Logs logs) {
    if (stoppedEpoch > 0 && verbose > 0) {
      Console.println("Epoch %d: early stopping".formatted(stoppedEpoch + 1));
    }
    if (bestWeights != null) {
      if (verbose > 0) {
        Console.println(
            "Restoring model weights from the end of the best epoch: %d.".formatted(bestEpoch + 1));
      }
      model().setWeights(bestWeights);
      bestWeights = null;
    }
  }
}
