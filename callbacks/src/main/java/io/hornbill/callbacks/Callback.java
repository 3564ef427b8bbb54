package io.hornbill.callbacks;

import io.hornbill.base.Config;
import io.hornbill.base.Configurable;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import io.hornbill.callbacks.internal.terminal.Console;
import java.nio.file.Path;
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
 *
 * <p>Settings are declared by constructors, under the names of Keras' arguments. Functions and
 * objects that a callback is given need no declaration.
 */
public abstract class Callback implements Configurable<Callback> {
  static final Setting<Integer> VERBOSE = Setting.integer("verbose", 0);

  private final Settings settings = new Settings(owner());
  private @Nullable TrainingModel model;
  private TrainingParameters parameters = new TrainingParameters(1, -1, 0);

  /** Makes a callback that is not attached to a model yet. */
  protected Callback() {}

  /** A setting that is a file or a folder. */
  static Setting<Path> path(String key, String value) {
    return Setting.of(
        key, Path.of(value), (config, k) -> Path.of(config.text(k, value)), Path::toString);
  }

  /** How messages name this callback. */
  final String owner() {
    return getClass().getSimpleName();
  }

  /** Prints a line where the setting {@link #VERBOSE} asks for it. */
  final void say(String line) {
    if (get(VERBOSE) > 0) {
      Console.println(line);
    }
  }

  /**
   * Declares settings, with their defaults as values; for constructors.
   *
   * @param declared the settings, in order
   */
  protected final void declare(Setting<?>... declared) {
    settings.declare(declared);
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting the setting
   * @param <T> the type of the value
   * @return the value
   * @throws IllegalArgumentException if it was not declared
   */
  protected final <T extends @Nullable Object> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  /**
   * Sets the value of a setting; for setters.
   *
   * @param setting the setting
   * @param value the value
   * @param <T> the type of the value
   * @throws IllegalArgumentException if the value is not allowed; then nothing is changed
   */
  protected final <T extends @Nullable Object> void set(Setting<T> setting, T value) {
    settings.set(setting, value);
  }

  @Override
  public final Callback configured(Config config) {
    settings.read(config);
    return this;
  }

  @Override
  public final Settings settings() {
    return settings.copy();
  }

  /**
   * {@return the values of the settings as a new configuration, in the names of Keras' arguments}
   */
  public final Config config() {
    return settings.write(new Config());
  }

  /**
   * Returns the model that is trained.
   *
   * @return the model
   * @throws IllegalStateException before the callback was given to a model
   */
  public final TrainingModel model() {
    if (model == null) {
      throw Fault.of(owner())
          .expected("model() needs a model")
          .received("a call before training began")
          .remedy("Pass the callback to fit() and ask in a hook.")
          .state();
    }
    return model;
  }

  /** {@return what is known about the run, by the name that Keras has for it} */
  public final TrainingParameters params() {
    return parameters();
  }

  /** {@return what is known about the run} */
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

  @Override
  public String toString() {
    return settings.declared().isEmpty() ? super.toString() : owner() + settings;
  }
}
