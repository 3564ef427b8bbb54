package io.hornbill.saving.internal.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.initializers.Identity;
import io.hornbill.initializers.Orthogonal;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.TimeDistributed;
import io.hornbill.optimizers.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class OldestFormTest {
  private static final KerasVersion NEWEST = KerasVersion.of("3");

  @TempDir Path folder;

  @Test
  void operationsThatAreNeverCalledTakeTheNamesOfLayers() {
    Tensor x = Input.of(4);
    Tensor y = Ops.concatenate(List.of(x, new Dense(4).name("concatenate_of").apply(x)), 1);
    Model model = new Model(x, new Concatenate().name("concatenate_1").apply(x, y));
    List<String> unused = new ArrayList<>();
    List<String> named = new ArrayList<>();
    Config written = OldestForm.rewrite(KerasConfig.write(model), NEWEST);
    for (Object one : Config.config("config", written.get("config")).list("layers")) {
      Config layer = Config.config("layer", one);
      if ("keras.src.ops.numpy".equals(layer.get("module"))) {
        named.addAll(Config.config("config", layer.get("config")).asMap().keySet());
        if (layer.list("inbound_nodes").isEmpty()) {
          unused.add(layer.text("name", ""));
        }
      }
    }
    assertThat(unused).containsExactly("unused_concatenate_0", "unused_concatenate_1");
    assertThat(named).containsOnly("axis");
    assertThat(KerasConfig.read(written, "here").layers()).hasSize(3);
    model.close();
  }

  /** Newer versions would give the list to the layer around. */
  @Test
  void endsWithinOtherLayersAreListedForTheOldestVersionAlone() {
    Tensor x = Input.of(4);
    Model inner = new Model(x, new Dense(2).name("inner").apply(x));
    Model model = new Sequential(new Input(3, 4), new TimeDistributed(inner));
    Config written = KerasConfig.write(model);
    String listed = "\"output_layers\":[[\"inner\",0,0]]";
    assertThat(Json.write(OldestForm.rewrite(written, KerasVersion.of("3.3")))).contains(listed);
    assertThat(Json.write(OldestForm.rewrite(written, KerasVersion.of("3.8"))))
        .doesNotContain(listed);
    Path file = folder.resolve("inner.h5");
    for (String version : List.of("3.3", "3.8")) {
      model.kerasVersion(version);
      model.save(file);
      try (Hdf5File hdf5 = Hdf5File.open(file)) {
        assertThat(hdf5.root().attributes().text("model_config").replace(" ", "").contains(listed))
            .isEqualTo(version.equals("3.3"));
      }
      assertThat(Model.load(file).predict(Nd4j.ones(1, 3, 4)))
          .isEqualTo(model.predict(Nd4j.ones(1, 3, 4)));
    }
    model.close();
  }

  /** Classes of initializers have other names in Keras 3.3 than in Keras 2 and in newer ones. */
  @Test
  void initializersWithSettingsHaveNamesThatAllVersionsReadFromHdf5() {
    Model model =
        new Sequential(
            new Input(3), new Dense(3).kernelInitializer(new Orthogonal().gain(2).seed(1)));
    Path file = folder.resolve("gain.h5");
    model.save(file);
    try (Hdf5File hdf5 = Hdf5File.open(file)) {
      assertThat(hdf5.root().attributes().text("model_config").replace(" ", ""))
          .contains("\"class_name\":\"orthogonal\"", "\"gain\":2");
    }
    assertThat(Model.load(file).toJson()).contains("\"gain\":2");
    model.close();
  }

  @Test
  void stridesOfPatchesAreLeftOutIfTheyAreTheSize() {
    assertThat(patches(3, List.of(3, 3)).has("strides")).isFalse();
    assertThat(patches(List.of(3, 2), List.of(3, 2)).has("strides")).isFalse();
    assertThat(patches(3, null).has("strides")).isFalse();
    assertThat(patches(List.of(3, 3), 2).has("strides")).isTrue();
  }

  @Test
  void averagesAndSumsOfGradientsAreWrittenOnceThereAreAny() {
    Model model = new Sequential(new Input(3), new Dense(2));
    model.compile(new Adam(0.01).useEma(true).gradientAccumulationSteps(2), "mse");
    assertThat(written(model)).containsExactly("0", "1");
    model.trainOnBatch(List.of(Nd4j.ones(1, 3)), List.of(Nd4j.ones(1, 2)));
    assertThat(written(model)).hasSize(2 + 4 * 2);
    model.close();
  }

  private List<String> written(Model model) {
    Path path = folder.resolve("model.weights.h5");
    StateWriter.hdf5(model).write(path);
    try (Hdf5File file = Hdf5File.open(path)) {
      return file.root().group("optimizer/vars").names();
    }
  }

  private static Config patches(Object size, Object strides) {
    return settings("ExtractPatches", Map.of("size", size), strides);
  }

  private static Config settings(String className, Map<String, Object> given, Object strides) {
    Config operation =
        new Config()
            .with("module", "keras.src.ops.image")
            .with("class_name", className)
            .with("config", new Config(given).with("strides", strides));
    return Config.config("config", OldestForm.rewrite(operation, NEWEST).get("config"));
  }

  /** Keras 3.3 and 3.8 fail on lists, which its own files hold, too. */
  @Test
  void equalLengthsOfPoolsAreWrittenAsOne() {
    Config square = settings("AveragePool", Map.of("pool_size", List.of(3, 3)), List.of(2, 2));
    assertThat(square.asMap()).containsEntry("pool_size", 3).containsEntry("strides", 2);
    Config other = settings("MaxPool", Map.of("pool_size", List.of(3, 2)), null);
    assertThat(other.asMap())
        .containsEntry("pool_size", List.of(3, 2))
        .containsEntry("strides", null);
  }

  /** Keras 3.3 writes IdentityInitializer, which as an initializer of a layer it cannot read. */
  @Test
  void initializersHaveNamesThatAllVersionsRead() {
    Model model =
        new Sequential(
            new Input(3),
            new Dense(3).kernelInitializer(new Identity()),
            new Dense(3).kernelInitializer(new Orthogonal()));
    assertThat(Json.write(OldestForm.rewrite(KerasConfig.write(model), NEWEST)))
        .contains("\"Identity\"", "\"OrthogonalInitializer\"")
        .doesNotContain("\"IdentityInitializer\"", "\"Orthogonal\"");
  }
}
