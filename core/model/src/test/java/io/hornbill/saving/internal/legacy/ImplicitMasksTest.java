package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.files.internal.hdf5.Hdf5Attributes;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models of Keras 3 ({@code make_arguments.py}) whose masks come along, in Keras 2's form. */
class ImplicitMasksTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "lstm, true",
    "gru, true",
    "bi, true",
    "masking, true",
    "td, true",
    "nested, true",
    "cat, true",
    "lstm_mask, false"
  })
  void areLeftOutOfH5Files(String name, boolean old) throws IOException {
    Path written = folder.resolve(name + ".h5");
    try (Model model = Model.load(file(name + ".keras"))) {
      model.save(written);
    }
    try (Hdf5File file = Hdf5File.open(written)) {
      Hdf5Attributes attributes = file.root().attributes();
      assertThat(attributes.text("keras_version").startsWith("2.")).isEqualTo(old);
      assertThat(attributes.text("model_config").contains("\"mask\"")).isEqualTo(!old);
      assertThat(attributes.text("model_config")).doesNotContain("NotEqual");
    }
    try (Model again = Model.load(written);
        Npz npz = Npz.open(file(name + ".npz"))) {
      INDArray expected = Fixtures.arrays(npz, "y").get(0);
      List<INDArray> y = again.predict(Fixtures.arrays(npz, "x"));
      assertThat(y.get(0).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), Fixtures.resource("saving/arguments/" + name));
  }
}
