package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.activations.ActivationFunction;
import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Activation;
import io.hornbill.layers.Dense;
import io.hornbill.layers.ELU;
import io.hornbill.layers.LSTMCell;
import io.hornbill.layers.LeakyReLU;
import io.hornbill.layers.PReLU;
import io.hornbill.layers.ReLU;
import io.hornbill.layers.Softmax;
import io.hornbill.losses.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Parts that are seldom seen, in files of Keras 3.15.1 ({@code make_odd_parts.py}). */
class OddPartsTest {
  @TempDir private Path folder;

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), Fixtures.resource("saving/operations/odd/" + name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "layer_activation",
        "attention_2d",
        "attention_hidden",
        "attention_named",
        "normalization_axes",
        "arrays_in_calls",
        "half_normalized",
        "reversible"
      })
  void partsThatAreSeldomSeenGoBothWays(String name) throws IOException {
    Model model = Model.load(file(name + ".keras"));
    model.save(folder.resolve("again.keras"));
    try (Npz npz = Npz.open(file(name + ".npz"))) {
      for (Model one : List.of(model, Model.load(folder.resolve("again.keras")))) {
        List<INDArray> y = one.predict(Fixtures.arrays(npz, "x"));
        List<INDArray> expected = Fixtures.arrays(npz, "y");
        assertThat(y).hasSameSizeAs(expected);
        for (int i = 0; i < y.size(); i++) {
          assertThat(y.get(i).shape()).isEqualTo(expected.get(i).shape());
          INDArray error = Transforms.abs(y.get(i).sub(expected.get(i)));
          assertThat(error.maxNumber().doubleValue()).isLessThan(1e-5);
        }
      }
    }
  }

  /** Keras 3 trains layers that were thawed again within a frozen model; Keras 2 does not. */
  @ParameterizedTest
  @CsvSource({"keras, keras", "keras, h5", "h5, keras", "h5, h5"})
  void thawedLayersOfFrozenModelsAreTrained(String from, String to) throws IOException {
    Model model = Model.load(file("thawed." + from));
    Path again = folder.resolve("again." + to);
    model.save(again);
    try (Npz npz = Npz.open(file("thawed.npz"))) {
      for (Model one : List.of(model, Model.load(again))) {
        assertThat(one.trainableWeights()).hasSize((int) npz.get("trained").toDoubleArray()[0]);
        for (int step = 0; step < 4; step++) {
          Map<String, Double> logs =
              one.trainOnBatch(Fixtures.arrays(npz, "x"), Fixtures.arrays(npz, "y"));
          for (String name : List.of("loss", "wrapped")) {
            double expected = npz.get(name).toDoubleArray()[step];
            assertThat(logs.get(name)).isCloseTo(expected, withinPercentage(1e-3));
          }
        }
      }
    }
    try (Model frozen = Model.load(again)) {
      frozen.trainable(false);
      assertThat(frozen.trainableWeights()).isEmpty();
    }
  }

  @Test
  void layersAreActivationsInJavaAsInKeras() throws IOException {
    Model file = Model.load(file("layer_activation.keras"));
    Tensor x = new Input(6).tensor();
    Tensor leaky = new Dense(5).activation(new LeakyReLU(0.15)).apply(x);
    Model model = new Model(x, new Activation(new ReLU().maxValue(0.5)).apply(leaky));
    model.setWeights(file.getWeights());
    try (Npz npz = Npz.open(file("layer_activation.npz"))) {
      INDArray y = model.predict(Fixtures.arrays(npz, "x")).get(0);
      INDArray error = Transforms.abs(y.sub(Fixtures.arrays(npz, "y").get(0)));
      assertThat(error.maxNumber().doubleValue()).isLessThan(1e-5);
    }
    assertThat(new Dense(1).activation(new ELU(0.3)).config().config("activation").config("config"))
        .isEqualTo(new Config().with("alpha", 0.3));
    assertThat(new Dense(1).activation(new Softmax(-2)).config().toString()).contains("-2");
    assertThatThrownBy(() -> new Dense(5).activation(new PReLU()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which have no weights. Received: activation=PReLU.");
  }

  /**
   * Functions and classes of their own, which Keras finds by the package they are registered in.
   */
  @ParameterizedTest
  @CsvSource({"keras, keras", "keras, h5", "h5, keras", "h5, h5"})
  void functionsAndClassesOfOnesOwnGoBothWays(String from, String to) throws IOException {
    Model model = own(file("own_functions." + from));
    Path again = folder.resolve("again." + to);
    model.save(again);
    String text = Files.readString(again, StandardCharsets.ISO_8859_1);
    if (to.equals("keras")) {
      try (ZipFile zip = new ZipFile(again.toFile())) {
        byte[] config = zip.getInputStream(zip.getEntry("config.json")).readAllBytes();
        text = new String(config, StandardCharsets.UTF_8);
      }
    }
    for (String name : List.of("mine>bent", "mine>cubed", "mine>Weighed", "\"weight\":2.5")) {
      assertThat(text).contains(name);
    }
    try (Npz npz = Npz.open(file("own_functions.npz"))) {
      for (Model one : List.of(model, own(again))) {
        Map<String, Double> logs =
            one.trainOnBatch(Fixtures.arrays(npz, "x"), Fixtures.arrays(npz, "y"));
        for (String name : List.of("loss", "cubed")) {
          double expected = npz.get(name).toDoubleArray()[0];
          double made = logs.get(name.equals("loss") ? "loss" : "a_cubed");
          assertThat(made).isCloseTo(expected, withinPercentage(1e-3));
        }
      }
    }
  }

  /** Keras takes a name alone for one of its own functions, and refuses others. */
  @Test
  void aFunctionThatIsRegisteredForAllFilesIsWrittenAsKerasWritesIt() throws IOException {
    String name = "mine>bent_" + UUID.randomUUID();
    Activations.register(name, x -> x.times(Ops.sigmoid(x)));
    Config written;
    try (ZipFile zip = new ZipFile(file("own_functions.keras").toFile())) {
      byte[] config = zip.getInputStream(zip.getEntry("config.json")).readAllBytes();
      String text = new String(config, StandardCharsets.UTF_8).replace("mine>bent", name);
      Object layer = Json.read(text, "config.json").config("config").list("layers").get(1);
      written = Config.config("layer", layer).config("config").config("activation");
    }
    assertThat(new Dense(3).activation(name).config().config("activation")).isEqualTo(written);
    Model model = new Sequential(new Input(3), new Dense(2).activation(name), new Activation(name));
    for (String file : List.of("all.keras", "all.h5")) {
      model.save(folder.resolve(file));
      Model again = Model.load(folder.resolve(file));
      assertThat(again.toJson()).isEqualTo(model.toJson());
    }
    model.kerasVersion("2");
    model.save(folder.resolve("keras2.h5"));
    assertThat(Files.readString(folder.resolve("keras2.h5"), StandardCharsets.ISO_8859_1))
        .contains("\"activation\":\"%s\"".formatted(name))
        .doesNotContain("builtins");
  }

  private static Model own(Path file) {
    ActivationFunction bent = x -> x.times(Ops.sigmoid(x));
    Loss cubed = (yTrue, yPred) -> Ops.mean(Ops.power(Ops.abs(yTrue.minus(yPred)), 3), -1);
    return Model.load(
        file,
        o ->
            o.register("bent", config -> bent)
                .register("cubed", config -> cubed)
                .register("Weighed", config -> new Weighed(config.number("weight", 1))));
  }

  private record Weighed(double weight) implements Loss {
    @Override
    public Tensor apply(Tensor yTrue, Tensor yPred) {
      return Ops.mean(Ops.square(yTrue.minus(yPred)).times(weight), -1);
    }

    @Override
    public Config config() {
      return new Config().with("weight", weight);
    }
  }

  /**
   * Keras declares {@code LSTMCell.call(inputs, states, training=False)}, the states being a list.
   */
  @Test
  void cellsGetTheirStatesAsOneArgument() {
    Input x = new Input(3), h = new Input(4), c = new Input(4);
    Model model = new Model(List.of(x, h, c), new LSTMCell(4).applyAll(x, h, c));
    List<?> layers = Json.read(model.toJson(), "model").config("config").list("layers");
    Config cell = Config.config("cell", layers.get(3));
    Config call = Config.config("call", cell.list("inbound_nodes").get(0));
    assertThat(call.list("args")).hasSize(1);
    assertThat(call.config("kwargs").list("states")).hasSize(2);
    try (Model again = Model.fromJson(model.toJson())) {
      assertThat(again.toJson()).isEqualTo(model.toJson());
    }
  }

  @Test
  void compressedWeightsAreRefusedByTheirName() throws IOException {
    Path quantized = file("quantized.keras");
    assertThatThrownBy(() -> Model.load(quantized))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("the weights must be plain numbers. Received: the quantized dense")
        .hasMessageContaining("quantize()");
    Path lora = file("lora.keras");
    assertThatThrownBy(() -> Model.load(lora))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("LoRA's factors of dense")
        .hasMessageContaining("enable_lora()");
  }
}
