package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.base.Config;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NormalizationTest {
  private final INDArray x = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}});

  @Test
  void takesTheMeanAwayAndDividesByTheDeviation() {
    check(new Normalization().mean(1, 2).variance(4, 16), 0, 0, 1, 0.5f);
    check(new Normalization().mean(1).variance(4), 0, 0.5f, 1, 1.5f);
  }

  @Test
  void doesTheReverse() {
    check(new Normalization().mean(1, 2).variance(4, 16).invert(true), 3, 10, 7, 18);
  }

  @Test
  void leavesItsInputUntilItsWeightsAreSet() {
    Normalization layer = new Normalization();
    Model model = new Sequential(new Input(2), layer);
    assertThat(model.predict(x)).isEqualTo(x);
    INDArray mean = Nd4j.createFromArray(1f, 2f);
    INDArray variance = Nd4j.createFromArray(4f, 16f);
    layer.setWeights(List.of(mean, variance, Nd4j.scalar(0f)));
    assertThat(model.predict(x).dup('c').data().asFloat()).containsExactly(0, 0, 1, 0.5f);
    assertThat(model.trainableWeights()).isEmpty();
    model.close();
  }

  @Test
  void keepsTheAxisThatIsWanted() {
    Model model =
        new Sequential(new Input(2, 1), new Normalization().axis(1).mean(1, 2).variance(4, 16));
    INDArray y = model.predict(x.reshape(2, 2, 1));
    assertThat(y.dup('c').data().asFloat()).containsExactly(0, 0, 1, 0.5f);
    model.close();
  }

  /** What Keras 3.15 computes. */
  @Test
  void aLayerIsScaledByItsDeviationAloneAsInOldKeras() {
    LayerNormalization layer = new LayerNormalization().rmsScaling(true).scale(false);
    Model model = new Sequential(new Input(4), layer);
    layer.setWeights(List.of(Nd4j.createFromArray(1f, 2f, 0.5f, -1f)));
    INDArray y =
        model.predict(Nd4j.createFromArray(new float[][] {{1, 2, 4, -3}, {0.5f, 2, -1, 1}}));
    float[] expected = {
      0.3922021f,
      1.5688084f,
      0.7844042f,
      1.1766063f,
      0.4616833f,
      3.6934663f,
      -0.4616833f,
      -0.9233665f
    };
    assertThat(y.dup('c').data().asFloat()).containsExactly(expected, within(1e-6f));
    Layer again = Layers.get("LayerNormalization", layer.config());
    assertThat(again.config().get("rms_scaling")).isEqualTo(true);
    model.close();
  }

  /** By hand: the second step of the second row does not count. */
  @Test
  void stepsThatCountGiveTheMeanOfEachStep() {
    BatchNormalization layer = new BatchNormalization().axis(1).momentum(0);
    Model model = new Sequential(new Input(2, 1), new Masking(), layer);
    model.compile("sgd", "mse");
    INDArray steps = Nd4j.createFromArray(1f, 2, 3, 0).reshape(2, 2, 1);
    model.trainOnBatch(steps, steps);
    INDArray mean = layer.getWeights().get(2);
    INDArray variance = layer.getWeights().get(3);
    assertThat(mean.toFloatVector()).containsExactly(new float[] {2, 2}, within(1e-5f));
    assertThat(variance.toFloatVector()).containsExactly(new float[] {1, 0}, within(1e-5f));
    model.close();
  }

  @Test
  void normalizesEachAxisOnce() {
    assertThatThrownBy(() -> new BatchNormalization().axis(1, -2).name("n").apply(Input.of(2, 3)))
        .hasMessage(
            "BatchNormalization \"n\": axis must have at least one axis, and each once. Received: [1, -2]"
                + " for [?, 2, 3]. Give the axes of the channels.");
    assertThatThrownBy(() -> new BatchNormalization().renormClipping(Map.of("rmin", 2, "rmax", 1)))
        .hasMessage(
            "BatchNormalization: renormClipping must be of rmin, rmax and dmax alone, rmin not above"
                + " rmax, and dmax not negative. Received: {rmax=1.0, rmin=2.0}. Give Map.of(\"rmin\","
                + " 0.5, \"rmax\", 2.0, \"dmax\", 1.0), or some of them.");
  }

  @Test
  void wantsMeanAndVariance() {
    assertThatThrownBy(() -> new Normalization().mean(1).apply(Input.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "mean and variance must be given both, and as many. Received: [1.0] and null.");
  }

  private void check(Normalization layer, float... expected) {
    Model model = new Sequential(new Input(2), layer);
    float[] y = model.predict(x).dup('c').data().asFloat();
    assertThat(y).containsExactly(expected, within(1e-6f));
    model.close();
  }

  /**
   * Keras 3.15 opens files with a number for all places, and refuses a list of one without axes.
   */
  @Test
  void oneMeanForAllIsWrittenAsANumber() {
    Config config = new Normalization().axis().mean(0.5).variance(2).config();
    assertThat(config.get("mean")).isEqualTo(0.5);
    assertThat(config.get("variance")).isEqualTo(2.0);
    assertThat(Layers.get("Normalization", config).config()).isEqualTo(config);
  }
}
