package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.hornbill.base.Config;
import io.hornbill.callbacks.BackupAndRestore;
import io.hornbill.callbacks.TensorBoard;
import io.hornbill.initializers.Orthogonal;
import io.hornbill.initializers.RandomNormal;
import io.hornbill.initializers.RandomUniform;
import io.hornbill.initializers.TruncatedNormal;
import io.hornbill.initializers.VarianceScaling;
import io.hornbill.layers.ActivityRegularization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.LSTMCell;
import io.hornbill.layers.Layer;
import io.hornbill.layers.LayerNormalization;
import io.hornbill.layers.RNN;
import io.hornbill.layers.ReLU;
import io.hornbill.layers.Rescaling;
import io.hornbill.layers.StackedRNNCells;
import io.hornbill.layers.augmentation.RandomZoom;
import io.hornbill.layers.preprocessing.StringLookup;
import io.hornbill.layers.preprocessing.TextVectorization;
import io.hornbill.losses.Huber;
import io.hornbill.metrics.SparseTopKCategoricalAccuracy;
import io.hornbill.metrics.TopKCategoricalAccuracy;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.SGD;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments in Keras' order set what the setters of their names do, each of them. */
class PositionalArgumentsTest {
  private static Arguments row(String typed, Config config, Config bySetters, Config byDefault) {
    return Arguments.of(named(typed, config), bySetters, byDefault);
  }

  private static Config of(Layer layer) {
    return layer.name("layer").config();
  }

  static Stream<Arguments> parts() {
    VarianceScaling scaling = new VarianceScaling();
    return Stream.of(
        row(
            "RandomNormal(0.5, 0.1)",
            new RandomNormal(0.5, 0.1).config(),
            new RandomNormal().mean(0.5).stddev(0.1).config(),
            new RandomNormal().config()),
        row(
            "RandomUniform(-1, 2)",
            new RandomUniform(-1, 2).config(),
            new RandomUniform().minval(-1).maxval(2).config(),
            new RandomUniform().config()),
        row(
            "TruncatedNormal(0.5, 0.1)",
            new TruncatedNormal(0.5, 0.1).config(),
            new TruncatedNormal().mean(0.5).stddev(0.1).config(),
            new TruncatedNormal().config()),
        row(
            "VarianceScaling(2, \"fan_out\", \"uniform\")",
            new VarianceScaling(2, "fan_out", "uniform").config(),
            scaling.scale(2).mode("fan_out").distribution("uniform").config(),
            scaling.config()),
        row(
            "Orthogonal(2)",
            new Orthogonal(2).config(),
            new Orthogonal().gain(2).config(),
            new Orthogonal().config()),
        row("Huber(2)", new Huber(2).config(), new Huber().delta(2).config(), new Huber().config()),
        row(
            "TopKCategoricalAccuracy(3)",
            new TopKCategoricalAccuracy(3).config(),
            new TopKCategoricalAccuracy().k(3).config(),
            new TopKCategoricalAccuracy().config()),
        row(
            "SparseTopKCategoricalAccuracy(3)",
            new SparseTopKCategoricalAccuracy(3).config(),
            new SparseTopKCategoricalAccuracy().k(3).config(),
            new SparseTopKCategoricalAccuracy().config()),
        row(
            "Adam(0.1, 0.5, 0.6)",
            new Adam(0.1, 0.5, 0.6).config(),
            new Adam().learningRate(0.1).beta1(0.5).beta2(0.6).config(),
            new Adam().config()),
        row(
            "SGD(0.1, 0.9)",
            new SGD(0.1, 0.9).config(),
            new SGD().learningRate(0.1).momentum(0.9).config(),
            new SGD().config()));
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        row(
            "Dense(3, \"relu\")",
            of(new Dense(3, "relu")),
            of(new Dense(3).activation("relu")),
            of(new Dense(3))),
        row(
            "Rescaling(0.5, -1)",
            of(new Rescaling(0.5, -1)),
            of(new Rescaling(0.5).offset(-1)),
            of(new Rescaling(1))),
        row(
            "RandomZoom(0.1, 0.2)",
            of(new RandomZoom(0.1, 0.2)),
            of(new RandomZoom(0.1).widthFactor(0.2)),
            of(new RandomZoom(0.1))),
        row(
            "Concatenate(1)",
            of(new Concatenate(1)),
            of(new Concatenate().axis(1)),
            of(new Concatenate())),
        row("ReLU(6)", of(new ReLU(6)), of(new ReLU().maxValue(6)), of(new ReLU())),
        row(
            "ActivityRegularization().l1(0.1).l2(0.2)",
            of(new ActivityRegularization().l1(0.1).l2(0.2)),
            of(new ActivityRegularization(0.1, 0.2)),
            of(new ActivityRegularization())),
        row(
            "LayerNormalization().rmsScaling(true)",
            of(new LayerNormalization().rmsScaling(true)),
            of(new LayerNormalization().rmsScaling(true).rmsScaling(true)),
            of(new LayerNormalization())),
        row(
            "StringLookup().vocabulary(List)",
            of(new StringLookup().vocabulary(List.of("b", "a"))),
            of(new StringLookup().vocabulary("b", "a")),
            of(new StringLookup().vocabulary("a", "b"))),
        row(
            "TextVectorization().vocabulary(List)",
            of(new TextVectorization().vocabulary(List.of("b", "a"))),
            of(new TextVectorization().vocabulary("b", "a")),
            of(new TextVectorization().vocabulary("a", "b"))));
  }

  @ParameterizedTest
  @MethodSource({"parts", "layers"})
  void areSettings(Config typed, Config bySetters, Config byDefault) {
    assertThat(typed).isEqualTo(bySetters).isNotEqualTo(byDefault);
  }

  /** Each for itself, so that none is taken for another. */
  @Test
  void eachCounts() {
    assertThat(new RandomNormal(0, 0.1).config()).isNotEqualTo(new RandomNormal(0, 0.2).config());
    assertThat(new RandomUniform(0, 1).config()).isNotEqualTo(new RandomUniform(0, 2).config());
    assertThat(new Adam(1, 0, 0.5).config()).isNotEqualTo(new Adam(1, 0, 0.6).config());
    assertThat(new SGD(1, 0).config()).isNotEqualTo(new SGD(1, 0.5).config());
    assertThat(of(new Input(2).dtype("int32"))).isNotEqualTo(of(new Input(2)));
  }

  @Test
  void listsAreAllCells() {
    List<LSTMCell> cells = List.of(new LSTMCell(2).name("a"), new LSTMCell(3).name("b"));
    Config stacked = of(new StackedRNNCells(cells.get(0), cells.get(1)));
    assertThat(of(new StackedRNNCells(cells))).isEqualTo(stacked);
    assertThat(of(new StackedRNNCells(cells.subList(0, 1)))).isNotEqualTo(stacked);
    try (Sequential model = new Sequential(new Input(4, 1), new RNN(cells))) {
      assertThat(model.outputs().get(0).shape().last()).isEqualTo(3);
    }
  }

  @Test
  void foldersAreStringsToo() {
    assertThat(new TensorBoard("logs").config())
        .isEqualTo(new TensorBoard(Path.of("logs")).config())
        .isNotEqualTo(new TensorBoard(Path.of("others")).config());
    assertThat(new BackupAndRestore("kept").config())
        .isEqualTo(new BackupAndRestore(Path.of("kept")).config())
        .isNotEqualTo(new BackupAndRestore(Path.of("others")).config());
  }
}
