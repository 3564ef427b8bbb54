package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Layers that scale what a model begins with; values worked by hand. */
class ScaledInputsTest {
  private static float[] predict(Layer layer, float... row) {
    try (Model model = new Sequential(new Input(3), layer)) {
      return model.predict(Nd4j.createFromArray(new float[][] {row})).data().asFloat();
    }
  }

  @Test
  void rescalingMultipliesAndAdds() {
    assertThat(predict(new Rescaling(0.5).offset(1), 2, 4, -2)).containsExactly(2, 3, 0);
    assertThat(predict(new Rescaling(1, 2, 3).offset(0, 1, 0), 1, 1, 1)).containsExactly(1, 3, 3);
  }

  @Test
  void normalizationTakesMeansAwayAndDividesByDeviations() {
    Normalization layer = new Normalization().mean(1, 2, 3).variance(4, 1, 9);
    assertThat(predict(layer, 3, 2, 0)).containsExactly(1, 0, -1);
  }

  @Test
  void invertedNormalizationGoesBack() {
    Normalization layer = new Normalization().mean(1, 2, 3).variance(4, 1, 9).invert(true);
    assertThat(predict(layer, 3, 2, 0)).containsExactly(7, 4, 3);
  }
}
