package io.hornbill.callbacks;

import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
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
public final class ModelCheckpoint extends MonitoringCallback<ModelCheckpoint> {
  private static final List<String> OF_WEIGHTS = List.of(".weights.h5", ".safetensors");
  private static final List<String> OF_MODELS = List.of(".keras", ".h5");

  private static final Setting<String> FILEPATH = Setting.string("filepath", "").required();
  private static final Setting<Boolean> BEST_ONLY = Setting.flag("save_best_only", false);
  private static final Setting<Boolean> WEIGHTS_ONLY = Setting.flag("save_weights_only", false);
  private static final Setting<Object> SAVE_FREQ = EveryBatches.setting("save_freq");

  @SuppressWarnings("NullAway") // the compiler does not see the annotation in the class file
  private static final Setting<@Nullable Double> THRESHOLD =
      Setting.optionalNumber("initial_value_threshold");

  private final EveryBatches saveFreq = new EveryBatches(this, SAVE_FREQ);

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
    declare(FILEPATH, MONITOR, VERBOSE, BEST_ONLY, WEIGHTS_ONLY, MODE, SAVE_FREQ, THRESHOLD);
    set(FILEPATH, filepath);
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
   * Sets whether the model is saved only when it is better than all before.
   *
   * @param only false by default
   */
  public ModelCheckpoint saveBestOnly(boolean only) {
    return with(BEST_ONLY, only);
  }

  /**
   * Sets whether the weights are saved without the model.
   *
   * @param only false by default
   */
  public ModelCheckpoint saveWeightsOnly(boolean only) {
    return with(WEIGHTS_ONLY, only);
  }

  /**
   * Sets when the model is saved.
   *
   * @param when {@code "epoch"}, after each epoch, the default
   */
  public ModelCheckpoint saveFreq(String when) {
    return with(SAVE_FREQ, when);
  }

  /**
   * Sets that the model is saved every so many batches, and not after epochs.
   *
   * @param batches at least 1
   */
  public ModelCheckpoint saveFreq(int batches) {
    return with(SAVE_FREQ, batches);
  }

  /**
   * Sets what the first model must be better than to be the best.
   *
   * @param value the value; null for nothing, the default
   */
  public ModelCheckpoint initialValueThreshold(@Nullable Double value) {
    best = null;
    return with(THRESHOLD, value);
  }

  /**
   * {@return the best value so far, of all trainings with this callback; null before the first one}
   */
  public @Nullable Double best() {
    return best == null ? get(THRESHOLD) : best;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    beginToWatch();
    saveFreq.begin();
    String filepath = get(FILEPATH);
    boolean saveWeightsOnly = get(WEIGHTS_ONLY);
    List<String> endings = saveWeightsOnly ? OF_WEIGHTS : OF_MODELS;
    boolean ofWeights = OF_WEIGHTS.stream().anyMatch(filepath::endsWith);
    if (endings.stream().noneMatch(filepath::endsWith) || ofWeights != saveWeightsOnly) {
      throw Fault.of("ModelCheckpoint")
          .expected(
              "the name of a file for %s must end in %s",
              saveWeightsOnly ? "weights" : "models", String.join(" or ", endings))
          .received("\"%s\"", filepath)
          .remedy("Rename it, or set saveWeightsOnly(%s).", !saveWeightsOnly)
          .argument();
    }
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
    if (Files.isDirectory(file)) {
      throw Fault.of("ModelCheckpoint")
          .expected("filepath must be a file")
          .received("the folder %s", file)
          .remedy("Choose another name.")
          .argument();
    }
    makeFolder(file);
    if (get(WEIGHTS_ONLY)) {
      model().saveWeights(file);
    } else {
      model().save(file);
    }
    announce("finished saving model to " + file);
  }

  private String name(int batch, Logs logs) {
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("epoch", epoch + 1);
    if (batch >= 0) {
      numbers.put("batch", batch + 1);
    }
    numbers.putAll(logs);
    return new FileTemplate(get(FILEPATH)).fill(numbers);
  }

  private static void makeFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw Fault.of("ModelCheckpoint")
          .expected("the folder of the file must be writable")
          .received("%s (%s)", folder, e)
          .remedy("Check its permissions; the model keeps what it learned.")
          .as(UncheckedIOException::new, e);
    }
  }

  private boolean isWanted(Logs logs, Path file) {
    Double current = get(BEST_ONLY) ? watched(logs) : null;
    if (current == null) {
      announce("saving model to " + file);
      return true;
    }
    Double before = best();
    String was = before == null ? "None" : String.format(Locale.ROOT, "%.5f", before);
    if (before == null || improves(current, before, 0)) {
      best = current;
      String now = String.format(Locale.ROOT, "%.5f", current);
      announce(get(MONITOR) + " improved from " + was + " to " + now + ", saving model to " + file);
      return true;
    }
    announce(get(MONITOR) + " did not improve from " + was);
    return false;
  }

  private void announce(String what) {
    say("Epoch " + (epoch + 1) + ": " + what);
  }
}
