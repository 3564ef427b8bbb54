package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Model;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Models of tf_keras 2.21 ({@code make_tf_keras.py}): calls that name what they take, functions of
 * TensorFlow, masks as before Keras 3, in both formats, and trainings that go on.
 */
class TensorFlowKerasTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), Fixtures.resource("saving/tf_keras/" + name));
  }

  @ParameterizedTest
  @CsvSource({
    "operators, true",
    "given_mask, true",
    "merged_masks, false",
    "states_and_masks, false",
    "attention, true",
    "patches, true",
    "first_batch, true",
    "adam, true",
    "batch_flatten, true",
    "branches, false",
    "half_masks, true",
    "counted, true",
    "called, true",
    "merged_products, true",
    "renorm, true",
    "renorm_masked, true",
    "told_of_no_mask, true",
    "ended_masks, true",
    "nested_masks, true",
    "changed_masks, true"
  })
  void modelsPredictAndTrainAsInKeras2(String name, boolean comesBack) throws IOException {
    try (Npz npz = Npz.open(file(name + ".npz"))) {
      for (String format : List.of("h5", "keras")) {
        Model model = Model.load(file(name + "." + format));
        List<INDArray> x = Fixtures.arrays(npz, "x");
        expect(model, x, Fixtures.arrays(npz, "y"));
        if (!name.equals("first_batch")) { // of a hard_sigmoid that Keras 3 does not have
          model.save(folder.resolve("again.keras"));
          expect(Model.load(folder.resolve("again.keras")), x, Fixtures.arrays(npz, "y"));
        }
        if (comesBack) {
          model.save(folder.resolve("again.h5"));
          expect(Model.load(folder.resolve("again.h5")), x, Fixtures.arrays(npz, "y"));
        }
        List<INDArray> t = Fixtures.arrays(npz, "t");
        double[] losses = t.isEmpty() ? new double[0] : npz.get("losses").toDoubleArray();
        for (double loss : losses) {
          assertThat(model.trainOnBatch(x, t).get("loss")).isCloseTo(loss, within(1e-5));
        }
      }
    }
  }

  /**
   * Keras 3 names tensors in another form, which Keras 2 does not read, and the other way round.
   */
  @ParameterizedTest
  @ValueSource(strings = {"attention.h5", "given_mask.keras"})
  void whatACallTakesByNameStaysInTheFormOfKeras2(String name) throws IOException {
    Path again = folder.resolve("again.h5");
    try (Model model = Model.load(file(name))) {
      assertThat(model.kerasVersion()).isEqualTo("2");
      model.save(again);
      assertThat(version(again)).startsWith("2.");
      model.kerasVersion("3");
      model.save(again);
      assertThat(version(again)).startsWith("3.");
    }
  }

  private static String version(Path path) {
    return attribute(path, "keras_version");
  }

  private static String attribute(Path path, String name) {
    try (Hdf5File file = Hdf5File.open(path)) {
      return file.root().attributes().text(name);
    }
  }

  /** Keras 2 and 3 make copies of the layer when they read the file; the losses are its own. */
  @ParameterizedTest
  @ValueSource(strings = {"h5", "keras"})
  void aLayerOfAModelAndOfOneInItStaysOne(String format) throws IOException {
    Path again = folder.resolve("again." + format);
    try (Model model = Model.load(file("shared.h5"))) {
      model.save(again);
    }
    try (Model model = Model.load(again);
        Npz npz = Npz.open(file("shared.npz"))) {
      assertThat(model.trainableWeights()).hasSize(4);
      for (double loss : npz.get("losses").toDoubleArray()) {
        List<INDArray> x = Fixtures.arrays(npz, "x");
        assertThat(model.trainOnBatch(x, Fixtures.arrays(npz, "t")).get("loss"))
            .isCloseTo(loss, within(1e-5));
      }
    }
  }

  /** Keras 3 reads neither an ellipsis from {@code .h5} files nor a slice without a list. */
  @Test
  void anEllipsisIsWrittenAsSlices() throws IOException {
    Path again = folder.resolve("again.h5");
    try (Model model = Model.load(file("ellipsis.h5"));
        Npz npz = Npz.open(file("ellipsis.npz"))) {
      expect(model, Fixtures.arrays(npz, "x"), Fixtures.arrays(npz, "y"));
      model.save(again);
      assertThat(attribute(again, "model_config")).doesNotContain("__ellipsis__");
      expect(Model.load(again), Fixtures.arrays(npz, "x"), Fixtures.arrays(npz, "y"));
      model.save(folder.resolve("again.keras"));
      expect(
          Model.load(folder.resolve("again.keras")),
          Fixtures.arrays(npz, "x"),
          Fixtures.arrays(npz, "y"));
    }
  }

  /**
   * Slots of {@code keras.optimizers.legacy}, whose classes add epsilon elsewhere, and of 2.11
   * where it keeps less than Keras 3.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftrl_before.h5",
        "nadam_before.h5",
        "rmsprop_before.h5",
        "rmsprop_momentum_before.h5",
        "rmsprop_anew.keras",
        "adagrad_before.h5",
        "adafactor.h5",
        "adafactor.keras"
      })
  void optimizersGoOnWithWhatTheyRemember(String name) throws IOException {
    Model model = Model.load(file(name));
    try (Npz npz = Npz.open(file(name.substring(0, name.indexOf('.')) + ".npz"))) {
      for (double loss : npz.get("losses").toDoubleArray()) {
        assertThat(
                model
                    .trainOnBatch(Fixtures.arrays(npz, "x"), Fixtures.arrays(npz, "t"))
                    .get("loss"))
            .isCloseTo(loss, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ended_in_chain", "masks_in_chain"})
  void chainsHaveTheMasksOfKeras2(String name) throws IOException {
    Path again = folder.resolve("again.h5");
    try (Model model = Model.load(file(name + ".h5"));
        Npz npz = Npz.open(file(name + ".npz"))) {
      model.save(again);
      for (Model one : List.of(model, Model.load(again))) {
        expect(one, Fixtures.arrays(npz, "x"), Fixtures.arrays(npz, "y"));
      }
    }
  }

  private static void expect(Model model, List<INDArray> x, List<INDArray> y) {
    List<INDArray> own = model.predict(x);
    for (int i = 0; i < y.size(); i++) {
      assertThat(own.get(i).shape()).isEqualTo(y.get(i).shape());
      assertThat(y.get(i).sub(own.get(i)).amaxNumber().doubleValue()).isLessThan(1e-5);
    }
  }
}
