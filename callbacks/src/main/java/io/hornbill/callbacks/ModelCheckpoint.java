package io.hornbill.callbacks;

import io.hornbill.base.Checks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Saves the model while it is trained: after each epoch, or every so many batches; always, or when
 * it is better than before. A file appears whole or not at all.
 *
 * <pre>{@code
 * new ModelCheckpoint("models/{epoch:02d}-{val_loss:.2f}.keras").saveBestOnly(true)
 * }</pre>
 *
 * @see <a href="https://keras.io/api/callbacks/model_checkpoint/">Keras: ModelCheckpoint</a>
 */
public final class ModelCheckpoint extends Callback {
  private static final String OWNER = "ModelCheckpoint";
  private static final List<String> OF_WEIGHTS = List.of(".weights.h5", ".safetensors");
  private static final List<String> OF_MODELS = List.of(".keras", ".h5");

  private final String filepath;
  private Monitor monitor = new Monitor(OWNER, "val_loss");
  private String mode = "auto";
  private int verbose;
  private boolean saveBestOnly;
  private boolean saveWeightsOnly;
  private final EveryBatches saveFreq = new EveryBatches(OWNER);

  private int epoch;
  private @Nullable Double best;

  /**
   * Saves to a file, or to a file each time.
   *
   * @param filepath its name, that ends in {@code .keras} or {@code .h5}, or in {@code .weights.h5}
   *     for weights alone; numbers of the logs, the epoch and the batch are put in as Python's
   *     {@code str.format} does, the first epoch being 1. Folders are made.
   */
  public ModelCheckpoint(String filepath) {
    this.filepath = filepath;
  }

  /**
   * Saves to a file, or to a file each time.
   *
   * @param filepath the file, see {@link #ModelCheckpoint(String)}
   */
  public ModelCheckpoint(Path filepath) {
    this(filepath.toString());
  }

  /**
   * Sets the number that says which model is best.
   *
   * @param name its name in the logs; {@code "val_loss"} at first
   * @return this callback
   */
  public ModelCheckpoint monitor(String name) {
    monitor = new Monitor(OWNER, name);
    monitor.mode(mode);
    return this;
  }

  /**
   * Sets what is better.
   *
   * @param newMode {@code "min"}, {@code "max"}, or {@code "auto"} to go by the name, as at first
   * @return this callback
   */
  public ModelCheckpoint mode(String newMode) {
    monitor.mode(newMode);
    mode = newMode;
    return this;
  }

  /**
   * Sets whether saving is announced.
   *
   * @param newVerbose 0 for silence, as at first; 1 for lines
   * @return this callback
   */
  public ModelCheckpoint verbose(int newVerbose) {
    verbose = newVerbose;
    return this;
  }

  /**
   * Sets whether the model is saved only when it is better than all before.
   *
   * @param only false at first
   * @return this callback
   */
  public ModelCheckpoint saveBestOnly(boolean only) {
    saveBestOnly = only;
    return this;
  }

  /**
   * Sets whether the weights are saved without the model.
   *
   * @param only false at first
   * @return this callback
   */
  public ModelCheckpoint saveWeightsOnly(boolean only) {
    saveWeightsOnly = only;
    return this;
  }

  /**
   * Sets when the model is saved.
   *
   * @param when {@code "epoch"}, after each epoch, as at first
   * @return this callback
   */
  public ModelCheckpoint saveFreq(String when) {
    saveFreq.set(when);
    return this;
  }

  /**
   * Sets that the model is saved every so many batches, and not after epochs.
   *
   * @param batches at least 1
   * @return this callback
   */
  public ModelCheckpoint saveFreq(int batches) {
    saveFreq.set(batches);
    return this;
  }

  /**
   * Sets what the first model must be better than to be the best.
   *
   * @param value the value; null for nothing, as at first
   * @return this callback
   */
  public ModelCheckpoint initialValueThreshold(@Nullable Double value) {
    best = value;
    return this;
  }

  /**
   * Returns the best value so far, of all trainings with this callback.
   *
   * @return the value; null before the first one
   */
  public @Nullable Double best() {
    return best;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    monitor.reset();
    saveFreq.begin();
    List<String> endings = saveWeightsOnly ? OF_WEIGHTS : OF_MODELS;
    boolean ofWeights = OF_WEIGHTS.stream().anyMatch(filepath::endsWith);
    Checks.argument(
        endings.stream().anyMatch(filepath::endsWith) && ofWeights == saveWeightsOnly,
        "ModelCheckpoint: the name of a file for %s must end in %s. Received: \"%s\". Rename it, or set saveWeightsOnly(%s).",
        saveWeightsOnly ? "weights" : "models",
        String.join(" or ", endings),
        filepath,
        !saveWeightsOnly);
  }

  @Override
  public void onEpochBegin(int number, Logs logs) {
    epoch = number;
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    if (saveFreq.isDue()) {
      save(batch, logs);
    }
  }

  @Override
  public void onEpochEnd(int number, Logs logs) {
    if (saveFreq.epochs()) {
      save(-1, logs);
    }
  }

  private void save(int batch, Logs logs) {
    Path file = Path.of(name(batch, logs));
    if (!isWanted(logs, file)) {
      return;
    }
    Checks.argument(
        !Files.isDirectory(file),
        "ModelCheckpoint: filepath must be a file. Received: the folder %s. Choose another name.",
        file);
    makeFolder(file);
    if (saveWeightsOnly) {
      model().saveWeights(file);
    } else {
      model().save(file);
    }
    say("finished saving model to " + file);
  }

  private String name(int batch, Logs logs) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("epoch", epoch + 1);
    if (batch >= 0) {
      numbers.put("batch", batch + 1);
    }
    numbers.putAll(logs);
    return new FileTemplate(filepath).fill(numbers);
  }

  private static void makeFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "ModelCheckpoint: the folder of the file must be writable. Received: %s (%s). Check its permissions; the model keeps what it learned."
              .formatted(folder, e),
          e);
    }
  }

  private boolean isWanted(Logs logs, Path file) {
    Double current = saveBestOnly ? monitor.in(logs) : null;
    if (current == null) {
      say("saving model to " + file);
      return true;
    }
    Double before = best;
    String was = before == null ? "None" : String.format(Locale.ROOT, "%.5f", before);
    if (before == null || monitor.improves(current, before, 0)) {
      best = current;
      String now = String.format(Locale.ROOT, "%.5f", current);
      say(monitor.name() + " improved from " + was + " to " + now + ", saving model to " + file);
      return true;
    }
    say(monitor.name() + " did not improve from " + was);
    return false;
  }

  private void say(String what) {
    if (verbose > 0) {
      Console.println("Epoch " + (epoch + 1) + ": " + what);
    }
  }
}
