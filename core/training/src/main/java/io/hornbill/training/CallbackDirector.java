package io.hornbill.training;

import io.hornbill.callbacks.CallbackList;
import io.hornbill.callbacks.Logs;

/** Lets callbacks follow and steer a training, on a model in this process. */
public final class CallbackDirector implements Director {
  private final TrainableModel model;
  private final CallbackList callbacks;

  /**
   * Makes a director.
   *
   * @param model the compiled model that the callbacks see
   * @param callbacks the callbacks, attached to the model
   */
  public CallbackDirector(TrainableModel model, CallbackList callbacks) {
    this.model = model;
    this.callbacks = callbacks;
  }

  @Override
  public int trainBegins(int initialEpoch) {
    model.trainer().inParallel(false);
    callbacks.onTrainBegin(new Logs());
    return initialEpoch;
  }

  private Decision decision() {
    return new Decision(model.learningRate(), model.trainer().isStopped());
  }

  @Override
  public Decision epochBegins(int epoch) {
    callbacks.onEpochBegin(epoch, new Logs());
    return decision();
  }

  @Override
  public void batchEnds(int batch, Logs logs) {
    callbacks.onTrainBatchBegin(batch, new Logs());
    callbacks.onTrainBatchEnd(batch, logs);
  }

  @Override
  public Decision epochEnds(int epoch, Logs logs) {
    callbacks.onEpochEnd(epoch, logs);
    return decision();
  }

  @Override
  public void trainEnds(boolean done, Logs logs) {
    model.trainer().inParallel(done);
    Closing.run(callbacks, done, callback -> callback.onTrainEnd(logs));
  }
}
