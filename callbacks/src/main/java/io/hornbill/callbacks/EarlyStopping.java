package io.hornbill.callbacks;

import io.hornbill.base.Setting;
import java.util.List;
import java.util.Locale;
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
public final class EarlyStopping extends MonitoringCallback<EarlyStopping> {
  private static final Setting<Double> MIN_DELTA =
      Setting.number("min_delta", 0).normalized(Math::abs).finite();
  private static final Setting<Integer> PATIENCE = Setting.integer("patience", 0).notNegative();

  @SuppressWarnings("NullAway") // the compiler does not see the annotation in the class file
  private static final Setting<@Nullable Double> BASELINE = Setting.optionalNumber("baseline");

  private static final Setting<Boolean> RESTORE = Setting.flag("restore_best_weights", false);
  private static final Setting<Integer> START =
      Setting.integer("start_from_epoch", 0).notNegative();

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
    declare(MONITOR, MIN_DELTA, PATIENCE, VERBOSE, MODE, BASELINE, RESTORE, START);
    set(MONITOR, monitor);
  }

  /**
   * Sets by how much a value must be better than the best one to count.
   *
   * @param minDelta at least 0; 0 by default
   */
  public EarlyStopping minDelta(double minDelta) {
    return with(MIN_DELTA, minDelta);
  }

  /**
   * Sets how many epochs in a row may be no better before training ends.
   *
   * @param patience at least 0; 0 by default
   */
  public EarlyStopping patience(int patience) {
    return with(PATIENCE, patience);
  }

  /**
   * Sets a value that must be passed for an epoch to count as better.
   *
   * @param baseline the value; null for none, the default
   */
  public EarlyStopping baseline(@Nullable Double baseline) {
    return with(BASELINE, baseline);
  }

  /**
   * Sets whether the model gets back the weights of its best epoch.
   *
   * @param restore false, to keep the last ones, the default
   */
  public EarlyStopping restoreBestWeights(boolean restore) {
    return with(RESTORE, restore);
  }

  /**
   * Sets how many epochs are waited before watching.
   *
   * @param epoch at least 0; 0 by default
   */
  public EarlyStopping startFromEpoch(int epoch) {
    return with(START, epoch);
  }

  /** {@return the epoch after which training was ended, from 0; 0 if training was not ended} */
  public int stoppedEpoch() {
    return stoppedEpoch;
  }

  /** {@return the best value so far; null before the first one} */
  public @Nullable Double best() {
    return best;
  }

  /** {@return the epoch of the best value, from 0} */
  public int bestEpoch() {
    return bestEpoch;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    beginToWatch();
    wait = 0;
    stoppedEpoch = 0;
    bestEpoch = 0;
    best = null;
    bestWeights = null;
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    Double current = watched(logs);
    if (current == null || epoch < get(START)) {
      return;
    }
    wait++;
    if (best == null || improves(current, best, get(MIN_DELTA))) {
      best = current;
      keep(epoch);
      Double baseline = get(BASELINE);
      if (baseline == null || improves(current, baseline, get(MIN_DELTA))) {
        wait = 0;
      }
    } else if (wait >= get(PATIENCE)) {
      stoppedEpoch = epoch;
      model().stopTraining();
    }
  }

  private void keep(int epoch) {
    bestEpoch = epoch;
    if (get(RESTORE)) {
      bestWeights = model().getWeights();
    }
  }

  @Override
  public void onTrainEnd(Logs logs) {
    if (stoppedEpoch > 0) {
      say(String.format(Locale.ROOT, "Epoch %d: early stopping", stoppedEpoch + 1));
    }
    if (bestWeights != null) {
      say(
          String.format(
              Locale.ROOT,
              "Restoring model weights from the end of the best epoch: %d.",
              bestEpoch + 1));
      model().setWeights(bestWeights);
      bestWeights = null;
    }
  }
}
