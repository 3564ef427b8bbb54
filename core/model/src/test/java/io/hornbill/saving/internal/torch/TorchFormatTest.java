package io.hornbill.saving.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.files.ModelFormatException;
import io.hornbill.layers.Activation;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Conv2D;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network that PyTorch saved; see {@code make_torch_fixtures.py} of the files. */
class TorchFormatTest {
  private static final Map<String, String> NAMES =
      Map.of("first", "features.0", "norm", "features.1", "second", "features.3", "fc", "fc");

  private static final float[] EXPECTED = {
    -0.5131195f, 0.2512189f, 0.0414632f, -0.6623999f, 0.2450856f, 0.0992640f
  };

  private final Model model = network(3);

  private static Model network(int classes) {
    return new Sequential(
        new Input(5, 5, 2),
        new Conv2D(4, 3).padding("same").name("first"),
        new BatchNormalization().epsilon(1e-5).name("norm"),
        new Activation("relu"),
        new Conv2D(8, 3).groups(4).useBias(false).name("second"),
        new GlobalAveragePooling2D(),
        new Dense(classes).name("fc"));
  }

  @AfterEach
  void close() {
    model.close();
  }

  private static Path file(String name) throws Exception {
    return Path.of(TorchFormatTest.class.getResource(name).toURI());
  }

  @ParameterizedTest
  @ValueSource(strings = {"net.pth", "net-legacy.pth"})
  void givesLayersTheWeightsOfModules(String name) throws Exception {
    model.loadWeights(file(name), o -> o.moduleNames(NAMES::get));
    INDArray x = Nd4j.arange(100).castTo(DataType.FLOAT);
    INDArray images = x.reshape('c', 2, 2, 5, 5).div(50).sub(1).permute(0, 2, 3, 1).dup('c');
    float[] y = model.predict(images).dup('c').data().asFloat();
    assertThat(y).containsExactly(EXPECTED, within(1e-5f));
  }

  @Test
  void namesWhatItDoesNotFind() throws Exception {
    Path file = file("net.pth");
    assertThatThrownBy(() -> model.loadWeights(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            "TorchFormat: the layers' tensors must be in the file, with the layers' shapes."
                + " Received: no \"first.weight\" for \"kernel\" of \"first\"; no \"first.bias\""
                + " for \"bias\" of \"first\"; no \"norm.weight\" for \"gamma\" of \"norm\", the"
                + " first of 7 that are not, in %s, which holds [features.0.weight,"
                + " features.0.bias, features.1.weight] … Map names by moduleNames, build the"
                + " architecture that the weights are of, or set skipMismatch(true).",
            file);
  }

  @Test
  void namesWhatDoesNotFit() throws Exception {
    Path file = file("net.pth");
    try (Model other = network(5)) {
      assertThatThrownBy(() -> other.loadWeights(file, o -> o.moduleNames(NAMES::get)))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(
              "Received: \"fc.weight\" of shape [8, 3] for \"kernel\" of \"fc\" of shape [8, 5];"
                  + " \"fc.bias\" of shape [3] for \"bias\" of \"fc\" of shape [5], the first of"
                  + " 2");
      INDArray before = other.getLayer("fc").getWeights().get(0);
      other.loadWeights(file, o -> o.moduleNames(NAMES::get).skipMismatch(true));
      assertThat(other.getLayer("fc").getWeights().get(0)).isEqualTo(before);
    }
  }

  @Test
  void leavesLayersAsTheyAreThatAreNotInTheFileIfTheyAreFoundByName() throws Exception {
    INDArray before = model.getLayer("first").getWeights().get(0);
    model.loadWeights(file("net.pth"), o -> o.byName(true));
    assertThat(model.getLayer("first").getWeights().get(0)).isEqualTo(before);
    assertThat(model.getLayer("fc").getWeights().get(1).sumNumber().doubleValue()).isNotZero();
  }

  @Test
  void makesNoModelOfWeights() throws Exception {
    Path file = file("net.pth");
    assertThatThrownBy(() -> Model.load(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("Received: tensors of PyTorch in ");
  }
}
