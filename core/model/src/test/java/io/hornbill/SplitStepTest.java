package io.hornbill;

import static io.hornbill.Fixtures.random;
import static io.hornbill.Fixtures.signs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.callbacks.Logs;
import io.hornbill.layers.BatchNormalization;
import io.hornbill.layers.Dense;
import io.hornbill.optimizers.Adam;
import io.hornbill.optimizers.Optimizer;
import io.hornbill.optimizers.SGD;
import io.hornbill.training.SplitStep;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SplitStepTest {
  private final INDArray x = random(1, 16, 5);
  private final INDArray y = signs(x);

  static List<Supplier<Optimizer>> optimizers() {
    return List.of(
        () -> new SGD().learningRate(0.1).momentum(0.9),
        () -> new Adam().learningRate(0.01).clipNorm(0.5),
        () -> new Adam().learningRate(0.01).weightDecay(0.1).lossScaleFactor(8));
  }

  private static Model model(Supplier<Optimizer> optimizer) {
    Hornbill.seed(3);
    var model =
        new Sequential(
            new Input(5),
            new Dense(4).activation("tanh").kernelRegularizer("l2"),
            new BatchNormalization(),
            new Dense(1).activation("sigmoid"));
    model.compile(optimizer.get(), "binary_crossentropy", "accuracy");
    return model;
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void bothHalvesDoWhatAWholeStepDoes(Supplier<Optimizer> optimizer) {
    try (Model whole = model(optimizer);
        Model halved = model(optimizer);
        SplitStep step = halved.splitStep()) {
      for (int rows : new int[] {16, 16, 7, 16}) {
        INDArray some = x.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, rows));
        INDArray targets = y.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, rows));
        Logs expected = whole.trainOnBatch(some, targets);
        Logs logs = step.computeGradients(List.of(some), List.of(targets));
        step.applyGradients();
        assertThat(logs.get("loss")).isCloseTo(expected.get("loss"), within(1e-6));
        assertThat(logs.get("accuracy")).isEqualTo(expected.get("accuracy"));
      }
      for (int i = 0; i < whole.getWeights().size(); i++) {
        INDArray difference = whole.getWeights().get(i).sub(halved.getWeights().get(i));
        assertThat(difference.amaxNumber().doubleValue()).isLessThan(1e-6);
      }
    }
  }

  @Test
  void gradientsAreThoseOfTheFormula() {
    try (Model model =
        new Sequential(new Input(2), new Dense(1).useBias(false).name("line")).name("chain")) {
      model.setWeights(List.of(Nd4j.createFromArray(new float[][] {{1}, {2}})));
      model.compile(new SGD().learningRate(0.5), new io.hornbill.losses.MeanSquaredError());
      try (SplitStep step = model.splitStep()) {
        INDArray row = Nd4j.createFromArray(new float[][] {{3, 4}});
        step.computeGradients(List.of(row), List.of(Nd4j.createFromArray(new float[][] {{10}})));
        Map<String, INDArray> gradients = step.gradients();

        // The prediction is 11, so the gradient is 2 (11 - 10) x.
        assertThat(gradients).containsOnlyKeys("chain/line/kernel");
        assertThat(gradients.get("chain/line/kernel").toFloatVector()).containsExactly(6, 8);

        gradients.get("chain/line/kernel").muli(0.5);
        step.applyGradients();
        assertThat(model.getWeights().get(0).toFloatVector()).containsExactly(-0.5f, 0);
      }
    }
  }

  @Test
  void halvesComeInTheirOrder() {
    try (Model model = model(SGD::new);
        SplitStep step = model.splitStep()) {
      String message =
          "Model \"%s\": gradients must be computed before they are used. Received: a call without new gradients. Call computeGradients first."
              .formatted(model.name());
      assertThatIllegalStateException().isThrownBy(step::applyGradients).withMessage(message);
      step.computeGradients(List.of(x), List.of(y));
      step.applyGradients();
      assertThatIllegalStateException().isThrownBy(step::gradients).withMessage(message);
      assertThat(model.getWeights()).allMatch(w -> !w.isNaN().any());
    }
  }
}
