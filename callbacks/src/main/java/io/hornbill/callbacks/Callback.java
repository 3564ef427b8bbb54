package io.hornbill.callbacks;

import org.jspecify.annotations.Nullable;

/**
 * Watches training, evaluation and prediction, and may steer them. Override what you need; every
 * hook does nothing by itself. Epochs and batches count from 0.
 *
 * <p>Example:
 *
 * <pre>{@code
 * class LossHistory extends Callback {
 *   final List<Double> losses = new ArrayList<>();
 *
 *   @Override
 *   public void onBatchEnd(int batch, Logs logs) {
 *     losses.add(logs.get("loss"));
 *   }
 * }
 * }</pre>
 */
public abstract class Callback {
  private @Nullable TrainingModel model;
  private TrainingParameters parameters = new TrainingParameters(1, -1, 0);

  /** Makes a callback that is not attached to a model yet. */
  protected Callback() {}

  /**
   * Returns the model that is trained.
   *
   * @return the model
   * @throws IllegalStateException before the callback was given to a model
   */
  public final TrainingModel model() {
    if (model == null) {
      throw new IllegalStateException(
          "%s: model() needs a model. Received: a call before training began. Pass the callback to fit() and ask in a hook."
              .formatted(getClass().getSimpleName()));
    }
    return model;
  }

  /**
   * Returns what is known about the run.
   *
   * @return the parameters
   */
  public final TrainingParameters parameters() {
    return parameters;
  }

  /**
   * Attaches the callback to a model and a run; called before the first hook.
   *
   * @param model the model
   * @param parameters what is known about the run
   */
  public final void attach(TrainingModel model, TrainingParameters parameters) {
    this.model = model;
    this.parameters = parameters;
  }

  /**
   * Called before training.
   *
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTrainBegin(Logs logs) {}

  /**
   * Called after training.
   *
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTrainEnd(Logs logs) {}

  /**
   * Called before evaluation.
   *
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTestBegin(Logs logs) {}

  /**
   * Called after evaluation.
   *
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTestEnd(Logs logs) {}

  /**
   * Called before prediction.
   *
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onPredictBegin(Logs logs) {}

  /**
   * Called after prediction.
   *
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onPredictEnd(Logs logs) {}

  /**
   * Called before an epoch of training.
   *
   * @param epoch the epoch
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onEpochBegin(int epoch, Logs logs) {}

  /**
   * Called after an epoch of training and its validation.
   *
   * @param epoch the epoch
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onEpochEnd(int epoch, Logs logs) {}

  /**
   * Called before a batch of training: the short name of {@link #onTrainBatchBegin}.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onBatchBegin(int batch, Logs logs) {}

  /**
   * Called after a batch of training: the short name of {@link #onTrainBatchEnd}.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onBatchEnd(int batch, Logs logs) {}

  /**
   * Called before a batch of training.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTrainBatchBegin(int batch, Logs logs) {
    onBatchBegin(batch, logs);
  }

  /**
   * Called after a batch of training.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTrainBatchEnd(int batch, Logs logs) {
    onBatchEnd(batch, logs);
  }

  /**
   * Called before a batch of evaluation.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTestBatchBegin(int batch, Logs logs) {}

  /**
   * Called after a batch of evaluation.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onTestBatchEnd(int batch, Logs logs) {}

  /**
   * Called before a batch of prediction.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onPredictBatchBegin(int batch, Logs logs) {}

  /**
   * Called after a batch of prediction.
   *
   * @param batch the batch within the epoch or run
   * @param logs the numbers so far; empty before a batch, an epoch or a run
   */
  public void onPredictBatchEnd(int batch, Logs logs) {}
}
