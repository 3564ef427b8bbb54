package io.hornbill.saving.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Model;
import io.hornbill.files.internal.hdf5.Hdf5File;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph with sums and products by numbers, as MobileNetV3 has, in HDF5 of Keras 3.15.1: such a
 * file says of no part whether it is a layer or an operation, so that Keras cannot read it again.
 * See {@code numbers_in_ops.py}.
 */
class NumbersInOpsTest {
  @Test
  void areReadFromHdf5() throws Exception {
    Path file = Path.of(NumbersInOpsTest.class.getResource("numbers_in_ops.h5").toURI());
    try (Model model = Model.load(file);
        Hdf5File stored = Hdf5File.open(file)) {
      INDArray given = stored.root().dataset("given").toFloats();
      INDArray expected = stored.root().dataset("expected").toFloats();
      assertThat(model.predict(given).sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6);
    }
  }
}
