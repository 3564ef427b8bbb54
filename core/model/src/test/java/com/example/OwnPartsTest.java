package com.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Bidirectional;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.RNN;
import io.hornbill.layers.TimeDistributed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parts of another package, found by the service loader, are treated as the library's own. */
class OwnPartsTest {
  private final INDArray x = Nd4j.linspace(-1, 1, 24).castTo(Nd4j.dataType()).reshape(4, 3, 2);
  private final INDArray y = Nd4j.createFromArray(new float[][] {{0}, {1}, {0}, {1}});

  @BeforeAll
  static void register() {
    Layers.register("Halved", Halved::new);
  }

  @TempDir private Path folder;

  /** A model with own parts by themselves, in wrappers, and in a model within a model. */
  private static Model model() {
    Hornbill.seed(5);
    Sequential inner =
        new Sequential(
            new Input(3, 2), new Stretch().factor(2).name("inner_scale"), new Dense(2).name("d"));
    Tensor in = Input.of(3, 2);
    Tensor h = inner.apply(in);
    h = new TimeDistributed(new Stretch().factor(3).name("each").trainable(false)).apply(h);
    h = new Bidirectional(new RNN(new Adding().kept(0.5)).returnSequences(true)).apply(h);
    Tensor out = new Dense(1).apply(new Flatten().apply(h));
    Model model = new Model(in, out);
    model.compile(new Signs().step(2).learningRate(0.0078125), new Quartic().size(0.5), "mae");
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.keras", "model.h5"})
  void areSavedAndLoadedWithAllThatTheyAre(String name) {
    Path file = folder.resolve(name);
    try (Model model = model()) {
      model.trainOnBatch(x, y);
      model.save(file);
      try (Model again = Model.load(file)) {
        assertThat(again.predict(x)).isEqualTo(model.predict(x));
        assertThat(again.toJson()).isEqualTo(model.toJson());
        assertThat(again.optimizer().config()).isEqualTo(model.optimizer().config());
        assertThat(again.trainOnBatch(x, y)).isEqualTo(model.trainOnBatch(x, y));
        assertThat(again.predict(x)).isEqualTo(model.predict(x));
        Layer frozen = again.layers().get(2).sublayers().get(0);
        assertThat(frozen.name()).isEqualTo("each");
        assertThat(frozen.isTrainable()).isFalse();
        assertThat(((Stretch) frozen).config().get("factor")).isEqualTo(3.0);
      }
    }
  }

  @Test
  void aFactoryNeedNotRestoreWhatAllLayersHave() {
    Path file = folder.resolve("model.keras");
    try (Model model =
        new Sequential(
            new Input(2), new Stretch().name("mine").trainable(false), new Dense(1).name("end"))) {
      model.save(file);
      try (Model again =
          Model.load(file, o -> o.register("Stretch", config -> new Stretch().factor(7)))) {
        Layer layer = again.getLayer("mine");
        assertThat(layer.isTrainable()).isFalse();
        assertThat(layer.config().get("factor")).isEqualTo(7.0);
      }
    }
  }

  @Test
  void aConstructorIsEnoughAndBothSpellingsOfANameMatch() {
    Path file = folder.resolve("model.keras");
    try (Model model =
        new Sequential(
            new Input(2), new Stretch().factor(7).name("mine").trainable(false), new Dense(1))) {
      model.save(file);
      for (String name : List.of("Stretch", "my_package>Stretch")) {
        try (Model again = Model.load(file, o -> o.register(name, Stretch::new))) {
          Layer layer = again.getLayer("mine");
          assertThat(layer).isInstanceOf(Stretch.class);
          assertThat(layer.isTrainable()).isFalse();
          assertThat(layer.config().get("factor")).isEqualTo(7.0);
        }
      }
    }
  }

  /** The class name of files of Keras 2, and of {@code .h5} files of Keras 3. */
  @Test
  void aLayerThatIsRegisteredForAllFilesIsFoundBehindItsPackage() {
    String json = new Sequential(new Input(2), new Halved()).toJson();
    String behind = json.replace("\"class_name\":\"Halved\"", "\"class_name\":\"mine>Halved\"");
    try (Model again = Model.fromJson(behind)) {
      assertThat(again.layers().get(0)).isInstanceOf(Halved.class);
      assertThat(again.toJson()).contains("\"registered_name\":\"mine>Halved\"");
      again.save(folder.resolve("own.h5"));
      try (Model read = Model.load(folder.resolve("own.h5"))) {
        assertThat(read.layers().get(0)).isInstanceOf(Halved.class);
      }
    }
    String other = json.replace("\"class_name\":\"Halved\"", "\"class_name\":\"mine>Dense\"");
    assertThatThrownBy(() -> Model.fromJson(other)).hasMessageContaining("mine>Dense");
  }

  @Test
  void aLayerOfAFileOfKeras2KeepsItsPackage() {
    String json =
        """
        {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "old", "layers": [
          {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 2], "name": "in"}},
          {"class_name": "mine>Halved", "config": {"name": "half", "trainable": true}},
          {"class_name": "Dense", "config": {"name": "end", "units": 1}}]}}
        """;
    Path file = folder.resolve("old.h5");
    try (Model model = Model.fromJson(json)) {
      model.save(file);
    }
    try (Model again = Model.load(file)) {
      assertThat(again.layers().get(0)).isInstanceOf(Halved.class);
      assertThat(again.toJson()).contains("\"registered_name\":\"mine>Halved\"");
    }
  }

  private static final class Halved extends Layer {
    @Override
    protected Tensor call(Tensor x, CallContext context) {
      return x.times(0.5);
    }
  }

  @Test
  void whatTakesThePlaceOfABuiltInMayAskForIt() {
    Path file = folder.resolve("model.keras");
    try (Model model = new Sequential(new Input(3, 2), new Dense(2))) {
      model.save(file);
      try (Model again =
          Model.load(file, o -> o.register("Dense", config -> Layers.get("Dense", config)))) {
        assertThat(again.predict(x)).isEqualTo(model.predict(x));
      }
    }
  }

  @Test
  void sumsInsideAndBetweenLayersAreSaved() {
    Path file = folder.resolve("model.keras");
    Tensor in = Input.of(3, 2);
    Tensor a = new Stretch().factor(2).apply(in);
    try (Model model = new Model(in, new Dense(1).apply(a.plus(in)))) {
      model.save(file);
      try (Model again = Model.load(file, o -> o.register("Stretch", Stretch::new))) {
        assertThat(again.predict(x)).isEqualTo(model.predict(x));
      }
    }
  }

  private static final class Pair extends Layer {
    @Override
    protected List<Tensor> call(List<Tensor> inputs, CallContext context) {
      return List.of(inputs.get(0).times(inputs.get(1)));
    }
  }

  /** What Keras 3.15.1 writes of a class without get_config that is called by a list. */
  private static final String WITHOUT_GET_CONFIG =
      """
      {"module": "keras.src.models.functional", "class_name": "Functional", "config": {
      "name": "functional", "trainable": true, "layers": [
      {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 2],
      "dtype": "float32", "sparse": false, "name": "a"}, "registered_name": null, "name": "a",
      "inbound_nodes": []},
      {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [null, 2],
      "dtype": "float32", "sparse": false, "name": "b"}, "registered_name": null, "name": "b",
      "inbound_nodes": []},
      {"module": null, "class_name": "Pair", "config": {"trainable": true, "dtype": "float32"},
      "registered_name": "Pair", "name": "pair", "inbound_nodes": [{"args": [[
      {"class_name": "__keras_tensor__", "config": {"shape": [null, 2], "dtype": "float32",
      "keras_history": ["a", 0, 0]}}, {"class_name": "__keras_tensor__", "config":
      {"shape": [null, 2], "dtype": "float32", "keras_history": ["b", 0, 0]}}]], "kwargs": {}}]}],
      "input_layers": [["a", 0, 0], ["b", 0, 0]], "output_layers": ["pair", 0, 0]},
      "registered_name": "Functional"}
      """;

  @Test
  void classesWithoutSettingsAreNamedByTheFileAsOftenAsItIsRead() {
    for (int i = 0; i < 2; i++) {
      try (Model model = Model.fromJson(WITHOUT_GET_CONFIG, o -> o.register("Pair", Pair::new))) {
        assertThat(model.getLayer("pair")).isInstanceOf(Pair.class);
        assertThat(model.toJson().replaceAll("\\s", ""))
            .contains("\"args\":[[{\"class_name\":\"__keras_tensor__\"");
      }
    }
  }

  @Test
  void settingsAreCheckedAndHeldAsThoseOfTheLibrary() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Stretch().factor(-1))
        .withMessage(
            "Stretch: factor must be positive and finite. Received: -1.0. Give a number above 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layers.get("Stretch", new Stretch().config().with("factor", "x")));
    Stretch scale = new Stretch();
    scale.apply(Input.of(2));
    assertThatIllegalStateException()
        .isThrownBy(() -> scale.factor(2))
        .withMessageContaining("factor must be set before the layer is built");
    assertThat(new Quartic().size(2))
        .isEqualTo(new Quartic().size(2))
        .hasToString("Quartic{name=quartic, reduction=sum_over_batch_size, size=2.0}");
  }

  /** Notes the shapes of known lengths that it is called with. */
  private static final class Noting extends Layer {
    private final boolean apart;
    private final List<Shape> seen;

    Noting(boolean apart, List<Shape> seen) {
      this.apart = apart;
      this.seen = seen;
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      if (x.shape().isKnown()) {
        seen.add(x.shape());
      }
      return Ops.identity(x);
    }

    @Override
    protected boolean keepsRowsApart(boolean inTraining) {
      return apart;
    }
  }

  @Test
  void rowsOfOwnLayersAreComputedTogetherWithinTimeDistributed() {
    Model model = new Sequential(new Input(3, 2), new TimeDistributed(new Stretch().factor(4)));
    assertThat(model.predict(x)).isEqualTo(x.mul(4));
    List<Shape> seen = new ArrayList<>();
    for (boolean apart : new boolean[] {true, false}) {
      Layer noting = new Noting(apart, seen);
      assertThat(new Sequential(new Input(3, 2), new TimeDistributed(noting)).predict(x))
          .isEqualTo(x);
    }
    assertThat(seen).contains(Shape.of(12, 2), Shape.of(4, 2));
    assertThat(List.of(new Stretch().toString(), new Stretch().name("s").toString()))
        .containsExactly("Stretch", "Stretch(s)");
  }
}
