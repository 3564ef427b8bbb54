package io.hornbill.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax or sigmoid, then a loss of the probabilities, at logits of ±10,000 in floats. */
class FusedCrossentropyTest {
  private static final INDArray LOGITS =
      Nd4j.createFromArray(new float[][] {{1e4f, -1e4f, 0}, {-1e4f, 1e4f, 1}, {1, 2, 3}});
  private static final INDArray ONE_HOT =
      Nd4j.createFromArray(new float[][] {{0, 1, 0}, {0, 1, 0}, {1, 0, 0}});
  private static final INDArray CLASSES = Nd4j.createFromArray(1f, 1f, 0f);

  /** -log softmax([1, 2, 3])[0] = log(1 + e + e²). */
  private static final double THIRD = Math.log(1 + Math.E + Math.E * Math.E);

  static Stream<Loss> losses() {
    return LossContractTest.names()
        .map(Losses::get)
        .filter(loss -> loss.className().toLowerCase(Locale.ROOT).contains("entropy"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valueAndGradientAreFinite(Loss loss) {
    boolean sparse =
        Set.of("SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy")
            .contains(loss.className());
    UnaryOperator<Tensor> activation =
        loss.className().startsWith("Binary") ? Ops::sigmoid : Ops::softmax;

    List<INDArray> both = valueAndGradient(loss, activation, sparse ? CLASSES : ONE_HOT);

    assertThat(both)
        .allSatisfy(
            array ->
                assertThat(Arrays.stream(array.dup().data().asDouble()).allMatch(Double::isFinite))
                    .isTrue());
  }

  @Test
  void softmaxGivesTheExactLossAndGradientOfTheLogits() {
    for (Loss loss : List.of(new CategoricalCrossentropy(), new SparseCategoricalCrossentropy())) {
      INDArray targets = loss instanceof CategoricalCrossentropy ? ONE_HOT : CLASSES;

      List<INDArray> both = valueAndGradient(loss, Ops::softmax, targets);

      assertThat(both.get(0).getDouble(0)).isCloseTo((2e4 + 0 + THIRD) / 3, within(1e-2));
      assertThat(both.get(1).getRow(0).toFloatVector()).containsExactly(1 / 3f, -1 / 3f, 0);
      assertThat(both.get(1).getRow(1).toFloatVector()).containsExactly(0, 0, 0);
    }
  }

  @Test
  void sigmoidGivesTheExactLossAndGradientOfTheLogits() {
    INDArray logits = Nd4j.createFromArray(new float[][] {{1e4f}, {-1e4f}, {1e4f}, {0}});
    INDArray targets = Nd4j.createFromArray(new float[][] {{0}, {1}, {1}, {1}});

    List<INDArray> both =
        Evaluate.all(
            x -> {
              Tensor value = reduced(new BinaryCrossentropy(), x.get(0), Ops.sigmoid(x.get(1)));
              return List.of(value, Gradients.of(value, List.of(x.get(1))).get(0));
            },
            targets,
            logits);

    assertThat(both.get(0).getDouble(0)).isCloseTo((2e4 + Math.log(2)) / 4, within(1e-2));
    assertThat(both.get(1).dup().data().asFloat()).containsExactly(0.25f, -0.25f, 0, -0.125f);
  }

  @Test
  void theActivationIsFoundBehindIdentities() {
    List<INDArray> both =
        valueAndGradient(
            new CategoricalCrossentropy(),
            x -> Ops.identity(Ops.identity(Ops.softmax(x))),
            ONE_HOT);

    assertThat(both.get(0).getDouble(0)).isCloseTo((2e4 + THIRD) / 3, within(1e-2));
  }

  @Test
  void otherProbabilitiesAreCutAsInKeras() {
    INDArray certain = Nd4j.createFromArray(new double[][] {{0, 1}});
    INDArray other = Nd4j.createFromArray(new double[][] {{1, 0}});

    assertThat(new Batch(other, certain).value(new CategoricalCrossentropy()))
        .isCloseTo(-Math.log(1e-7), within(1e-9));
  }

  private static List<INDArray> valueAndGradient(
      Loss loss, UnaryOperator<Tensor> activation, INDArray targets) {
    return Evaluate.all(
        x -> {
          Tensor value = reduced(loss, x.get(0), activation.apply(x.get(1)));
          return List.of(value, Gradients.of(value, List.of(x.get(1))).get(0));
        },
        targets,
        LOGITS);
  }

  private static Tensor reduced(Loss loss, Tensor yTrue, Tensor yPred) {
    return loss.reduced(yTrue, yPred, null, null);
  }
}
