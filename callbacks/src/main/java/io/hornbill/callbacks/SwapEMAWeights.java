package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;

/**
 * Evaluates and predicts with the moving average of the weights, where the optimizer keeps one, and
 * trains on with the weights themselves.
 *
 * <pre>{@code
 * model.compile(new Adam().useEma(true), "mse");
 * model.fit(x, y, f -> f.epochs(5).validationSplit(0.1).callbacks(new SwapEMAWeights()));
 * }</pre>
 */
public final class SwapEMAWeights extends FluentCallback<SwapEMAWeights> {
  private static final Setting<Boolean> SWAP_ON_EPOCH = Setting.flag("swap_on_epoch", false);

  private boolean swapped;

  /** Swaps for validation, evaluation and prediction only. */
  public SwapEMAWeights() {
    declare(SWAP_ON_EPOCH);
  }

  /**
   * Sets whether the average is also in place when an epoch ends, for callbacks after this one that
   * save the model.
   *
   * @param swapOnEpoch false by default
   */
  public SwapEMAWeights swapOnEpoch(boolean swapOnEpoch) {
    return with(SWAP_ON_EPOCH, swapOnEpoch);
  }

  @Override
  public void onTrainBegin(Logs logs) {
    check();
    swapped = false;
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    swap(false);
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    if (get(SWAP_ON_EPOCH)) {
      swap(true);
    }
  }

  @Override
  public void onTestBegin(Logs logs) {
    swap(true);
  }

  @Override
  public void onTestEnd(Logs logs) {
    swap(false);
  }

  @Override
  public void onPredictBegin(Logs logs) {
    swap(true);
  }

  @Override
  public void onPredictEnd(Logs logs) {
    swap(false);
  }

  @Override
  public void onTrainEnd(Logs logs) {
    // The optimizer has put the average in place for good.
    swapped = false;
  }

  private void swap(boolean average) {
    if (swapped != average) {
      check();
      model().swapWithAverage();
      swapped = average;
    }
  }

  private void check() {
    if (!model().keepsAverage()) {
      throw Fault.of("SwapEMAWeights")
          .expected("the optimizer must keep a moving average of the weights")
          .received("one that does not")
          .remedy("Set useEma(true) on it.")
          .state();
    }
  }
}
