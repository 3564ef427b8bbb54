package io.hornbill.callbacks;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.optimizers.Optimizer;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What callbacks see of the model that is trained. */
public interface TrainingModel {
  /** {@return the model's name} */
  String name();

  /**
   * Returns the model's class.
   *
   * @return {@code "Sequential"} or {@code "Functional"}
   */
  String className();

  /** {@return what the model can be made again from: the settings of its layers} */
  Config config();

  /** {@return the layers in Keras' order} */
  List<TrainedLayer> trainedLayers();

  /**
   * Computes the layers' outputs, as in inference, for the batch that was evaluated or trained on
   * last.
   *
   * @return the first output of each layer by the layer's name; empty before the first batch
   */
  Map<String, INDArray> activations();

  /**
   * Counts the rows of the batch that was evaluated or trained on last.
   *
   * @return the number; -1 if it is not known
   */
  default long batchRows() {
    return -1;
  }

  /** Ends training after the present batch; the callbacks' closing hooks still run. */
  void stopTraining();

  /**
   * Ends training after the present batch, as Keras' {@code self.model.stop_training = True}.
   *
   * @param stop true; false changes nothing
   */
  default void stopTraining(boolean stop) {
    if (stop) {
      stopTraining();
    }
  }

  /** {@return copies of all weights, in Keras' order} */
  List<INDArray> getWeights();

  /**
   * Replaces all weights.
   *
   * @param weights as many arrays as {@link #getWeights()} gives, of the same shapes
   * @throws IllegalArgumentException if number or shapes differ; then nothing is changed
   */
  void setWeights(List<INDArray> weights);

  /**
   * Returns the optimizer, whose learning rate may be changed.
   *
   * <pre>{@code
   * model().optimizer().learningRate(0.5 * model().optimizer().learningRate());
   * }</pre>
   *
   * @return the optimizer
   * @throws IllegalStateException if the model is not compiled
   */
  default Optimizer optimizer() {
    throw unable("show its optimizer");
  }

  /**
   * Predicts, for example to look at what a model draws after each epoch.
   *
   * @param x the data, {@code [rows, ...]}
   * @return the predictions
   * @throws IllegalArgumentException if the data do not fit the model
   */
  default INDArray predict(INDArray x) {
    throw unable("predict");
  }

  /**
   * Predicts from Java's arrays or lists.
   *
   * @param x the data: {@code float[][]}, a list of rows, …
   * @return one row of predictions per row of the data
   * @throws IllegalArgumentException if the data do not fit the model
   */
  default float[][] predict(Object x) {
    throw unable("predict");
  }

  /**
   * Computes loss and metrics.
   *
   * @param x the data, {@code [rows, ...]}
   * @param y the targets, {@code [rows, ...]}
   * @return the loss, then the metrics
   * @throws IllegalArgumentException if the data do not fit the model
   */
  default Logs evaluate(INDArray x, INDArray y) {
    throw unable("evaluate");
  }

  /**
   * Computes loss and metrics of Java's arrays or lists.
   *
   * @param x the data: {@code float[][]}, a list of rows, …
   * @param y the targets, in the same forms
   * @return the loss, then the metrics
   * @throws IllegalArgumentException if the data do not fit the model
   */
  default Logs evaluate(Object x, Object y) {
    throw unable("evaluate");
  }

  /**
   * Returns the optimizer's present learning rate.
   *
   * @return the learning rate
   * @throws IllegalStateException if the model is not compiled
   */
  double learningRate();

  /**
   * Sets the optimizer's learning rate.
   *
   * @param learningRate the new learning rate, positive
   * @throws IllegalStateException if the model is not compiled
   */
  void learningRate(double learningRate);

  /**
   * Counts the steps of the optimizer.
   *
   * @return the number of updates since the model was compiled
   * @throws IllegalStateException if the model is not compiled
   */
  long iterations();

  /** {@return whether the optimizer keeps a moving average of the weights, to swap with} */
  default boolean keepsAverage() {
    return false;
  }

  /**
   * Exchanges the trained weights with their moving average; a second call takes the first one
   * back.
   *
   * @throws IllegalStateException if no average is kept
   */
  default void swapWithAverage() {
    throw unable("keep a moving average of its weights");
  }

  /**
   * Saves the whole model, with its optimizer's state if it is compiled.
   *
   * @param path the file, replaced in one step; its name ends in {@code .keras} or {@code .h5}
   * @throws IllegalStateException if the model cannot be saved
   */
  default void save(Path path) {
    throw unable("be saved");
  }

  /**
   * Saves the whole model, as {@link #save(Path)} does.
   *
   * @param file the file's name
   * @throws IllegalStateException if the model cannot do so
   */
  default void save(String file) {
    save(Path.of(file));
  }

  /**
   * Saves the whole model, as {@link #save(Path)} does.
   *
   * @param file the file
   * @throws IllegalStateException if the model cannot do so
   */
  default void save(File file) {
    save(file.toPath());
  }

  /**
   * Saves the weights.
   *
   * @param path the file, replaced in one step; its name ends in {@code .weights.h5}, {@code
   *     .safetensors} or {@code .h5}
   * @throws IllegalStateException if the model cannot be saved
   */
  default void saveWeights(Path path) {
    throw unable("save its weights");
  }

  /**
   * Saves the weights, as {@link #saveWeights(Path)} does.
   *
   * @param file the file's name
   * @throws IllegalStateException if the model cannot do so
   */
  default void saveWeights(String file) {
    saveWeights(Path.of(file));
  }

  /**
   * Saves the weights, as {@link #saveWeights(Path)} does.
   *
   * @param file the file
   * @throws IllegalStateException if the model cannot do so
   */
  default void saveWeights(File file) {
    saveWeights(file.toPath());
  }

  /**
   * Replaces the weights by saved ones.
   *
   * @param path the file
   * @throws IllegalStateException if the model cannot load weights
   */
  default void loadWeights(Path path) {
    throw unable("load weights");
  }

  /**
   * Replaces the weights by saved ones, as {@link #loadWeights(Path)} does.
   *
   * @param file the file's name
   * @throws IllegalStateException if the model cannot do so
   */
  default void loadWeights(String file) {
    loadWeights(Path.of(file));
  }

  /**
   * Replaces the weights by saved ones, as {@link #loadWeights(Path)} does.
   *
   * @param file the file
   * @throws IllegalStateException if the model cannot do so
   */
  default void loadWeights(File file) {
    loadWeights(file.toPath());
  }

  /**
   * Saves everything that the training that is under way can go on from.
   *
   * @param file the file, replaced in one step
   * @throws IllegalStateException outside of training, or if the model cannot do so
   */
  default void saveProgress(Path file) {
    throw unable("save its progress");
  }

  /**
   * Goes on with a training from its saved progress; called before its first epoch.
   *
   * @param file what {@link #saveProgress} wrote in a training of the same program
   * @throws IllegalStateException outside of training, or if the model cannot do so
   */
  default void loadProgress(Path file) {
    throw unable("load its progress");
  }

  /**
   * {@return whether the last training was ended by an exception; false before the first one, and
   * after one that came to its end}
   */
  default boolean hasFailed() {
    return false;
  }

  private IllegalStateException unable(String what) {
    return Fault.of("Model \"%s\"", name())
        .expected("the model must be able to %s", what)
        .received("one that is not")
        .remedy("Choose another callback, or compile the model for it.")
        .state();
  }
}
