package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.files.internal.npy.Npz;
import io.hornbill.files.testing.Fixtures;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Flatten;
import io.hornbill.layers.LSTM;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code keras.config.set_dtype_policy}: the policy of layers that are made afterwards. */
class GlobalPolicyTest {
  @TempDir Path folder;

  @AfterEach
  void asAtFirst() {
    Hornbill.dtypePolicy("float32");
  }

  private Path fixture(String name) throws IOException {
    return Files.write(folder.resolve(name), Fixtures.resource("saving/policies/" + name));
  }

  private static Model picture() {
    Tensor image = Input.of(8, 8, 1);
    Tensor h = new Conv2D(4, 3).activation("relu").name("conv").apply(image);
    h = new Dense(8).activation("relu").name("dense").apply(new Flatten().apply(h));
    return new Model(
        image, new Dense(4).activation("softmax").dtype("float32").name("out").apply(h));
  }

  /** The model of {@code make_policies.py}, written out. */
  @Test
  void modelsOfTheseLayersComputeWhatKerasComputes() throws IOException {
    Path file = fixture("mixed_bfloat16.keras");
    double[] errors = new double[2];
    try (Npz arrays = Npz.open(fixture("mixed_bfloat16.npz"))) {
      INDArray x = arrays.get("x0").toFloats();
      INDArray expected = arrays.get("y0").toFloats();
      for (int i = 0; i < 2; i++) {
        Hornbill.dtypePolicy(i == 0 ? "float32" : "mixed_bfloat16");
        try (Model model = picture();
            Model keras = Model.load(file)) {
          model.setWeights(keras.getWeights());
          errors[i] = model.predict(x).sub(expected).amaxNumber().doubleValue();
        }
      }
    }
    assertThat(errors[0]).isGreaterThan(1e-4);
    assertThat(errors[1]).isLessThan(2e-6);
  }

  @Test
  void aLayerOfItsOwnPolicyIsLeftAsItIs() {
    INDArray x = Nd4j.linspace(DataType.FLOAT, 0.123, 0.07, 12).reshape(1, 4, 3);
    try (Sequential plain = new Sequential(new Input(4, 3), new LSTM(2))) {
      INDArray y = plain.predict(x);
      Hornbill.dtypePolicy("mixed_bfloat16");
      try (Sequential rounded = new Sequential(new Input(4, 3), new LSTM(2));
          Sequential exact = new Sequential(new Input(4, 3), new LSTM(2).dtype("float32"))) {
        rounded.setWeights(plain.getWeights());
        exact.setWeights(plain.getWeights());

        assertThat(rounded.predict(x)).isNotEqualTo(y);
        assertThat(exact.predict(x)).isEqualTo(y);
        assertThat(plain.predict(x)).isEqualTo(y);
      }
    }
  }

  @Test
  void thePolicyCanBeAskedAndSetBack() {
    List<String> seen = new ArrayList<>();
    for (String name : List.of("Mixed_Float16", "bfloat16", "float64", "float16", "float32")) {
      Hornbill.dtypePolicy(name);
      seen.add(Hornbill.dtypePolicy());
      assertThat(new Dense(1).dtypePolicy()).isEqualTo(Hornbill.dtypePolicy());
    }
    assertThat(seen).containsExactly("mixed_float16", "bfloat16", "float64", "float16", "float32");
    Hornbill.dtypePolicy("mixed_float16");
    Hornbill.floatType(DataType.FLOAT);
    assertThat(Hornbill.dtypePolicy()).isEqualTo("float32");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hornbill.dtypePolicy("int8"))
        .withMessage(
            "Hornbill: dtypePolicy must be float32, float64, bfloat16, float16 or a mixed policy."
                + " Received: \"int8\". Choose one, such as \"mixed_bfloat16\".");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hornbill.dtypePolicy(null))
        .withMessageContaining("dtypePolicy");
  }
}
