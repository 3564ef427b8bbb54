package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.layers.ReLU;
import io.hornbill.optimizers.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A frozen batch normalization uses its moving statistics in training and keeps them, as in Keras
 * 3.15.1; see {@code frozen_normalization.py}.
 */
class FrozenNormalizationTest {
  private static final float[] HEAD = {
    0.841471f, 0.745705f, -0.442520f, -0.982453f, 0.909297f, -0.157746f, 1.070560f, 0.541917f,
        -0.756802f,
    -0.832267f, -0.958924f, 0.016814f, 0.860292f, 1.425218f, -0.231920f, 0.902172f, 0.290099f,
        -0.217851f,
    0.189814f, -0.234422f, 0.084959f, -0.038154f, -0.146547f, 0.162328f, -0.258622f
  };

  private static final float[] TUNED = {
    0.805197f, 0.745705f, -0.431728f, -0.982453f, 0.929901f, -0.157746f, 1.070560f, 0.541917f,
        -0.756802f,
    -0.832267f, -0.958924f, 0.016814f, 0.860292f, 1.425218f, -0.186529f, 0.902172f, 0.206959f,
        -0.201011f,
    0.114685f, -0.212028f, 0.032189f, -0.059632f, -0.146488f, 0.094185f, -0.231419f
  };

  private static final float[] ALL = {
    0.802682f, 0.745705f, -0.436429f, -0.982453f, 0.929901f, -0.157746f, 1.075296f, 0.541917f,
        -0.751258f,
    -0.832267f, -0.583883f, 0.003910f, 0.768023f, 1.280410f, -0.191362f, 0.902172f, 0.080260f,
        -0.287419f,
    0.057331f, -0.298014f, -0.033782f, -0.131271f, -0.228428f, 0.035566f, -0.319705f
  };

  private final INDArray x = numbers(9, 8, 2);
  private final INDArray y = numbers(10, 8, 1);
  private final BatchNormalization norm = new BatchNormalization().momentum(0.9);
  private final Sequential base =
      new Sequential(new Input(2), new Dense(2).name("dense"), norm.name("norm"), new ReLU());
  private final Model model = new Sequential(new Input(2), base, new Dense(1).name("head"));

  @Test
  void trainsWithFrozenStatisticsAsInKeras() {
    base.getLayer("dense").setWeights(List.of(numbers(1, 2, 2), numbers(2, 2)));
    norm.setWeights(List.of(half(3), numbers(4, 2), numbers(5, 2), half(6)));
    model.getLayer("head").setWeights(List.of(numbers(7, 2, 1), numbers(8, 1)));
    base.trainable(false);
    train(3);
    check(HEAD);
    base.trainable(true);
    norm.trainable(false);
    train(2);
    check(TUNED);
    norm.trainable(true);
    train(1);
    check(ALL);
  }

  private void train(int epochs) {
    model.compile(new SGD(0.1), "mse");
    model.fit(x, y, f -> f.batchSize(4).epochs(epochs).shuffle(false).verbose(0));
  }

  private void check(float[] expected) {
    List<INDArray> found = new ArrayList<>(base.getLayer("dense").getWeights());
    found.addAll(norm.getWeights());
    found.addAll(model.getLayer("head").getWeights());
    found.add(model.predict(x));
    INDArray[] flat = found.stream().map(INDArray::ravel).toArray(INDArray[]::new);
    assertThat(Nd4j.concat(0, flat).data().asFloat()).containsExactly(expected, within(2e-5f));
  }

  private static INDArray half(int seed) {
    return numbers(seed, 2).div(2).add(1);
  }

  private static INDArray numbers(int seed, long... shape) {
    float[] numbers = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i * 1.3 + seed);
    }
    return Nd4j.createFromArray(numbers).reshape('c', shape);
  }
}
