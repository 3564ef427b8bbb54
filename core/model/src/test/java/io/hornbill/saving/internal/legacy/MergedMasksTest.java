package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Hornbill;
import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.files.internal.hdf5.Hdf5Attributes;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Add;
import io.hornbill.layers.Attention;
import io.hornbill.layers.Concatenate;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Embedding;
import io.hornbill.layers.GRU;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Multiply;
import io.hornbill.layers.internal.MergedMasks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Masks that are merged, in files for Keras 2 and 3: models are the same when they come back. */
class MergedMasksTest {
  @TempDir Path folder;

  @Test
  void stepsOfOneMaskMeanTheSameInKeras2() {
    String json = written((a, b) -> new Add().apply(a, new Dense(3).apply(a)), false);

    assertThat(json).doesNotContain("\"mask\"");
  }

  @Test
  void stepsThatCountInAnyInputStillDo() {
    String json = written((a, b) -> new Add().apply(a, b), true);

    assertThat(json).doesNotContain("\"mask\"");
  }

  @Test
  void keras2IsToldOfSequencesWithoutMask() {
    String json = written((a, b) -> new Add().apply(a, withoutMask(b)), true);

    assertThat(json).contains("\"mask\":null");
  }

  @Test
  void concatenatedMasksHaveTheNamesOfNoLayer() {
    String json = written((a, b) -> new Concatenate().name("concatenate").apply(a, b), true);

    assertThat(json).contains("\"concatenate_of_masked\"").doesNotContain("\"concatenate\"");
  }

  @Test
  void masksOfAttentionAreThoseOfItsQueries() {
    String json = written((a, b) -> new Attention().apply(a, b), false);

    assertThat(json).doesNotContain("\"mask\"").doesNotContain("score_mode");
  }

  @Test
  void productsLeaveOutWhatMasksLeaveOut() {
    written((a, b) -> new Multiply().apply(a, withoutMask(b)), true);
  }

  @Test
  void keras2IsToldOfFirstStatesThatTakeNoMaskInKeras3() throws IOException {
    Path file = folder.resolve("states.h5");
    Tensor ids = Input.of(4);
    Tensor first = Input.of(2);
    Tensor words = new Embedding(5, 3).maskZero(true).apply(ids);
    Tensor y = new GRU(2).apply(words, c -> c.initialState(first));
    List<INDArray> xs =
        List.of(Nd4j.create(new float[][] {{1, 2, 0, 0}}), Nd4j.create(new float[][] {{1, -1}}));
    INDArray expected;
    try (Model model = new Model(List.of(ids, first), List.of(y))) {
      expected = model.predict(xs).get(0);
      model.kerasVersion("2");
      model.save(file);
    }
    try (Model again = Model.load(file)) {
      assertThat(again.predict(xs).get(0).sub(expected).amaxNumber().doubleValue())
          .isLessThan(1e-6);
    }
    try (Hdf5File opened = Hdf5File.open(file)) {
      assertThat(opened.root().attributes().text("model_config").replace(" ", ""))
          .contains("\"mask\":null");
    }
  }

  private static Tensor withoutMask(Tensor x) {
    return new io.hornbill.layers.Reshape(4, 3).apply(x);
  }

  /** Writes a model, and reads it again from both kinds of files. */
  private String written(BinaryOperator<Tensor> merge, boolean noted) {
    Hornbill.seed(3);
    Tensor a = Input.of(4);
    Tensor b = Input.of(4);
    Layer words = new Embedding(5, 3).maskZero(true);
    Tensor merged = merge.apply(words.apply(a), words.apply(b));
    List<INDArray> xs =
        List.of(
            Nd4j.create(new float[][] {{1, 2, 0, 0}, {3, 0, 4, 0}}),
            Nd4j.create(new float[][] {{0, 2, 3, 0}, {1, 1, 0, 0}}));
    Path file = folder.resolve("model.h5");
    INDArray expected;
    try (Model model =
        new Model(List.of(a, b), List.of(new GRU(2).apply(merged), new Dense(1).apply(b)))) {
      expected = model.predict(xs).get(0);
      model.save(file);
      model.save(folder.resolve("model.keras"));
    }
    for (Path again : List.of(file, folder.resolve("model.keras"))) {
      try (Model model = Model.load(again)) {
        INDArray y = model.predict(xs).get(0);
        assertThat(y.sub(expected).amaxNumber().doubleValue()).as("%s", again).isLessThan(1e-6);
        assertThat(model.layers()).noneMatch(layer -> layer.name().endsWith("_of_masked"));
      }
    }
    try (Hdf5File opened = Hdf5File.open(file)) {
      Hdf5Attributes attributes = opened.root().attributes();
      assertThat(attributes.text("keras_version")).startsWith("2.");
      assertThat(attributes.has(MergedMasks.ATTRIBUTE)).isEqualTo(noted);
      return attributes.text("model_config").replace(" ", "");
    }
  }
}
