package io.hornbill;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.NativeLibraries;
import io.hornbill.callbacks.internal.terminal.Console;
import io.hornbill.engine.Engine;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import io.hornbill.layers.Layers;
import io.hornbill.layers.SummaryOptions;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.WeightsOptions;
import io.hornbill.saving.internal.ModelFormat;
import io.hornbill.saving.internal.ProgressFile;
import io.hornbill.saving.internal.keras.KerasConfig;
import io.hornbill.saving.internal.keras.KerasFormat;
import io.hornbill.saving.internal.legacy.ModelConfigs;
import io.hornbill.training.TrainableModel;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 *
 * <p><b>Threads.</b> Any number of threads may ask at any time, also while another one trains:
 * {@code predict}, {@code evaluate}, {@code testOnBatch}, {@code getWeights}, {@code save}, {@code
 * saveWeights}, {@code toJson}, {@code summary}. Each gets what it would get alone; while another
 * thread trains, with the weights between two steps. Models whose layers keep states from batch to
 * batch answer one call after the other.
 *
 * <p>One thread at a time trains or changes the model: {@code fit}, {@code trainOnBatch}, {@code
 * splitStep}, {@code compile}, {@code setWeights}, {@code loadWeights}. A second one gets an {@link
 * IllegalStateException} that names the first. Models that share layers do not disturb each other:
 * of two that are trained by two threads, the steps alternate.
 *
 * <p><b>Callbacks</b> of {@code fit} may ask, save, evaluate and set weights on the thread that
 * calls them. {@code fit}, {@code trainOnBatch}, {@code splitStep}, {@code compile} and {@code
 * close} of the model that is trained are refused with an {@link IllegalStateException}: call
 * {@code stopTraining()} there, and do it when {@code fit} has returned.
 *
 * <p><b>Closing.</b> After {@code close()} every call says that the model is closed. What is under
 * way on other threads ends as ever, but a {@code fit}, which ends after its batch with an {@link
 * IllegalStateException}. A model that nobody closes is freed when it is unreachable.
 *
 * <p><b>Interrupts.</b> {@code fit} ends after its batch. What is being saved is saved to its end.
 * The interrupt is kept for the caller.
 */
public class Model extends TrainableModel {
  private final boolean subclassed;

  /**
   * Makes a model that computes by a {@code call} of its own, which a subclass overrides. Its
   * layers are those in its fields, also in lists, maps and arrays; they are built when the model
   * first sees data, or by {@code buildFor}.
   *
   * <pre>{@code
   * class Classifier extends Model {
   *   private final Dense hidden = new Dense(32).activation("relu");
   *   private final Dropout dropout = new Dropout(0.5);
   *   private final Dense scores = new Dense(5).activation("softmax");
   *
   *   @Override
   *   protected Tensor call(Tensor x, CallContext context) {
   *     return scores.apply(dropout.apply(hidden.apply(x)));
   *   }
   * }
   * }</pre>
   */
  protected Model() {
    this(true);
  }

  /** Makes a model that is not defined yet. */
  Model(boolean subclassed) {
    this.subclassed = subclassed;
  }

  /**
   * Makes a model of one input and one output.
   *
   * @param input the input, made by {@code Input.of}, {@code new Input} or another layer
   * @param output the output
   * @throws IllegalArgumentException if the output needs other inputs, or names of layers are not
   *     unique
   */
  public Model(TensorLike input, Tensor output) {
    this(List.of(input), List.of(output));
  }

  /**
   * Makes a model.
   *
   * @param inputs the inputs, made by {@code Input.of}, {@code new Input} or other layers
   * @param outputs the outputs
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique
   */
  public Model(List<? extends TensorLike> inputs, List<Tensor> outputs) {
    this(false);
    define(Node.tensors(inputs), outputs);
    buildAsDefined();
  }

  /**
   * Makes a model of several inputs and one output.
   *
   * @param inputs the inputs, made by {@code Input.of}, {@code new Input} or other layers
   * @param output the output
   * @throws IllegalArgumentException if the output needs other inputs, or names of layers are not
   *     unique
   */
  public Model(List<? extends TensorLike> inputs, Tensor output) {
    this(inputs, List.of(output));
  }

  /**
   * Makes a model of one input and several outputs.
   *
   * @param input the input, made by {@code Input.of}, {@code new Input} or another layer
   * @param outputs the outputs
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique
   */
  public Model(TensorLike input, List<Tensor> outputs) {
    this(List.of(input), outputs);
  }

  /**
   * Makes a model whose inputs and outputs have names of their own, as Keras' models of
   * dictionaries. Values may be maps themselves, or lists. Where lists are given or returned
   * instead, they are in the order of the keys, as in Keras.
   *
   * <pre>{@code
   * new Model(Map.of("text", text, "image", Map.of("left", left, "right", right)), Map.of("score", y));
   * model.predict(Map.of("text", a, "image", Map.of("left", b, "right", c)));
   * }</pre>
   *
   * @param inputs the inputs by name
   * @param outputs the outputs by name
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique; if a value is not a tensor
   */
  public Model(Map<String, ?> inputs, Map<String, ?> outputs) {
    this(false);
    Map<String, Tensor> from = apart(inputs);
    Map<String, Tensor> to = apart(outputs);
    nameEnds(List.copyOf(from.keySet()), List.copyOf(to.keySet()));
    define(List.copyOf(from.values()), List.copyOf(to.values()));
    buildAsDefined();
  }

  /**
   * Makes a model whose inputs have names of their own, with one output.
   *
   * @param inputs the inputs by name
   * @param output the output
   * @throws IllegalArgumentException if the output needs other inputs, or names of layers are not
   *     unique; if a value is not a tensor
   */
  public Model(Map<String, ?> inputs, Tensor output) {
    this(false);
    Map<String, Tensor> from = apart(inputs);
    nameEnds(List.copyOf(from.keySet()), List.of());
    define(List.copyOf(from.values()), List.of(output));
    buildAsDefined();
  }

  /**
   * Makes a model of one input whose outputs have names of their own.
   *
   * @param input the input, made by {@code Input.of}, {@code new Input} or another layer
   * @param outputs the outputs by name
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique; if a value is not a tensor
   */
  public Model(TensorLike input, Map<String, ?> outputs) {
    this(false);
    Map<String, Tensor> to = apart(outputs);
    nameEnds(List.of(), List.copyOf(to.keySet()));
    define(List.of(input.tensor()), List.copyOf(to.values()));
    buildAsDefined();
  }

  /**
   * Makes a model of several inputs whose outputs have names of their own.
   *
   * @param inputs the inputs, made by {@code Input.of}, {@code new Input} or other layers
   * @param outputs the outputs by name
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique; if a value is not a tensor
   */
  public Model(List<? extends TensorLike> inputs, Map<String, ?> outputs) {
    this(false);
    Map<String, Tensor> to = apart(outputs);
    nameEnds(List.of(), List.copyOf(to.keySet()));
    define(Node.tensors(inputs), List.copyOf(to.values()));
    buildAsDefined();
  }

  /**
   * Makes a model whose inputs have names of their own, with several outputs.
   *
   * @param inputs the inputs by name
   * @param outputs the outputs
   * @throws IllegalArgumentException if the outputs need other inputs, or names of layers are not
   *     unique; if a value is not a tensor
   */
  public Model(Map<String, ?> inputs, List<Tensor> outputs) {
    this(false);
    Map<String, Tensor> from = apart(inputs);
    nameEnds(List.copyOf(from.keySet()), List.of());
    define(List.copyOf(from.values()), outputs);
    buildAsDefined();
  }

  static Model from(Config config) {
    Definition graph = readGraph(config);
    Model model = new Model(false);
    model.nameEnds(graph.inputKeys(), graph.outputKeys());
    model.define(graph.inputs(), graph.outputs());
    model.buildAsDefined();
    if (config.get("name") instanceof String name) {
      model.name(name);
    }
    return model;
  }

  @Override
  public final boolean isSubclassed() {
    return subclassed;
  }

  @Override
  protected void defineFor(List<Shape> shapes) {
    if (subclassed) {
      buildFor(shapes.toArray(Shape[]::new));
    }
  }

  @Override
  public Config config() {
    return subclassed ? super.config() : writeGraph();
  }

  // Files.

  /**
   * Saves the model: its layers, its weights and, if it is compiled, what it is trained for and its
   * optimizer's state. The file is replaced in one step.
   *
   * @param path the file: {@code .keras} as Keras 3 saves it, {@code .h5} as Keras 2 did
   * @throws IllegalArgumentException if the name says none of these, or if the model has parts that
   *     cannot be written
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  @Override
  public final void save(Path path) {
    ModelFormat format = ModelFiles.forModel(path);
    if (!(!subclassed || format instanceof KerasFormat)) {
      throw Fault.of("Model \"%s\"", name())
          .expected("a model with a call of its own must be saved as .keras")
          .received(path)
          .remedy("Save it so, or its weights by saveWeights.")
          .argument();
    }
    format.write(saved("save"), path);
  }

  /**
   * Saves the model, as {@link #save(Path)} does.
   *
   * @param file the file's name, such as {@code "model.keras"}
   */
  @Override
  public final void save(String file) {
    save(Path.of(Checks.given("Model", "file", file)));
  }

  /**
   * Loads a model, as {@link #load(Path)} does.
   *
   * @param file the file's name
   * @return the model, compiled if it was compiled when it was saved
   */
  public static Model load(String file) {
    return load(Path.of(Checks.given("Model", "file", file)));
  }

  /**
   * Loads a model, as {@link #load(Path, Consumer)} does.
   *
   * @param file the file's name
   * @param options sets whether to compile, and parts of your own
   * @return the model
   */
  public static Model load(String file, Consumer<LoadOptions> options) {
    return load(Path.of(Checks.given("Model", "file", file)), options);
  }

  /**
   * Loads a model, as {@link #load(Path)} does.
   *
   * @param file the file
   * @return the model, compiled if it was compiled when it was saved
   */
  public static Model load(File file) {
    return load(Checks.given("Model", "file", file).toPath());
  }

  /**
   * Loads a model, as {@link #load(Path, Consumer)} does.
   *
   * @param file the file
   * @param options sets whether to compile, and parts of your own
   * @return the model
   */
  public static Model load(File file, Consumer<LoadOptions> options) {
    return load(Checks.given("Model", "file", file).toPath(), options);
  }

  /**
   * Saves the weights. The file is replaced in one step.
   *
   * @param path the file: {@code .weights.h5} as Keras 3 saves it, {@code .h5} as Keras 2 did,
   *     {@code .safetensors}
   * @throws IllegalArgumentException if the name says none of these
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  @Override
  public final void saveWeights(Path path) {
    ModelFiles.forWeights(path).writeWeights(saved("saveWeights"), path);
  }

  /**
   * Saves the weights, as {@link #saveWeights(Path)} does.
   *
   * @param file the file's name, such as {@code "model.weights.h5"}
   */
  @Override
  public final void saveWeights(String file) {
    saveWeights(Path.of(Checks.given("Model", "file", file)));
  }

  /**
   * Replaces the weights by those of a file, as {@link #loadWeights(Path)} does.
   *
   * @param file the file's name
   */
  @Override
  public final void loadWeights(String file) {
    loadWeights(Path.of(Checks.given("Model", "file", file)));
  }

  /**
   * Replaces the weights by those of a file, as {@link #loadWeights(Path, Consumer)} does.
   *
   * @param file the file's name
   * @param options sets how layers find their weights
   */
  public final void loadWeights(String file, Consumer<WeightsOptions> options) {
    loadWeights(Path.of(Checks.given("Model", "file", file)), options);
  }

  /**
   * Replaces the weights by those of a file, as {@link #loadWeights(Path, Consumer)} does.
   *
   * @param file the file
   * @param options sets how layers find their weights
   */
  public final void loadWeights(File file, Consumer<WeightsOptions> options) {
    loadWeights(Checks.given("Model", "file", file).toPath(), options);
  }

  /**
   * Replaces the weights by those of a file: of a whole model or of weights alone, of any format;
   * of shards the {@code .weights.json}.
   *
   * @param path the file
   * @throws io.hornbill.files.ModelFormatException if the file is damaged, or does not fit the
   *     model, which is then unchanged
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  @Override
  public final void loadWeights(Path path) {
    loadWeights(path, o -> {});
  }

  /**
   * Replaces the weights by those of a file: of a whole model or of weights alone, of any format;
   * of shards the {@code .weights.json}.
   *
   * <pre>{@code
   * model.loadWeights(path, o -> o.byName(true).skipMismatch(true));
   * }</pre>
   *
   * @param path the file
   * @param options sets how layers find their weights
   * @throws io.hornbill.files.ModelFormatException if the file is damaged, or does not fit the
   *     model, which is then unchanged
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public final void loadWeights(Path path, Consumer<WeightsOptions> options) {
    WeightsOptions chosen = new WeightsOptions();
    Checks.given("loadWeights", "options", options).accept(chosen);
    Checks.given("loadWeights", "path", path);
    changing(
        "loadWeights",
        () -> {
          Model model = saved("loadWeights");
          try (ByteSource content = ByteSource.open(path)) {
            ModelFiles.of(content).readWeights(model, content, chosen);
          }
        });
  }

  @Override
  public final void saveProgress(Path file) {
    ProgressFile.write(progressVariables(), progressNumbers(), file);
  }

  @Override
  public final void loadProgress(Path file) {
    ProgressFile.read(progressVariables(), this::resume, file);
  }

  /**
   * A model has weights to save or to load once it knows its input; one that holds other models,
   * and is trained by a step of its own, once those have.
   */
  private Model saved(String call) {
    asking(call);
    if (!subclassed || isDefined() || weights().isEmpty()) {
      buildAsDefined();
    }
    return this;
  }

  /**
   * Loads a model.
   *
   * @param path the file, of any format and version of Keras; its content decides; or a folder into
   *     which a {@code .keras} archive was unpacked
   * @return the model, compiled if it was compiled when it was saved
   * @throws io.hornbill.files.ModelFormatException if the file is damaged, or holds what the
   *     library does not know
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Model load(Path path) {
    return load(path, o -> {});
  }

  /**
   * Loads a model.
   *
   * <pre>{@code
   * Model.load(path, o -> o.compile(false).register("MyLayer", MyLayer::fromConfig));
   * }</pre>
   *
   * @param path the file, of any format and version of Keras; its content decides; or a folder into
   *     which a {@code .keras} archive was unpacked
   * @param options sets whether to compile, and parts of your own
   * @return the model
   * @throws io.hornbill.files.ModelFormatException if the file is damaged, or holds what the
   *     library does not know
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Model load(Path path, Consumer<LoadOptions> options) {
    LoadOptions chosen = new LoadOptions();
    Checks.given("load", "options", options).accept(chosen);
    Checks.given("load", "path", path);
    return NativeLibraries.meanwhile(Engine::name, () -> ModelFiles.read(path, chosen));
  }

  /**
   * Writes the architecture, and what the model is compiled for, without weights.
   *
   * @return the JSON of Keras 3's {@code model.to_json()}
   * @throws IllegalArgumentException if the model has parts that cannot be written
   */
  public final String toJson() {
    asking("toJson");
    return KerasConfig.toJson(this);
  }

  /**
   * Makes a model from its architecture, with new weights.
   *
   * @param json what {@link #toJson}, or {@code model.to_json()} in Keras 1, 2 or 3, wrote
   * @return the model, not compiled
   * @throws io.hornbill.files.ModelFormatException if the text describes no model that the library
   *     can make
   */
  public static Model fromJson(String json) {
    return fromJson(json, o -> {});
  }

  /**
   * Makes a model from its architecture, with new weights.
   *
   * @param json what {@link #toJson}, or {@code model.to_json()} in Keras 1, 2 or 3, wrote
   * @param options sets parts of your own
   * @return the model, not compiled
   * @throws io.hornbill.files.ModelFormatException if the text describes no model that the library
   *     can make
   */
  public static Model fromJson(String json, Consumer<LoadOptions> options) {
    LoadOptions chosen = new LoadOptions();
    Checks.given("fromJson", "options", options).accept(chosen);
    return ModelFiles.model(
        ModelConfigs.fromJson(Checks.given("fromJson", "json", json), chosen), "the JSON");
  }

  /**
   * Makes a model of the same layers, with names and settings, whose weights are new ones.
   *
   * <pre>{@code
   * Model copy = Model.cloneModel(model);
   * copy.setWeights(model.getWeights());
   * }</pre>
   *
   * @param model the model
   * @return another one, not compiled
   * @throws IllegalArgumentException if a layer of your own is not registered by {@code
   *     Layers.register}
   */
  public static Model cloneModel(Model model) {
    return (Model) Layers.read(Layers.write(Checks.given("cloneModel", "model", model)));
  }

  /** Prints a table of the layers, their outputs and their numbers of weights. */
  public void summary() {
    summary(new SummaryOptions().widest(Console.isTerminal() ? Console.columns() : 0));
  }

  /**
   * Prints a table of the layers, their outputs and their numbers of weights.
   *
   * @param options what is shown, and how wide
   * @throws IllegalArgumentException if the range's layers are not there, or columns have no room
   */
  public void summary(SummaryOptions options) {
    summary(options, Console::println);
  }

  @Override
  public String className() {
    return subclassed ? getClass().getSimpleName() : "Functional";
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
