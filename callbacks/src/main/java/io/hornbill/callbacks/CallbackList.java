package io.hornbill.callbacks;

import java.util.List;

/** Callbacks that are called one after the other, in the order they were given. */
public final class CallbackList extends Callback {
  private final List<Callback> callbacks;

  /**
   * Attaches callbacks to a run.
   *
   * @param callbacks the callbacks, in order
   * @param model the model
   * @param parameters what is known about the run
   */
  public CallbackList(
      List<? extends Callback> callbacks, TrainingModel model, TrainingParameters parameters) {
    this.callbacks = List.copyOf(callbacks);
    attach(model, parameters);
    for (Callback callback : callbacks) {
      callback.attach(model, parameters);
    }
  }

  /**
   * Returns the callbacks.
   *
   * @return the callbacks, in order
   */
  public List<Callback> callbacks() {
    return callbacks;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    callbacks.forEach(c -> c.onTrainBegin(logs));
  }

  @Override
  public void onTrainEnd(Logs logs) {
    callbacks.forEach(c -> c.onTrainEnd(logs));
  }

  @Override
  public void onTestBegin(Logs logs) {
    callbacks.forEach(c -> c.onTestBegin(logs));
  }

  @Override
  public void onTestEnd(Logs logs) {
    callbacks.forEach(c -> c.onTestEnd(logs));
  }

  @Override
  public void onPredictBegin(Logs logs) {
    callbacks.forEach(c -> c.onPredictBegin(logs));
  }

  @Override
  public void onPredictEnd(Logs logs) {
    callbacks.forEach(c -> c.onPredictEnd(logs));
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    callbacks.forEach(c -> c.onEpochBegin(epoch, logs));
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    callbacks.forEach(c -> c.onEpochEnd(epoch, logs));
  }

  @Override
  public void onTrainBatchBegin(int batch, Logs logs) {
    callbacks.forEach(c -> c.onTrainBatchBegin(batch, logs));
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    callbacks.forEach(c -> c.onTrainBatchEnd(batch, logs));
  }

  @Override
  public void onTestBatchBegin(int batch, Logs logs) {
    callbacks.forEach(c -> c.onTestBatchBegin(batch, logs));
  }

  @Override
  public void onTestBatchEnd(int batch, Logs logs) {
    callbacks.forEach(c -> c.onTestBatchEnd(batch, logs));
  }

  @Override
  public void onPredictBatchBegin(int batch, Logs logs) {
    callbacks.forEach(c -> c.onPredictBatchBegin(batch, logs));
  }

  @Override
  public void onPredictBatchEnd(int batch, Logs logs) {
    callbacks.forEach(c -> c.onPredictBatchEnd(batch, logs));
  }
}
