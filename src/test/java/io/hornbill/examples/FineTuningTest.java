package io.hornbill.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.Hornbill;
import io.hornbill.Model;
import io.hornbill.examples.FineTuning.Accuracy;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.Layer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FineTuningTest {
  @TempDir Path folder;

  /** The first time from random weights, whose features say nothing; then from what was found. */
  @Test
  void readsDigitsBetterStepByStep() {
    String file = folder.resolve("base.h5").toString();
    Accuracy random =
        FineTuning.accuracy(
            "--weights", lively(), "--images", "320", "--head", "2", "--tune", "6", "--save", file);
    assertThat(random.before()).isLessThan(0.25);
    assertThat(random.tuned()).isGreaterThan(random.before() + 0.25);
    Accuracy again =
        FineTuning.accuracy(
            "--weights", file, "--images", "320", "--head", "8", "--tune", "3", "--seed", "7");
    assertThat(again.head()).isGreaterThan(again.before() + 0.25);
    assertThat(again.tuned()).isGreaterThan(again.head());
  }

  /** Random weights with normalizations that make up for what random kernels take away. */
  private String lively() {
    Hornbill.seed(1);
    Path file = folder.resolve("random.h5");
    try (Model base = FineTuning.base(null)) {
      long before = 3;
      for (Layer layer : base.layers()) {
        if (layer instanceof BatchNormalization) {
          long channels = layer.weights().get(0).shape().size();
          boolean depthwise = layer.name().startsWith("conv_dw");
          double factor = depthwise ? channels + 1 : (double) (before + channels) / before;
          float[] gamma = new float[(int) channels];
          Arrays.fill(gamma, (float) Math.sqrt(factor));
          layer.weights().get(0).assign(Nd4j.createFromArray(gamma));
          before = channels;
        }
      }
      base.saveWeights(file);
    }
    return file.toString();
  }

  /** Statistics of nothing would hide from all later layers what an image shows. */
  @Test
  void tunesTheNormalizationsOfRandomWeights() {
    try (Model base = FineTuning.base(null)) {
      FineTuning.unfreeze(base, true);
      assertThat(base.layers()).allMatch(Layer::isTrainable);
      FineTuning.unfreeze(base, false);
      assertThat(base.layers())
          .allMatch(layer -> layer.isTrainable() != (layer instanceof BatchNormalization));
    }
  }

  /** As in Keras, a frozen batch normalization uses its moving statistics, and keeps them. */
  @Test
  void aFrozenNetworkStaysAsItIs() {
    INDArray x = Nd4j.rand(8, 32, 32, 3);
    try (Model base = FineTuning.base(null)) {
      base.trainable(false);
      Model model = new Model(base.input(), new Dense(2).name("head").apply(base.output()));
      model.compile("sgd", "mse");
      List<INDArray> before = base.getWeights();
      INDArray features = base.predict(x);
      INDArray bias = model.getLayer("head").getWeights().get(1);
      model.fit(x, Nd4j.ones(8, 2), f -> f.epochs(3).verbose(0));
      assertThat(base.getWeights()).isEqualTo(before);
      assertThat(base.predict(x)).isEqualTo(features);
      assertThat(model.getLayer("head").getWeights().get(1)).isNotEqualTo(bias);
      assertThat(model.trainableWeights()).hasSize(2);
    }
  }
}
