package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.npy.Npy;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.ELU;
import io.hornbill.layers.GRU;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.Layer;
import io.hornbill.layers.MaxPooling2D;
import io.hornbill.layers.Permute;
import io.hornbill.layers.Reshape;
import io.hornbill.layers.ZeroPadding2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Weights that were published for Keras 1, with what their models gave then. */
@Tag("real-data")
class PublishedWeightsTest {

  /** Keras 1's music tagger: kernels of Theano or not, channels first or last, gates one by one. */
  @ParameterizedTest
  @CsvSource({
    "th, channels_first, cute",
    "th, channels_first, dubstep",
    "th, channels_last, cute",
    "tf, channels_first, cute",
    "tf, channels_last, dubstep",
  })
  void tagsMusicAsKeras1Did(String kernels, String format, String song) throws IOException {
    Path weights =
        Fixtures.realFile(
            "models/music_tagger_crnn_weights_%s_kernels_%s_dim_ordering.h5"
                .formatted(kernels, kernels));
    Path folder = Fixtures.realFile("../keras-files/music-tagger");
    INDArray x = Npy.read(folder.resolve("bensound-%s.npy".formatted(song))).toFloats();
    boolean first = format.equals("channels_first");
    try (Model model = musicTagger(format)) {
      model.loadWeights(weights);
      INDArray y = model.predict(first ? x : x.reshape(1, 96, 1366, 1));
      List<?> expected = expected(folder, song);
      for (int i = 0; i < 50; i++) {
        assertThat(y.getDouble(0, i))
            .as("tag %s", i)
            .isCloseTo(((Number) expected.get(i)).doubleValue(), within(1e-4));
      }
    }
  }

  private static List<?> expected(Path folder, String song) throws IOException {
    Path file = folder.resolve("expected.json");
    Config all = Json.read(Files.readString(file), file.toString());
    return Objects.requireNonNull(all.config("predictions")).list(song);
  }

  private static Model musicTagger(String format) {
    boolean first = format.equals("channels_first");
    int channels = first ? 1 : 3;
    Sequential model = new Sequential(first ? new Input(1, 96, 1366) : new Input(96, 1366, 1));
    model.add(new ZeroPadding2D(0, 37).dataFormat(format));
    model.add(new BatchNormalization().axis(first ? 3 : 2).name("bn_0_freq"));
    int[] filters = {64, 128, 128, 128};
    int[] pools = {2, 3, 4, 4};
    for (int i = 0; i < 4; i++) {
      model
          .add(new Conv2D(filters[i], 3).padding("same").dataFormat(format).name("conv" + (i + 1)))
          .add(new BatchNormalization().axis(channels).name("bn" + (i + 1)))
          .add(new ELU())
          .add(new MaxPooling2D(pools[i]).dataFormat(format));
    }
    if (first) {
      model.add(new Permute(3, 1, 2));
    }
    return model
        .add(new Reshape(15, 128))
        .add(gru("gru1").returnSequences(true))
        .add(gru("gru2"))
        .add(new Dense(50).activation("sigmoid").name("output"));
  }

  private static GRU gru(String name) {
    return new GRU(32).recurrentActivation("hard_sigmoid").resetAfter(false).name(name);
  }

  /** Expected numbers: Keras 3.15.1 (JAX) with these weights and this input. */
  @Test
  void computesWhatKerasComputesWithTheWeightsOfSqueezeNet() {
    Path weights =
        Fixtures.realFile(
            "../keras-files/squeezenet/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5");
    float[] pixels = new float[64 * 64 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (100 * Math.sin(0.37 * i));
    }
    try (Model model = squeezeNet()) {
      model.loadWeights(weights, o -> o.byName(true));
      INDArray y = model.predict(Nd4j.createFromArray(pixels).reshape(1, 64, 64, 3));
      double[] expected = {0.0, 0.0, 0.0, 0.0, 5.09102725982666, 0.0, 0.0, 0.0};
      for (int i = 0; i < expected.length; i++) {
        assertThat(y.getDouble(0, i)).isCloseTo(expected[i], within(1e-4 * expected[i] + 1e-6));
      }
      assertThat(y.sumNumber().doubleValue())
          .isCloseTo(427.6360168457031, within(1e-4 * 427.6360168457031));
    }
  }

  private static Model squeezeNet() {
    Tensor x = Input.of(64, 64, 3);
    Tensor y = new Conv2D(64, 3).strides(2).activation("relu").name("conv1").apply(x);
    y = new MaxPooling2D(3).strides(2).apply(y);
    int[] squeezed = {16, 16, 32, 32, 48, 48, 64, 64};
    for (int i = 0; i < squeezed.length; i++) {
      y = i == 2 || i == 4 ? new MaxPooling2D(3).strides(2).apply(y) : y;
      y = fire(y, "fire" + (i + 2), squeezed[i]);
    }
    return new Model(x, new GlobalAveragePooling2D().apply(y));
  }

  private static Tensor fire(Tensor x, String name, int filters) {
    Tensor y = relu(filters, 1, name + "/squeeze1x1").apply(x);
    return new Concatenate()
        .apply(
            relu(4 * filters, 1, name + "/expand1x1").apply(y),
            relu(4 * filters, 3, name + "/expand3x3").apply(y));
  }

  private static Layer relu(int filters, int size, String name) {
    return new Conv2D(filters, size).padding("same").activation("relu").name(name);
  }
}
