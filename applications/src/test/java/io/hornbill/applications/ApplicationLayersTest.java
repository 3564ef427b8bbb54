package io.hornbill.applications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of single networks; values worked by hand. */
class ApplicationLayersTest {
  private final INDArray x = Nd4j.createFromArray(new float[][] {{1, 2, 4}});
  private final INDArray y = Nd4j.createFromArray(new float[][] {{2, 4, 8}});

  @Test
  void scaledLayersBeginWithOneFactor() {
    Tensor in = Input.of(3);
    try (Model model = new Model(in, new LayerScale(0.5, 3).apply(in))) {
      assertThat(model.predict(x).data().asFloat()).containsExactly(0.5f, 1, 2);
      assertThat(model.countParams()).isEqualTo(3);
    }
  }

  @Test
  void aBranchIsAddedToAFraction() {
    Tensor a = Input.of(3);
    Tensor b = Input.of(3);
    try (Model model = new Model(List.of(a, b), List.of(new CustomScaleLayer(0.25).apply(a, b)))) {
      assertThat(model.predict(List.of(x, y)).get(0).data().asFloat()).containsExactly(1.5f, 3, 6);
    }
  }

  @Test
  void branchesAreLeftOutOfWholeRowsInTraining() {
    Tensor in = Input.of(2, 3);
    INDArray rows = Nd4j.ones(DataType.FLOAT, 40, 2, 3);
    try (Model model = new Model(in, new StochasticDepth(0.5).apply(in))) {
      assertThat(model.predict(rows)).isEqualTo(rows);
    }
    INDArray trained = new StochasticDepth(0.5).apply(rows, c -> c.training(true));
    INDArray sums = trained.sum(1, 2);
    for (int i = 0; i < 40; i++) {
      assertThat(sums.getDouble(i)).isIn(0.0, 12.0);
    }
    assertThat(sums.meanNumber().doubleValue()).isStrictlyBetween(0.0, 12.0);
  }

  @Test
  void layersOfTheSameNameWithOtherSettingsAreNotTakenForKeras() {
    Config own = new Config().with("name", "mine").with("drop_prop", 0.3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layers.get("StochasticDepth", own))
        .withMessageStartingWith(
            "StochasticDepth: the settings of Keras' layer must have drop_path_rate. Received: ");
  }

  @Test
  void aBranchAloneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CustomScaleLayer(0.25).apply(Input.of(3)))
        .withMessage(
            "CustomScaleLayer: the layer adds two inputs. Received: 1. Apply it to exactly two.");
  }
}
