package io.hornbill.saving.internal.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.zip.ZipReader;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Activation;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is asked of files beside what real Keras' files in {@link KerasFilesTest} show. */
class KerasFormatTest {
  @TempDir Path folder;

  private final INDArray x = Nd4j.linspace(-1, 1, 12).reshape(4, 3).castTo(Nd4j.dataType());

  private static Sequential model(String first, int units) {
    return new Sequential()
        .add(new Input(3))
        .add(new Dense(units).name(first))
        .add(new Dense(2).name("last"));
  }

  private static final class Scale extends Layer {
    private final double factor;
    private Variable gain;

    Scale(double factor) {
      this.factor = factor;
    }

    static Scale from(Config config) {
      return new Scale(config.number("factor", 1));
    }

    @Override
    protected void build(Shape input) {
      gain = addWeight("gain", input.last(), "ones");
    }

    @Override
    protected Tensor call(Tensor in, CallContext context) {
      return in.times(gain).times(factor);
    }

    @Override
    public Config config() {
      return super.config().with("factor", factor);
    }
  }

  // Options of loading.

  @Test
  void partsOfTheUsersOwnAreMadeByTheFactoryOfThisLoad() {
    Path file = folder.resolve("own.keras");
    Model own = new Sequential().add(new Input(3)).add(new Scale(2.5));
    own.save(file);
    Model again = Model.load(file, o -> o.register("Scale", Scale::from));
    assertThat(again.predict(x)).isEqualTo(own.predict(x));
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Unknown layer \"Scale\"")
        .hasMessageContaining("register");
  }

  @Test
  void partsOfTheUsersOwnAreWrittenWithoutAModuleOfKeras() {
    Config layers = config(new Sequential().add(new Scale(1)));
    Config written = Config.config("layer", layers.list("layers").get(0));
    assertThat(written.get("module")).isNull();
    assertThat(written.get("registered_name")).isEqualTo("Scale");
  }

  private static Config config(Model model) {
    return Config.config("config", Json.read(model.toJson(), "test").asMap().get("config"));
  }

  @Test
  void aModelIsCompiledAsItWasUnlessToldOtherwise() {
    Path file = folder.resolve("compiled.keras");
    Model model = model("first", 4);
    model.compile("adam", "mse", "mae");
    model.save(file);
    assertThat(Model.load(file).isCompiled()).isTrue();
    assertThat(Model.load(file, o -> o.compile(false)).isCompiled()).isFalse();
  }

  @Test
  void trainingGoesOnAsIfItHadNotBeenSaved() {
    Path file = folder.resolve("trained.keras");
    INDArray y = Nd4j.ones(4, 2);
    Model model = model("first", 4);
    model.compile("adam", "mse");
    model.trainOnBatch(x, y);
    model.save(file);
    Model again = Model.load(file);
    for (int i = 0; i < 3; i++) {
      assertThat(again.trainOnBatch(x, y).get("loss"))
          .isCloseTo(model.trainOnBatch(x, y).get("loss"), within(1e-6));
    }
  }

  @Test
  void aCompiledPartThatIsUnknownIsNamedWithAWayOut() {
    Path file = folder.resolve("loss.keras");
    Model model = model("first", 4);
    model.compile(c -> c.optimizer("sgd").loss((yTrue, yPred) -> yPred.minus(yTrue).times(yPred)));
    model.save(file);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("compile(false)");
    assertThat(Model.load(file, o -> o.compile(false)).predict(x)).isEqualTo(model.predict(x));
  }

  // Weights.

  @Test
  void weightsAreLoadedIntoTheSameArchitectureFromEveryFormat() {
    Model source = model("first", 4);
    for (String name : List.of("w.weights.h5", "w.safetensors", "w.keras")) {
      Path file = folder.resolve(name);
      if (name.endsWith(".keras")) {
        source.save(file);
      } else {
        source.saveWeights(file);
      }
      Model target = model("other", 4);
      target.loadWeights(file);
      assertThat(target.predict(x)).as(name).isEqualTo(source.predict(x));
    }
  }

  @Test
  void byNameOnlyLayersOfTheSameNameGetWeights() {
    for (String name : List.of("n.weights.h5", "n.safetensors")) {
      Path file = folder.resolve(name);
      Model source = model("first", 4);
      source.saveWeights(file);
      Model target = model("other", 4);
      INDArray before = target.getLayer("other").getWeights().get(0);
      target.loadWeights(file, o -> o.byName(true));
      assertThat(target.getLayer("other").getWeights().get(0)).isEqualTo(before);
      assertThat(target.getLayer("last").getWeights())
          .isEqualTo(source.getLayer("last").getWeights());
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefusedOrSkipped() {
    Path file = folder.resolve("shapes.weights.h5");
    Model source = new Sequential().add(new Input(3)).add(new Dense(4)).add(new Dense(2));
    source.saveWeights(file);
    Model target = new Sequential().add(new Input(3)).add(new Dense(4)).add(new Dense(5));
    List<INDArray> before = target.getWeights();
    assertThatThrownBy(() -> target.loadWeights(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("must have shape [4, 5] in layers/dense_1/vars/0")
        .hasMessageContaining("Received: [4, 2]")
        .hasMessageContaining("skipMismatch(true)");
    assertThat(target.getWeights()).isEqualTo(before);
    target.loadWeights(file, o -> o.skipMismatch(true));
    assertThat(target.getWeights().get(0)).isEqualTo(source.getWeights().get(0));
    assertThat(target.getWeights().get(2)).isEqualTo(before.get(2));
  }

  @Test
  void aMissingLayerIsNamed() {
    Path file = folder.resolve("less.weights.h5");
    new Sequential().add(new Input(3)).add(new Dense(4)).saveWeights(file);
    assertThatThrownBy(() -> model("first", 4).loadWeights(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("\"last\" must have 2 variables in layers/dense_1/vars")
        .hasMessageContaining("Received: 0");
  }

  // Architectures.

  @Test
  void jsonMakesTheSameArchitecture() {
    Model model = model("first", 4);
    Model again = Model.fromJson(model.toJson());
    again.setWeights(model.getWeights());
    assertThat(again.predict(x)).isEqualTo(model.predict(x));
    assertThat(again.toJson()).isEqualTo(model.toJson());
  }

  @Test
  void hardSigmoidIsKerasThreesInItsFiles() {
    Model model = new Sequential().add(new Input(3)).add(new Activation("hard_sigmoid_v3"));
    assertThat(model.toJson()).contains("\"hard_sigmoid\"").doesNotContain("hard_sigmoid_v3");
    assertThat(Model.fromJson(model.toJson()).predict(x)).isEqualTo(model.predict(x));
    Model old = new Sequential().add(new Input(3)).add(new Activation("hard_sigmoid"));
    assertThatThrownBy(old::toJson)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hard_sigmoid, which is that of Keras 1 and 2")
        .hasMessageContaining("save the model as .h5");
  }

  @Test
  void hardSigmoidIsKerasTwosInItsArchives() throws IOException {
    Path file = folder.resolve("three.keras");
    Model three = new Sequential().add(new Input(3)).add(new Activation("hard_sigmoid_v3"));
    three.save(file);
    Path two = rewrite(file, "metadata.json", "\"3.15.1\"", "\"2.13.1\"");
    Model old = new Sequential().add(new Input(3)).add(new Activation("hard_sigmoid"));
    assertThat(Model.load(file).predict(x)).isEqualTo(three.predict(x));
    assertThat(Model.load(two).predict(x)).isEqualTo(old.predict(x));
  }

  // What is refused.

  @Test
  void otherNamesAndOtherContentsAreRefused() throws IOException {
    Model model = model("first", 4);
    assertThatThrownBy(() -> model.save(folder.resolve("model.txt")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must end in .keras or .h5");
    assertThatThrownBy(() -> model.saveWeights(folder.resolve("model.keras")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".weights.h5");
    Path text = Files.writeString(folder.resolve("text.keras"), "not a model, but a text");
    assertThatThrownBy(() -> Model.load(text))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("neither a zip archive, HDF5 nor safetensors");
    Path weights = folder.resolve("weights.weights.h5");
    model.saveWeights(weights);
    assertThatThrownBy(() -> Model.load(weights))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("weights alone")
        .hasMessageContaining("loadWeights(path)");
  }

  @Test
  void pythonCodeIsRefusedUnlessItIsReplaced() throws IOException {
    String lambda =
        "{\"class_name\":\"Lambda\",\"config\":{\"name\":\"f\",\"function\":{\"class_name\":"
            + "\"__lambda__\",\"config\":{\"value\":[\"4wEAAAA=\",null,null]}}}}";
    Path file = edited("\"class_name\":\"Activation\"", lambda);
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("must not hold Python code")
        .hasMessageContaining("__lambda__ in config.json of ")
        .hasMessageContaining("register(\"Lambda\"");
    Model replaced = Model.load(file, o -> o.register("Lambda", c -> new Activation("relu")));
    assertThat(replaced.predict(x).minNumber().doubleValue()).isZero();
  }

  @Test
  void operationsThatAModelOfNumbersCannotHoldAreRefused() throws IOException {
    Path file =
        edited(
            "\"class_name\":\"Activation\"",
            "{\"module\":\"keras.src.ops.linalg\",\"class_name\":\"Eig\",\"config\":{\"name\":\"a\"}}");
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Received: keras.src.ops.linalg.Eig");
  }

  @Test
  void aModelLargerThanItsFileCanFillIsRefusedBeforeMemoryIsTaken() throws IOException {
    Path file = folder.resolve("big.keras");
    new Sequential().add(new Input(3)).add(new Dense(4)).save(file);
    Path bigger = rewrite(file, "\"units\":4", "\"units\":2000000000");
    assertThatThrownBy(() -> Model.load(bigger))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("all weights must be in the file")
        .hasMessageContaining("[3, 2000000000]");
  }

  /** A model whose activation layer is replaced in its file by another part. */
  private Path edited(String marker, String part) throws IOException {
    Path file = folder.resolve("edited.keras");
    new Sequential().add(new Input(3)).add(new Activation("tanh")).save(file);
    String json = config(file);
    int inside = json.indexOf(marker);
    int start = json.lastIndexOf("{\"module\"", inside);
    int depth = 0;
    int end = start;
    do {
      char c = json.charAt(end++);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    } while (depth > 0);
    return rewrite(file, json.substring(start, end), part);
  }

  private static String config(Path file) {
    try (ZipReader zip = ZipReader.open(file)) {
      return new String(zip.bytes("config.json"), StandardCharsets.UTF_8);
    }
  }

  private Path rewrite(Path file, String old, String replacement) throws IOException {
    return rewrite(file, "config.json", old, replacement);
  }

  private Path rewrite(Path file, String member, String old, String replacement)
      throws IOException {
    Repacked archive = new Repacked(Files.readAllBytes(file));
    String text = new String(archive.member(member), StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    byte[] edited = text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
    return Files.write(folder.resolve("rewritten.keras"), archive.with(member, edited));
  }

  @Test
  void nothingIsLeftBesideASavedFile() throws IOException {
    model("first", 4).save(folder.resolve("m.keras"));
    model("first", 4).save(folder.resolve("m.keras"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("m.keras"));
    }
  }
}
