package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.hdf5.Hdf5Builder;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.hdf5.Hdf5Group;
import io.hornbill.files.internal.npy.Npy;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Add;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.layers.LocallyConnected1D;
import io.hornbill.layers.MultiHeadAttention;
import io.hornbill.layers.Softmax;
import io.hornbill.layers.TimeDistributed;
import io.hornbill.layers.UnitNormalization;
import io.hornbill.optimizers.RMSprop;
import io.hornbill.saving.LoadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LegacyFormatTest {
  private static final String RNN = "simple_rnn_tf_keras_2_model.h5";

  @TempDir Path folder;

  private Path file(String name) {
    try {
      return Files.write(folder.resolve(name), Fixtures.resource("saving/internal/legacy/" + name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // Reading.

  /** Recorded by Keras 2.1.3: predictions, and the loss, which is that of the compiled model. */
  @Test
  void loadsAModelOfKeras2CompiledAsItWas() {
    Path record = file("simple_rnn_tf_keras_2_inputs_and_outputs.h5");
    try (Model model = Model.load(file(RNN));
        Hdf5File recorded = Hdf5File.open(record)) {
      Hdf5Group root = recorded.root();
      INDArray x = root.dataset("inputs/simple_rnn_1_input").toFloats();
      INDArray y = root.dataset("outputs/dense_1").toFloats();
      assertClose(model.predict(x), root.dataset("predictions/dense_1").toFloats(), 1e-4);
      double loss = root.dataset("scores/loss").toDoubleArray()[0];
      assertThat(model.evaluate(x, y, o -> o.batchSize(25)).get("loss"))
          .isCloseTo(loss, within(1e-3));
    }
  }

  /** The first numbers as h5py reads them: Keras 2.1.3's RMSprop has no counter. */
  @Test
  void restoresTheOptimizersState() {
    try (Model model = Model.load(file(RNN))) {
      Variable slot = model.optimizerVariables().get(2);
      assertThat(slot.shape().dims()).containsExactly(1, 50);
      assertThat(slot.value().getDouble(0, 0)).isCloseTo(0.00068015, within(1e-8));
      assertThat(slot.value().getDouble(0, 1)).isCloseTo(0.00147992, within(1e-8));
    }
  }

  @Test
  void leavesAModelUncompiledIfThatIsWanted() {
    try (Model model = Model.load(file(RNN), o -> o.compile(false))) {
      assertThat(model.isCompiled()).isFalse();
    }
  }

  @Test
  void loadsConvolutionsAndNormalizationAsKeras213ComputedThem() {
    INDArray x = Npy.read(file("cnn_batch_norm_input.npy")).toFloats();
    INDArray expected = Npy.read(file("cnn_batch_norm_predictions.npy")).toFloats();
    try (Model model = Model.load(file("cnn_batch_norm.h5"))) {
      assertClose(model.predict(x), expected, 1e-4);
    }
  }

  /** Expected: the equations of Keras 1's LSTM in NumPy, on the twelve arrays of the file. */
  @Test
  void loadsAnLstmOfKeras1WithItsHardSigmoid() {
    double[] expected = {-0.0904114, -0.0516087, -0.0194619, 0.0384652, 0.0600052, 0.0827776};
    try (Model model = Model.load(file("lstm_theano_1.h5"))) {
      INDArray x = Nd4j.createFromArray(0.1f, -0.4f, 0.7f, 0.2f).reshape(1, 4, 1);
      assertClose(model.predict(x), Nd4j.createFromArray(expected).reshape(1, 6), 1e-6);
    }
  }

  /** Expected: a convolution in NumPy, which turns the kernel round as Theano does. */
  @Test
  void turnsTheKernelsOfTheanoRound() {
    float[] x = new float[125];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) Math.sin(0.7 * i);
    }
    double[] first = {549.209543, 551.642449, 554.075356, 556.508262, 558.941169, 561.374075};
    try (Model model = Model.load(file("conv2d_theano_1.h5"))) {
      INDArray y = model.predict(Nd4j.createFromArray(x).reshape(1, 5, 5, 5));
      for (int i = 0; i < first.length; i++) {
        assertThat(y.getDouble(0, 0, 0, i)).isCloseTo(first[i], within(0.01));
      }
      assertThat(y.sumNumber().doubleValue()).isCloseTo(595.75983, within(0.05));
    }
  }

  // Weights.

  private static Sequential two(int hidden, String first, String second) {
    return new Sequential(new Input(3), new Dense(hidden).name(first), new Dense(2).name(second));
  }

  @Test
  void givesLayersTheirWeightsByPlace() {
    Path path = folder.resolve("w.h5");
    Model from = two(4, "a", "b");
    Model to = two(4, "c", "d");
    from.saveWeights(path);
    to.loadWeights(path);
    assertThat(to.getWeights()).isEqualTo(from.getWeights());
  }

  @Test
  void givesLayersTheirWeightsByName() {
    Path path = folder.resolve("w.h5");
    Model from = two(4, "a", "b");
    Model to = two(4, "c", "b");
    List<INDArray> before = to.getWeights();
    from.saveWeights(path);
    to.loadWeights(path, o -> o.byName(true));
    assertThat(to.getWeights().subList(0, 2)).isEqualTo(before.subList(0, 2));
    assertThat(to.getWeights().subList(2, 4)).isEqualTo(from.getWeights().subList(2, 4));
  }

  @Test
  void leavesOutLayersOfOtherShapesIfThatIsWanted() {
    Path path = folder.resolve("w.h5");
    Model from = new Sequential(new Input(3), new Dense(4).name("a"), new Dense(4).name("b"));
    Model to = new Sequential(new Input(3), new Dense(4).name("a"), new Dense(2).name("b"));
    List<INDArray> before = to.getWeights();
    from.saveWeights(path);
    to.loadWeights(path, o -> o.skipMismatch(true));
    assertThat(to.getWeights().subList(0, 2)).isEqualTo(from.getWeights().subList(0, 2));
    assertThat(to.getWeights().subList(2, 4)).isEqualTo(before.subList(2, 4));
  }

  @Test
  void changesNothingWhereWeightsDoNotFit() {
    Path path = folder.resolve("w.h5");
    two(4, "a", "b").saveWeights(path);
    Model to = new Sequential(new Input(3), new Dense(4).name("a"), new Dense(5).name("b"));
    List<INDArray> before = to.getWeights();
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> to.loadWeights(path))
        .withMessage(
            "Dense \"b\": the weights in the file must have the shapes [[4, 5], [5]]. Received: [[4, 2], [2]] for \"b\" in %s. Build the same architecture first, or set skipMismatch(true).",
            path);
    assertThat(to.getWeights()).isEqualTo(before);
  }

  @Test
  void saysHowManyLayersAFileHasWeightsFor() {
    Path path = folder.resolve("w.h5");
    two(4, "a", "b").saveWeights(path);
    Model to = new Sequential(new Input(3), new Dense(4).name("a"));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> to.loadWeights(path))
        .withMessageContaining(
            "the file must have weights for as many layers as the model. Received: 2 layers with weights in "
                + path
                + ", 1 in the model. Build the same architecture first, or load by name.");
  }

  /** Before Keras 1 layers and weights had numbers; by hand: 2 x - 1. */
  @Test
  void readsNumberedLayers() throws IOException {
    Path path = folder.resolve("w.h5");
    Hdf5Builder builder = new Hdf5Builder();
    builder.root().attribute("nb_layers", 2);
    builder.root().group("layer_0").attribute("nb_params", 0);
    builder
        .root()
        .group("layer_1")
        .attribute("nb_params", 2)
        .dataset("param_0", Nd4j.createFromArray(2f).reshape(1, 1))
        .dataset("param_1", Nd4j.createFromArray(-1f));
    builder.write(path);
    Model model = new Sequential(new Input(1), new Activation("linear"), new Dense(1));
    model.loadWeights(path);
    assertThat(model.predict(Nd4j.createFromArray(3f).reshape(1, 1)).getDouble(0)).isEqualTo(5);
  }

  // Writing.

  @Test
  void continuesTrainingAfterSavingAsIfItHadNotStopped() {
    INDArray x = Nd4j.linspace(-1, 1, 24).reshape(8, 3).castTo(Nd4j.defaultFloatingPointType());
    INDArray y = x.mul(2).getColumns(0, 1).dup('c');
    Path path = folder.resolve("m.h5");
    Model model = two(4, "a", "b");
    model.compile("adam", "mse", "mae");
    for (int i = 0; i < 3; i++) {
      model.trainOnBatch(x, y);
    }
    model.save(path);
    try (Model again = Model.load(path)) {
      assertThat(again.optimizer().iterations()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        assertThat(again.trainOnBatch(x, y)).isEqualTo(model.trainOnBatch(x, y));
      }
    }
  }

  @Test
  void keepsKeras2sHardSigmoid() {
    Path path = folder.resolve("m.h5");
    Model model = new Sequential(new Input(2), new Activation("hard_sigmoid"));
    model.save(path);
    try (Model again = Model.load(path)) {
      // 0.2 * 1 + 0.5; Keras 3 has 1 / 6 + 0.5
      assertThat(again.predict(Nd4j.ones(1, 2)).getDouble(0)).isCloseTo(0.7, within(1e-6));
    }
  }

  /** Keras 2 refuses settings that it does not know. */
  @Test
  void writesForKeras2WhatItTakes() {
    Path path = folder.resolve("m.h5");
    Model frames =
        new Sequential(
            new Input(2),
            new Dense(2).activation("hard_sigmoid"),
            new Dense(2).activation(new LeakyReLU(0.1)),
            new BatchNormalization());
    Model model = new Sequential(new Input(3, 2), new TimeDistributed(frames));
    model.compile(new RMSprop().emaOverwriteFrequency(100), "mse");
    model.save(path);
    try (Hdf5File file = Hdf5File.open(path)) {
      assertThat(file.root().attributes().text("model_config"))
          .contains("batch_input_shape", "LeakyReLU", "alpha", "\"axis\":-1")
          .doesNotContain("input_axes", "batch_shape", "leaky_relu");
      assertThat(file.root().attributes().text("training_config")).doesNotContain("ema_");
    }
  }

  @Test
  void keepsKeras3sHardSigmoid() {
    Path path = folder.resolve("m.h5");
    Model model = new Sequential(new Input(2), new Activation("hard_sigmoid_v3"));
    model.save(path);
    try (Model again = Model.load(path)) {
      assertThat(again.predict(Nd4j.ones(1, 2)).getDouble(0)).isCloseTo(2 / 3.0, within(1e-6));
    }
  }

  /** Keras 2 has a form of its own for the calls of models within models. */
  @Test
  void keepsTheCallsOfModelsWithinModels() {
    Path path = folder.resolve("m.h5");
    Model inner = new Sequential(new Input(2), new Dense(2).activation("hard_sigmoid"));
    Tensor x = Input.of(2);
    Tensor y = new Add().apply(inner.apply(x), inner.apply(new Dense(2).apply(x)));
    Model model = new Model(x, new Dense(1).apply(y));
    model.save(path);
    try (Model again = Model.load(path)) {
      INDArray ones = Nd4j.ones(1, 2);
      assertThat(again.predict(ones)).isEqualTo(model.predict(ones));
    }
  }

  /** The graph as Keras 2.2.4 writes it: a model's first call has the number 1. */
  @Test
  void readsModelsWithinModelsOfKeras2() {
    String json =
        """
        {"class_name": "Model", "keras_version": "2.2.4", "config": {"name": "outer", "layers": [
          {"name": "in", "class_name": "InputLayer", "inbound_nodes": [],
            "config": {"batch_input_shape": [null, 2], "dtype": "float32", "name": "in"}},
          {"name": "seq", "class_name": "Sequential", "inbound_nodes": [[["in", 0, 0, {}]]],
            "config": [{"class_name": "Activation", "config": {"name": "act",
              "batch_input_shape": [null, 2], "activation": "relu"}}]},
          {"name": "two", "class_name": "Add", "config": {"name": "two"},
            "inbound_nodes": [[["seq", 1, 0, {}], ["in", 0, 0, {}]]]}],
          "input_layers": [["in", 0, 0]], "output_layers": [["two", 0, 0]]}}
        """;
    try (Model model = Model.fromJson(json)) {
      INDArray y = model.predict(Nd4j.createFromArray(3f, -1f).reshape(1, 2));
      assertThat(y.data().asFloat()).containsExactly(6, -1);
    }
  }

  /**
   * Graphs as Keras 2.15 writes them. By hand: f(x) = 2x + 1 and g(x) = 10x at x = 3, so that f(x)
   * = 7, f(f(x)) = 15, g(x) = 30 and f(g(x)) = 61.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "applied to its own output | [[['in', 0, 0, {}]], [['f', 1, 0, {}]]] | [[['in', 0, 0, {}]]] | ['f', 2, 0] | 15",
        "an earlier call is an output | [[['in', 0, 0, {}]], [['f', 1, 0, {}]]] | [[['in', 0, 0, {}]]] | ['f', 1, 0], ['f', 2, 0] | 7 15",
        "the last call is only an output | [[['in', 0, 0, {}]], [['in', 0, 0, {}]]] | [[['f', 1, 0, {}]]] | ['g', 0, 0], ['f', 2, 0] | 70 7",
        "the first call is only an output | [[['in', 0, 0, {}]], [['g', 0, 0, {}]]] | [[['in', 0, 0, {}]]] | ['f', 2, 0], ['f', 1, 0] | 61 7",
        "the first call waits for a later layer | [[['g', 0, 0, {}]], [['in', 0, 0, {}]]] | [[['in', 0, 0, {}]]] | ['f', 1, 0], ['f', 2, 0] | 61 7",
        "calls are counted from 0 except at ends | [[['in', 0, 0, {}]], [['f', 0, 0, {}]]] | [[['in', 0, 0, {}]]] | ['f', 2, 0], ['f', 1, 0] | 15 7",
      })
  void readsSeveralCallsOfAModelOfKeras2(
      String what, String callsOfF, String callsOfG, String ends, String expected) {
    String json =
        new String(
                Fixtures.resource("saving/internal/legacy/several_calls.json"),
                StandardCharsets.UTF_8)
            .replace("CALLS_OF_F", callsOfF.replace('\'', '"'))
            .replace("CALLS_OF_G", callsOfG.replace('\'', '"'))
            .replace("ENDS", ends.replace('\'', '"'));
    try (Model model = Model.fromJson(json);
        Model again = Model.fromJson(model.toJson())) {
      List<INDArray> x = List.of(Nd4j.createFromArray(3f).reshape(1, 1));
      assertThat(numbers(model.predict(x))).as(what).isEqualTo(expected);
      assertThat(numbers(again.predict(x))).as(what).isEqualTo(expected);
    }
  }

  /** The number that Keras 3.15 writes: {@code Model(x, f(f(x))).to_json()}. */
  @Test
  void writesTheCallOfAModelAtTheOnlyEndAsKeras3Does() {
    Model inner = new Sequential(new Input(1), new Dense(1));
    Tensor in = Input.of(1);
    Model f = new Model(in, inner.apply(in));
    Tensor x = Input.of(1);
    Config written = Json.read(new Model(x, f.apply(f.apply(x))).toJson(), "test");
    Config settings = Config.config("config", Objects.requireNonNull(written.get("config")));
    assertThat(settings.list("output_layers").toString())
        .isEqualTo("[%s, 2, 0]".formatted(f.name()));
  }

  /** Keras 3.15.1 gives the next layer of a Sequential the list in which it finds an end. */
  @Test
  void theEndOfAGraphWithinASequentialStandsInNoList() {
    Tensor x = Input.of(2);
    Model graph = new Model(x, new Dense(3).name("end").apply(x));
    Path saved = folder.resolve("chain.h5");
    new Sequential(new Input(2), graph, new Dense(1)).save(saved);
    try (Hdf5File file = Hdf5File.open(saved)) {
      assertThat(file.root().attributes().text("model_config"))
          .containsPattern("\"output_layers\": ?\\[\"end\", ?0, ?0\\]");
    }
    graph.save(saved);
    try (Hdf5File file = Hdf5File.open(saved)) {
      assertThat(file.root().attributes().text("model_config"))
          .containsPattern("\"output_layers\": ?\\[\\[\"end\", ?0, ?0\\]\\]");
    }
  }

  private static String numbers(List<INDArray> ys) {
    return ys.stream()
        .map(y -> String.valueOf(Math.round(y.getDouble(0))))
        .collect(Collectors.joining(" "));
  }

  @Test
  void refusesToMixTheHardSigmoidsOfTwoVersions() {
    Model model =
        new Sequential(
            new Input(2), new Activation("hard_sigmoid"), new Activation("hard_sigmoid_v3"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> model.save(folder.resolve("m.h5")))
        .withMessage(
            "LegacyFormat: all activations must be of one version of Keras. Received: hard_sigmoid, which is that of Keras 1 and 2, and hard_sigmoid_v3, which is that of Keras 3. Use one of them.");
  }

  @Test
  void splitsListsThatOneAttributeCannotHold() {
    Path path = folder.resolve("m.h5");
    Sequential model = new Sequential(new Input(1));
    for (int i = 0; i < 300; i++) {
      model.add(new Activation("linear").name("layer".repeat(50) + i));
    }
    model.add(new Dense(1));
    model.save(path);
    try (Hdf5File file = Hdf5File.open(path);
        Model again = Model.load(path)) {
      Hdf5Group weights = file.root().group("model_weights");
      assertThat(weights.attributes().names()).contains("layer_names0", "layer_names1");
      assertThat(again.layers()).hasSize(301);
      assertThat(again.getWeights()).isEqualTo(model.getWeights());
    }
  }

  // Refusals.

  @Test
  void saysThatAFileHasNoModel() {
    Path path = folder.resolve("w.h5");
    two(4, "a", "b").saveWeights(path);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Model.load(path))
        .withMessage(
            "LegacyFormat: the file must hold a whole model. Received: weights alone in %s. Make the model, and call its loadWeights(path).",
            path);
  }

  @Test
  void refusesPythonCodeUnlessALayerTakesItsPlace() {
    String json =
        """
        {"class_name": "Sequential", "keras_version": "2.2.4", "config": [
          {"class_name": "Lambda", "config": {"name": "twice", "batch_input_shape": [null, 2],
            "function": ["4wEAAAA=", null, null], "function_type": "lambda"}}]}
        """;
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> Model.fromJson(json))
        .withMessageContaining(
            "Lambda \"twice\": a model must not hold Python code. Received: a Lambda layer. Register a layer of your own in its place: Model.load(path, o -> o.register(\"twice\", config -> new MyLayer())).");
    Model model = Model.fromJson(json, o -> o.register("twice", config -> own()));
    assertThat(model.layers()).extracting(Layer::name).containsExactly("mine");
  }

  private static Layer own() {
    return new Activation("relu").name("mine");
  }

  @Test
  void survivesDamagedFiles() {
    byte[] original = Fixtures.resource("saving/internal/legacy/lstm_theano_1.h5");
    LegacyFormat format = new LegacyFormat();
    int refused =
        Fixtures.fuzz(
            original,
            11,
            bytes -> {
              try (ByteSource source = ByteSource.of(bytes, "damaged.h5")) {
                format.read(source, new LoadOptions()).close();
              }
            });
    assertThat(refused).isGreaterThan(20);
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    double[] y = expected.dup('c').data().asDouble();
    double[] x = actual.dup('c').data().asDouble();
    for (int i = 0; i < y.length; i++) {
      assertThat(x[i]).isCloseTo(y[i], within(tolerance));
    }
  }

  /** Keras 3.3 and 3.8 open files whose loss has no {@code axis}, which they do not know. */
  @Test
  void whatAModelIsCompiledForIsWrittenAsAllVersionsReadIt() {
    Path saved = folder.resolve("compiled.h5");
    Sequential model = new Sequential(new Input(4), new Dense(3).activation("softmax"));
    model.compile("adam", "sparse_categorical_crossentropy", "sparse_top_k_categorical_accuracy");
    model.save(saved);
    try (Hdf5File file = Hdf5File.open(saved)) {
      assertThat(file.root().attributes().text("training_config"))
          .contains("SparseCategoricalCrossentropy")
          .doesNotContain("\"axis\"", "ignore_class", "from_sorted_ids");
    }
    assertThat(Model.load(saved).isCompiled()).isTrue();
  }

  /** Keras 2 knows no dilation of locally connected layers. */
  @Test
  void dilationOfLocallyConnectedLayersIsWrittenOnlyIfItIsSet() {
    for (int rate : new int[] {1, 2}) {
      Path saved = folder.resolve("local" + rate + ".h5");
      new Sequential(new Input(6, 2), new LocallyConnected1D(3, 2).dilationRate(rate)).save(saved);
      try (Hdf5File file = Hdf5File.open(saved)) {
        assertThat(file.root().attributes().text("model_config").contains("dilation_rate"))
            .isEqualTo(rate == 2);
      }
      try (Model again = Model.load(saved)) {
        assertThat(again.outputs().get(0).shape().dims()).containsExactly(-1, 6 - rate, 3);
      }
    }
  }

  /** Keras 3.3 opens no graph whose only output is not in a list. */
  @Test
  void whatOnlyKeras3sFormCanSayIsWrittenAsAllItsVersionsReadIt() {
    Path saved = folder.resolve("attention.h5");
    Tensor query = Input.of(4, 6);
    Tensor value = Input.of(5, 6);
    Tensor attended = new MultiHeadAttention(2, 3).name("attention").apply(query, value);
    new Model(List.of(query, value), List.of(attended)).save(saved);
    try (Hdf5File file = Hdf5File.open(saved)) {
      assertThat(file.root().attributes().text("model_config"))
          .contains("\"output_layers\":[[\"attention\",0,0]]");
    }
    assertThat(Model.load(saved).outputs()).hasSize(1);
  }

  /** Keras 3.3 to 3.8 forget an axis that is in no list. */
  @Test
  void axesOfNormalizationsAreWrittenInLists() {
    Path saved = folder.resolve("axes.h5");
    Model model =
        new Sequential(
            new Input(4, 3),
            new BatchNormalization().axis(1),
            new LayerNormalization().axis(1),
            new UnitNormalization(1),
            new Softmax(1));
    INDArray x = Nd4j.rand(2, 4, 3);
    INDArray y = model.predict(x);
    model.save(saved);
    try (Hdf5File file = Hdf5File.open(saved)) {
      String written = file.root().attributes().text("model_config");
      assertThat(written.split("\"axis\":\\[1\\]", -1)).hasSize(5);
    }
    try (Model again = Model.load(saved)) {
      assertThat(again.predict(x)).isEqualTo(y);
    }
  }
}
