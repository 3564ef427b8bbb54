package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Logs;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.SGD;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Classes count differently in one step; the numbers are those of Keras 3.15.1. */
class ClassWeightOnBatchTest {
  private static final float[][] X = {{1, 2}, {-1, .5f}, {.3f, -2}};
  private static final Map<Integer, Double> WEIGHTS = Map.of(0, 1.0, 1, 4.0, 2, 0.5);

  private static void assertTrains(
      String loss, Object y, Map<Integer, ? extends Number> weights, double... expected) {
    try (Sequential model = new Sequential(new Input(2), new Dense(3).activation("softmax"))) {
      INDArray kernel = Nd4j.createFromArray(new float[][] {{.1f, -.2f, .3f}, {.5f, .4f, -.6f}});
      model.setWeights(List.of(kernel, Nd4j.createFromArray(0, .1f, -.1f)));
      model.compile(c -> c.optimizer(new SGD(0.5)).loss(loss).weightedMetrics("accuracy"));
      Logs logs = model.trainOnBatch(X, y, weights);
      assertThat(logs.get("loss")).isCloseTo(expected[0], within(1e-6));
      assertThat(logs.get("accuracy")).isCloseTo(expected[1], within(1e-6));
      double[] trained = model.getWeights().get(0).data().asDouble();
      for (int i = 0; i < trained.length; i++) {
        assertThat(trained[i]).isCloseTo(expected[2 + i], within(1e-6));
      }
    }
  }

  @Test
  void classesCountByTheirNumbers() {
    assertTrains(
        "sparse_categorical_crossentropy",
        new int[] {0, 1, 2},
        WEIGHTS,
        1.1609012,
        1,
        0.4056156,
        -0.5994559,
        0.3938403,
        0.5455822,
        0.4613772,
        -0.7069594);
  }

  @Test
  void othersCountOnce() {
    assertTrains(
        "sparse_categorical_crossentropy",
        Nd4j.createFromArray(new float[][] {{0}, {1}, {2}}),
        Map.of(1, 4),
        1.1991019,
        1,
        0.4033231,
        -0.6022842,
        0.3989611,
        0.5608659,
        0.4802324,
        -0.7410984);
  }

  @Test
  void classesCountByTheirScores() {
    assertTrains(
        "categorical_crossentropy",
        new float[][] {{0, 0, 1}, {0, 1, 0}, {0, 1, 0}},
        WEIGHTS,
        4.2810121,
        0.4705882,
        0.2693838,
        -0.3880955,
        0.3187117,
        0.4122009,
        -0.6776527,
        0.5654519);
  }

  @Test
  void factorsAreChecked() {
    try (Sequential model = new Sequential(new Input(2), new Dense(1))) {
      model.compile("sgd", "mse");
      assertThatThrownBy(() -> model.trainOnBatch(X, new float[] {0, 1, 1}, Map.of(1, -1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "trainOnBatch: classWeight must be at least 0 and finite. Received: -1.0. Give 0 or"
                  + " more.");
    }
  }
}
