package io.hornbill;

import io.hornbill.callbacks.Console;
import io.hornbill.graph.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.NetworkConfig;
import io.hornbill.training.TrainableModel;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A model: a graph of layers from inputs to outputs.
 *
 * <pre>{@code
 * Tensor a = Input.of(64), b = Input.of(32);
 * Tensor h = new Concatenate().apply(new Dense(32).apply(a), b);
 * Model m = new Model(List.of(a, b), List.of(new Dense(1).apply(h)));
 * m.compile("adam", "mse");
 * m.fit(List.of(xa, xb), List.of(y), f -> f.epochs(2));
 * }</pre>
 */
public class Model extends TrainableModel {
  /** Makes a model that is not defined yet. */
  Model() {}

  /**
   * Makes a model of one input and one output.
   *
   * @param input the input, made by {@code Input.of} or by another layer
   * @param output the output
   * @throws IllegalArgumentException if the output needs other inputs, or names of layers are not
   *     unique
   */
  public Model(Tensor input, Tensor output) {
    this(List.of(input), List.of(output));
  }

  /**
   * Makes a model.
   *
   * @param inputs the inputs, made by {@code Input.of} or by other layers
   * @param outputs the outputs
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique
   */
  public Model(List<Tensor> inputs, List<Tensor> outputs) {
    define(inputs, outputs);
    buildAsDefined();
  }

  static Model from(Config config) {
    NetworkConfig.Definition graph = NetworkConfig.read(config);
    Model model = new Model(graph.inputs(), graph.outputs());
    if (config.get("name") instanceof String name) {
      model.name(name);
    }
    // Setting true would thaw the frozen layers inside.
    return config.bool("trainable", true) ? model : model.trainable(false);
  }

  @Override
  public Config config() {
    return NetworkConfig.write(this);
  }

  /** Prints a table of the layers, their outputs and their numbers of weights. */
  public void summary() {
    summary(Console::println);
  }

  @Override
  public String className() {
    return "Functional";
  }

  @Override
  public Model name(String name) {
    super.name(name);
    return this;
  }

  @Override
  public Model trainable(boolean trainable) {
    super.trainable(trainable);
    return this;
  }

  @Override
  public Model dataType(DataType dataType) {
    super.dataType(dataType);
    return this;
  }
}
