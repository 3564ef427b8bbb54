package io.hornbill.callbacks;

import io.hornbill.base.Setting;
import io.hornbill.callbacks.internal.events.EventFile;
import io.hornbill.callbacks.internal.events.Message;
import io.hornbill.callbacks.internal.events.Summaries;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes what TensorBoard shows, under Keras' names: curves of losses and metrics for the runs
 * {@code train} and {@code validation}, the graph of layers, histograms of weights and of the
 * layers' outputs, pictures of weights, embeddings, texts and hyperparameters. Neither TensorBoard
 * nor TensorFlow is needed to write them.
 *
 * <pre>{@code
 * model.fit(x, y, f -> f.epochs(20).validationSplit(0.1)
 *     .callbacks(new TensorBoard(Path.of("logs/first")).histogramFreq(1)));
 * // then: tensorboard --logdir logs
 * }</pre>
 *
 * @see <a href="https://keras.io/api/callbacks/tensorboard/">Keras: TensorBoard</a>
 */
public final class TensorBoard extends FluentCallback<TensorBoard> {
  private static final double NANOS = 1e9;

  private static final Setting<Path> LOG_DIR = path("log_dir", "logs");
  private static final Setting<Integer> HISTOGRAMS =
      Setting.integer("histogram_freq", 0).notNegative();
  private static final Setting<Boolean> GRAPH = Setting.flag("write_graph", true);
  private static final Setting<Boolean> IMAGES = Setting.flag("write_images", false);
  private static final Setting<Boolean> SPEED = Setting.flag("write_steps_per_second", false);
  private static final Setting<Object> UPDATE_FREQ =
      EveryBatches.setting("update_freq", "\"epoch\", \"batch\" or a number of batches")
          .normalized(value -> value.equals("batch") ? 1 : value);
  private static final Setting<Integer> EMBEDDINGS =
      Setting.integer("embeddings_freq", 0).notNegative();

  private final EveryBatches updateFreq = new EveryBatches(this, UPDATE_FREQ);
  private @Nullable String metadataOfAll;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Object> hparams = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  private TensorBoardRuns runs;
  private boolean training;
  private long trainBatches;
  private long iterationsBefore;
  private long epochStart;
  private long batchStart;

  /** Writes to the folder {@code logs}. */
  public TensorBoard() {
    this(LOG_DIR.initial());
  }

  /**
   * Writes to a folder.
   *
   * @param logDir the folder, made if need be; one per training
   */
  public TensorBoard(Path logDir) {
    declare(LOG_DIR, HISTOGRAMS, GRAPH, IMAGES, SPEED, UPDATE_FREQ, EMBEDDINGS);
    set(LOG_DIR, logDir);
    runs = new TensorBoardRuns(logDir);
  }

  /**
   * Writes to a folder.
   *
   * @param logDir the folder, made if need be; one per training
   */
  public TensorBoard(String logDir) {
    this(Path.of(logDir));
  }

  /**
   * Sets how often there are histograms of the weights, {@code sequential/dense/kernel/histogram},
   * and of the layers' outputs, {@code dense_out}, the latter for the batch that was computed last:
   * one of the validation data, if there are any.
   *
   * @param epochs every so many epochs; 0 for never, the default
   */
  public TensorBoard histogramFreq(int epochs) {
    return with(HISTOGRAMS, epochs);
  }

  /**
   * Sets whether the graph of layers is written.
   *
   * @param write true by default
   */
  public TensorBoard writeGraph(boolean write) {
    return with(GRAPH, write);
  }

  /**
   * Sets whether there are pictures of the weights whenever there are histograms. Weights from 0 to
   * 1 go from black to white.
   *
   * @param write false by default
   */
  public TensorBoard writeImages(boolean write) {
    return with(IMAGES, write);
  }

  /**
   * Sets whether speed is written, {@code epoch_steps_per_second} and, if batches are written,
   * {@code batch_steps_per_second}.
   *
   * @param write false by default
   */
  public TensorBoard writeStepsPerSecond(boolean write) {
    return with(SPEED, write);
  }

  /**
   * Sets whether batches are written too.
   *
   * @param when {@code "epoch"}, to write epochs only, the default; {@code "batch"} for every batch
   */
  public TensorBoard updateFreq(String when) {
    return with(UPDATE_FREQ, when);
  }

  /**
   * Sets that every so many batches one is written, {@code batch_loss} and so on.
   *
   * @param batches at least 1
   */
  public TensorBoard updateFreq(int batches) {
    return with(UPDATE_FREQ, batches);
  }

  /**
   * Sets how often the vectors of embedding layers are written for TensorBoard's projector; each
   * time they replace the former ones.
   *
   * @param epochs every so many epochs; 0 for never, the default
   */
  public TensorBoard embeddingsFreq(int epochs) {
    return with(EMBEDDINGS, epochs);
  }

  /**
   * Sets what the vectors of all embedding layers stand for.
   *
   * @param file a file with a line per vector, as seen from the log folder
   */
  public TensorBoard embeddingsMetadata(String file) {
    metadataOfAll = file;
    return this;
  }

  /**
   * Sets what the vectors of some embedding layers stand for.
   *
   * @param files for names of layers a file with a line per vector, as seen from the log folder
   */
  public TensorBoard embeddingsMetadata(Map<String, String> files) {
    metadata.putAll(files);
    return this;
  }

  /**
   * Sets the hyperparameters under which TensorBoard compares this training with others.
   *
   * @param settings numbers, booleans and texts by their names
   */
  public TensorBoard hparams(Map<String, ?> settings) {
    hparams.putAll(settings);
    return this;
  }

  /**
   * Adds a string to show.
   *
   * @param tag its name
   * @param text Markdown
   */
  public TensorBoard text(String tag, String text) {
    texts.put(tag, text);
    return this;
  }

  @Override
  public void onTrainBegin(Logs logs) {
    runs.close();
    runs = new TensorBoardRuns(get(LOG_DIR));
    updateFreq.begin();
    training = true;
    trainBatches = 0;
    if (get(GRAPH)) {
      runs.train().addGraph(TensorBoardGraph.ofLayers(model()));
      runs.train().add(0, Summaries.kerasModel(TensorBoardGraph.json(model())));
    }
    texts.forEach((tag, text) -> runs.train().add(0, Summaries.text(tag, text)));
    if (!hparams.isEmpty()) {
      runs.whole().add(0, Summaries.sessionStart(hparams));
    }
    if (get(EMBEDDINGS) > 0) {
      embeddings().configure(metadataOfAll, metadata);
    }
    runs.flush();
  }

  private TensorBoardEmbeddings embeddings() {
    return new TensorBoardEmbeddings(get(LOG_DIR), model());
  }

  @Override
  public void onEpochBegin(int epoch, Logs logs) {
    iterationsBefore = model().iterations();
    epochStart = System.nanoTime();
  }

  @Override
  public void onTrainBatchBegin(int batch, Logs logs) {
    trainBatches++;
    batchStart = System.nanoTime();
  }

  @Override
  public void onTrainBatchEnd(int batch, Logs logs) {
    if (!updateFreq.isDue()) {
      return;
    }
    if (get(SPEED)) {
      double seconds = (System.nanoTime() - batchStart) / NANOS;
      scalar(runs.train(), "batch_steps_per_second", 1 / seconds, trainBatches);
    }
    logs.forEach((name, value) -> scalar(runs.train(), "batch_" + name, value, trainBatches));
  }

  @Override
  public void onTestEnd(Logs logs) {
    long iterations = model().iterations();
    logs.forEach(
        (name, value) ->
            scalar(runs.validation(), "evaluation_" + name + "_vs_iterations", value, iterations));
    if (!training) {
      runs.close();
    }
  }

  @Override
  public void onEpochEnd(int epoch, Logs logs) {
    logs.forEach(
        (name, value) -> {
          if (name.startsWith("val_")) {
            scalar(runs.validation(), "epoch_" + name.substring(4), value, epoch);
          } else {
            scalar(runs.train(), "epoch_" + name, value, epoch);
          }
        });
    if (!logs.containsKey("learning_rate")) {
      scalar(runs.train(), "epoch_learning_rate", model().learningRate(), epoch);
    }
    if (get(SPEED)) {
      double seconds = (System.nanoTime() - epochStart) / NANOS;
      long steps = model().iterations() - iterationsBefore;
      scalar(runs.train(), "epoch_steps_per_second", steps / seconds, epoch);
    }
    if (isDue(HISTOGRAMS, epoch)) {
      weights(epoch);
      model().activations().forEach((layer, out) -> histogram(layer + "_out", out, epoch));
    }
    if (isDue(EMBEDDINGS, epoch)) {
      embeddings().write();
    }
    runs.flush();
  }

  private boolean isDue(Setting<Integer> frequency, int epoch) {
    int epochs = get(frequency);
    return epochs > 0 && epoch % epochs == 0;
  }

  private void weights(int epoch) {
    for (TrainedLayer layer : model().trainedLayers()) {
      layer
          .weights()
          .forEach(
              (path, weight) -> {
                histogram(path + "/histogram", weight, epoch);
                Message image = get(IMAGES) ? Summaries.image(path + "/image", weight) : null;
                if (image != null) {
                  runs.train().add(epoch, image);
                }
              });
    }
  }

  private void histogram(String tag, INDArray values, int epoch) {
    runs.train().add(epoch, Summaries.histogram(tag, values));
  }

  private static void scalar(EventFile file, String tag, double value, long step) {
    file.add(step, Summaries.scalar(tag, value));
  }

  @Override
  public void onTrainEnd(Logs logs) {
    training = false;
    if (!hparams.isEmpty()) {
      runs.whole().add(0, Summaries.sessionEnd());
    }
    runs.close();
  }
}
