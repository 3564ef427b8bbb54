package io.hornbill.saving.internal.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.internal.zip.ZipReader;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallContext;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Layer;
import io.hornbill.saving.LoadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Files that Keras 3.15.1 wrote ({@code exchange_files.py}), with what its models computed: their
 * outputs, and their losses when training went on. Those with {@code before} in their names are of
 * Keras 3.8.0 ({@code make_nadam_before.py}).
 */
class KerasFilesTest {
  private static final int STEPS = 4;

  @TempDir Path folder;

  private Path file(String name) {
    try {
      return Files.write(folder.resolve(name), Fixtures.resource("saving/internal/keras/" + name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp",
        "text",
        "transformer",
        "waves",
        "siamese",
        "shared_between_models",
        "nadam_before",
        "averages_before",
        "nadam_averages_before"
      })
  void predictsAndTrainsAsKerasDoes(String name) {
    assertAsKeras(Model.load(file(name + ".keras")), name);
  }

  /** Keras' {@code NpzIOStore}; the files of all further forms are of {@code mlp.keras}. */
  @Test
  void readsWeightsInNumpysArchives() {
    Model model = Model.load(file("mlp_npz.keras"));
    Model other = Model.load(file("mlp.keras"), o -> o.compile(false));
    List<INDArray> expected = other.getWeights();
    other.weights().forEach(variable -> variable.assign(variable.value().add(1)));
    other.loadWeights(folder.resolve("mlp_npz.keras"));
    assertThat(other.getWeights()).isEqualTo(expected);
    assertAsKeras(model, "mlp");
  }

  @Test
  void readsAnArchiveUnpackedIntoAFolder() throws IOException {
    for (String archive : List.of("mlp.keras", "mlp_npz.keras")) {
      Path unpacked = Files.createDirectory(folder.resolve(archive + ".d"));
      try (ZipReader zip = ZipReader.open(file(archive))) {
        for (String name : zip.names()) {
          Files.write(unpacked.resolve(name), zip.bytes(name));
        }
      }
      assertAsKeras(Model.load(unpacked), "mlp");
      assertThat(Model.load(unpacked, o -> o.compile(false)).isCompiled()).isFalse();
    }
  }

  @Test
  void namesWhatIsMissingInAFolder() {
    assertThatThrownBy(() -> Model.load(folder))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("File: the file must exist. Received: ")
        .hasMessageContaining("model.weights");
  }

  /** The variables of one layer are in both files. */
  @Test
  void readsWeightsInShards() {
    file("mlp_shards_00000.weights.h5");
    file("mlp_shards_00001.weights.h5");
    Path map = file("mlp_shards.weights.json");
    Model model = Model.load(file("mlp.keras"));
    List<INDArray> expected = model.getWeights();
    model.weights().forEach(variable -> variable.assign(variable.value().add(1)));
    model.loadWeights(map);
    assertThat(model.getWeights()).isEqualTo(expected);
    assertAsKeras(model, "mlp");
    assertThatThrownBy(() -> Model.load(map))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Received: weights alone in ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"/vars\": \"../mlp.h5\"} | File: a file may refer only to others in its folder. Received: \"../mlp.h5\" in ",
        "{\"/vars\": [\"/tmp/mlp.h5\"]} | File: a file may refer only to others in its folder. Received: \"/tmp/mlp.h5\" in ",
        "{\"/vars\": \"mlp_shards_00000.weights.h5\"} | must have 4 variables in layers/batch_normalization/vars. Received: 1 in ",
        "null | KerasFormat: JSON of weights must name the files they are in. Received: no weight_map in ",
      })
  void refusesMapsOfShardsThatDoNotFit(String map, String message) throws IOException {
    file("mlp_shards_00000.weights.h5");
    Path file = folder.resolve("map.weights.json");
    Files.writeString(file, "{\"metadata\": {}, \"weight_map\": %s}".formatted(map));
    Model model = Model.load(file("mlp.keras"));
    List<INDArray> before = model.getWeights();
    assertThatThrownBy(() -> model.loadWeights(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
    assertThat(model.getWeights()).isEqualTo(before);
  }

  private void assertAsKeras(Model model, String name) {
    try (Npz npz = Npz.open(file(name + ".npz"))) {
      List<INDArray> xs = Fixtures.arrays(npz, "x");
      assertSame(model.predict(xs), Fixtures.arrays(npz, "y"));
      Path again = folder.resolve("again.keras");
      model.save(again);
      double[] losses = npz.get("losses").toDoubleArray();
      assertLosses(model, xs, Fixtures.arrays(npz, "t"), losses);
      assertLosses(Model.load(again), xs, Fixtures.arrays(npz, "t"), losses);
    }
  }

  /** Until 3.9 Keras had another order, in which the same shapes may stand for other variables. */
  @ParameterizedTest
  @ValueSource(strings = {"nadam_before", "averages_before", "nadam_averages_before"})
  void whatAnOptimizerRemembersIsWrittenInTheOrderOfTheVersion(String name) {
    Path of38 = file(name + ".keras");
    Path again = folder.resolve("again.keras");
    try (Model model = Model.load(of38)) {
      assertThat(model.kerasVersion()).isEqualTo("3");
      model.save(again);
      assertThat(remembered(again)).isNotEqualTo(remembered(of38));
      for (String version : List.of("3.3", "3.8.0", "3.9")) {
        model.kerasVersion(version);
        model.save(again);
        assertThat(remembered(again)).as(version).isEqualTo(remembered(of38));
      }
      Model.load(again).save(again);
      List<INDArray> newest = remembered(again);
      model.kerasVersion("3.10");
      model.save(again);
      assertThat(remembered(again)).isEqualTo(newest).isNotEqualTo(remembered(of38));
    }
  }

  private static List<INDArray> remembered(Path file) {
    try (ZipReader zip = ZipReader.open(file);
        WeightSource source = new Hdf5Weights(zip.source("model.weights.h5"))) {
      List<INDArray> all = new ArrayList<>();
      for (int i = 0; i < source.count("optimizer/vars"); i++) {
        all.add(source.read("optimizer/vars", i, DataType.FLOAT));
      }
      return all;
    }
  }

  @Test
  void versionsOfKerasThatFilesCannotBeForAreRefused() {
    Model model = new Sequential(new Input(2), new Dense(1));
    for (String version : List.of("3.2", "1.2", "4", "3.x", "")) {
      assertThatThrownBy(() -> model.kerasVersion(version))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Model: kerasVersion must be 2, 3, or a version of Keras 3 from 3.3 on. Received: %s."
                      .formatted(version)
                  + " Leave it out for a file that newer versions open.");
    }
  }

  private static void assertLosses(
      Model model, List<INDArray> xs, List<INDArray> ts, double[] losses) {
    assertThat(losses).hasSize(STEPS);
    for (double loss : losses) {
      assertThat(model.trainOnBatch(xs, ts).get("loss"))
          .isCloseTo(loss, within(1e-6 + 1e-4 * Math.abs(loss)));
    }
    model.close();
  }

  private static void assertSame(List<INDArray> received, List<INDArray> expected) {
    assertThat(received).hasSameSizeAs(expected);
    for (int i = 0; i < received.size(); i++) {
      assertThat(received.get(i).shape()).isEqualTo(expected.get(i).shape());
      assertThat(received.get(i).sub(expected.get(i)).amaxNumber().doubleValue()).isLessThan(1e-5);
    }
  }

  @Test
  void aLayerThatSeveralModelsShareIsOneLayer() {
    Model model = Model.load(file("shared_between_models.keras"));
    Layer shared = model.getLayer("shared");
    assertThat(((Model) model.getLayer("first")).getLayer("shared")).isSameAs(shared);
    assertThat(((Model) model.getLayer("second")).getLayer("shared")).isSameAs(shared);
    Model again = Model.fromJson(model.toJson());
    assertThat(((Model) again.getLayer("second")).getLayer("shared"))
        .isSameAs(again.getLayer("shared"));
  }

  // Files of others.

  private static final class CustomLayer extends Layer {
    private final List<Layer> inner = new ArrayList<>();

    CustomLayer() {
      for (int units : new int[] {64, 32, 10}) {
        inner.add(addLayer("_custom_layers", new Dense(units)));
      }
    }

    @Override
    protected void build(Shape input) {
      Shape shape = input;
      for (Layer layer : inner) {
        layer.buildFor(shape);
        shape = layer.outputShape(shape);
      }
    }

    @Override
    protected Tensor call(Tensor x, CallContext context) {
      Tensor y = x;
      for (Layer layer : inner) {
        y = layer.apply(y);
      }
      return y;
    }
  }

  @Test
  @Tag("real-data")
  void readsAModelOfAClassOfItsOwnWithTheOptimizersState() {
    Path real = Fixtures.realFile("../keras-files/keras3/fixed_model.keras");
    Model model =
        Model.load(
            real,
            o ->
                o.register(
                    "KerasTest>TestModel",
                    config -> new Sequential().add(new Input(32)).add(new CustomLayer())));
    try (ZipReader zip = ZipReader.open(real);
        WeightSource source = new Hdf5Weights(zip.source("model.weights.h5"))) {
      INDArray kernel =
          source.read("layers/custom_layer/_custom_layers/dense_1/vars", 0, model.dataType());
      assertThat(model.weights().get(2).value()).isEqualTo(kernel);
      INDArray momentum = source.read("optimizer/vars", 2, model.dataType());
      assertThat(model.optimizerVariables().get(2).value()).isEqualTo(momentum);
    }
    assertThat(model.optimizer().iterations()).isPositive();
    assertThatThrownBy(() -> Model.load(real))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Unknown layer \"TestModel\"")
        .hasMessageContaining("register");
  }

  @Test
  @Tag("real-data")
  void readsAFileFromBeforeNestedContainersHadGroups() {
    Path real = Fixtures.realFile("../keras-files/keras3/pre_pr22362_nested_container.keras");
    Model model = Model.load(real, o -> o.register("NestedDenseModel", KerasFilesTest::flat));
    try (ZipReader zip = ZipReader.open(real);
        WeightSource source = new Hdf5Weights(zip.source("model.weights.h5"))) {
      assertThat(model.weights().get(2).value())
          .isEqualTo(source.read("layers/dense_2/vars", 0, model.dataType()));
    }
  }

  private static Model flat(Config config) {
    Sequential model = new Sequential().add(new Input(4));
    for (int i = 0; i < config.integer("num", 0); i++) {
      model.add(new Dense(4).useBias(false).name("d_" + i));
    }
    return model.add(new Dense(2));
  }

  // Damage.

  @Test
  void damagedArchivesAreReadOrRefused() {
    byte[] original = Fixtures.resource("saving/internal/keras/siamese.keras");
    int refused = Fixtures.fuzz(original, 61, bytes -> load(bytes));
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void damagedConfigurationsAreReadOrRefused() {
    Repacked archive = new Repacked(Fixtures.resource("saving/internal/keras/transformer.keras"));
    int refused =
        Fixtures.fuzz(
            archive.member("config.json"), 62, bytes -> load(archive.with("config.json", bytes)));
    assertThat(refused).isGreaterThan(300);
  }

  @Test
  void damagedWeightsAreReadOrRefused() {
    Repacked archive = new Repacked(Fixtures.resource("saving/internal/keras/mlp.keras"));
    int refused =
        Fixtures.fuzz(
            archive.member("model.weights.h5"),
            63,
            bytes -> load(archive.with("model.weights.h5", bytes)));
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void damagedWeightsInNumpysArchivesAreReadOrRefused() {
    Repacked archive = new Repacked(Fixtures.resource("saving/internal/keras/mlp_npz.keras"));
    Repacked weights = new Repacked(archive.member("model.weights.npz"));
    int refused =
        Fixtures.fuzz(
            weights.member("layers/dense.npy"),
            65,
            bytes ->
                load(archive.with("model.weights.npz", weights.with("layers/dense.npy", bytes))));
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void damagedWeightsLeaveTheModelAsItWas() {
    Repacked archive = new Repacked(Fixtures.resource("saving/internal/keras/mlp.keras"));
    Model model = Model.load(file("mlp.keras"), o -> o.compile(false));
    List<INDArray> before = model.getWeights();
    Fixtures.fuzz(
        archive.member("model.weights.h5"),
        64,
        bytes -> {
          Path damaged = folder.resolve("damaged.weights.h5");
          try {
            Files.write(damaged, bytes);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          try {
            model.loadWeights(damaged);
            model.setWeights(before);
          } catch (ModelFormatException e) {
            assertThat(model.getWeights()).isEqualTo(before);
            throw e;
          }
        });
  }

  private static void load(byte[] bytes) {
    try (ByteSource content = ByteSource.of(bytes, "damaged.keras")) {
      KerasFormat format = new KerasFormat(UnaryOperator.identity());
      if (!format.recognizes(content)) {
        throw new ModelFormatException("Test: a file must be recognized. Received: another one.");
      }
      format.read(content, new LoadOptions());
    }
  }
}
