package io.hornbill.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.Input;
import io.hornbill.Model;
import io.hornbill.Sequential;
import io.hornbill.graph.Shape;
import io.hornbill.optimizers.SGD;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What becomes of the kernel in training; values of single calls are in the fixtures of Keras. */
class SpectralNormalizationTest {
  private static final INDArray X = Nd4j.createFromArray(new float[][] {{1}});
  private static final INDArray Y = Nd4j.createFromArray(new float[][] {{0}});

  private static Model model(Layer inner, int features, double rate) {
    Model model =
        new Sequential()
            .add(new Input(features))
            .add(new SpectralNormalization(inner).powerIterations(30));
    model.compile(new SGD().learningRate(rate), "mse");
    return model;
  }

  /** Of one number the norm is its size, so it becomes 1. */
  @Test
  void theOptimizerContinuesFromTheNormalizedKernel() {
    Model model = model(new Dense(1), 1, 0.25);
    model.setWeights(
        List.of(
            Nd4j.createFromArray(new float[][] {{4}}),
            Nd4j.createFromArray(new float[][] {{0.5f}}),
            Nd4j.createFromArray(new float[] {0})));
    // y = 1 * 1 + 0, the loss 1, its gradient by the bias and by the kernel of 1 is 2
    assertThat(model.trainOnBatch(X, Y).get("loss")).isCloseTo(1, within(1e-6));
    List<INDArray> after = model.getWeights();
    assertThat(after.get(0).getDouble(0)).isCloseTo(0.5, within(1e-6));
    assertThat(after.get(1).getDouble(0)).isCloseTo(1, within(1e-6));
    assertThat(after.get(2).getDouble(0)).isCloseTo(-0.5, within(1e-6));
  }

  /** Numbers of Keras 3.15.1 on TensorFlow, the same on PyTorch. */
  @Test
  void twoStepsAreThoseOfKeras() {
    Sequential model =
        new Sequential(new Input(2), new SpectralNormalization(new Dense(2).useBias(false)));
    model.compile(new SGD(0.1), "mse");
    model.setWeights(
        List.of(
            Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}}),
            Nd4j.createFromArray(new float[][] {{1, 0}})));
    INDArray x = Nd4j.ones(1, 2);
    INDArray y = Nd4j.zeros(1, 2);

    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(0.87837839, within(1e-6));
    assertThat(model.trainOnBatch(x, y).get("loss")).isCloseTo(0.81110549, within(1e-6));
    assertThat(model.getWeights().get(0).ravel().toFloatVector())
        .containsExactly(
            new float[] {0.06181871f, 0.20311862f, 0.50338101f, 0.64468098f}, within(1e-6f));
    assertThat(model.getWeights().get(1).ravel().toFloatVector())
        .containsExactly(new float[] {0.58568913f, 0.81053559f}, within(1e-6f));
  }

  /** The norm of a diagonal matrix is its greatest element, here 3. */
  @Test
  void theStoredKernelGetsTheNormOne() {
    Model model = model(new Dense(2).useBias(false), 2, 0);
    INDArray kernel = Nd4j.createFromArray(new float[][] {{3, 0}, {0, 1}});
    INDArray u = Nd4j.createFromArray(new float[][] {{0.5f, 0.5f}});
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 1}});
    model.setWeights(List.of(kernel, u));
    assertThat(model.predict(x)).isEqualTo(Nd4j.createFromArray(new float[][] {{3, 1}}));
    model.trainOnBatch(x, x);
    INDArray expected = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1 / 3f}});
    assertThat(model.getWeights().get(0).equalsWithEps(expected, 1e-6)).isTrue();
    assertThat(model.predict(x).getDouble(0, 1)).isCloseTo(1 / 3.0, within(1e-6));
  }

  @Test
  void aKernelOfZerosStaysAsItIs() {
    Model model = model(new Dense(1), 1, 0);
    INDArray u = Nd4j.createFromArray(new float[][] {{0.5f}});
    INDArray zero = Nd4j.createFromArray(new float[][] {{0}});
    model.setWeights(List.of(zero, u, Nd4j.createFromArray(new float[] {0})));
    assertThat(model.trainOnBatch(X, Y).get("loss")).isZero();
    assertThat(model.getWeights().get(0)).isEqualTo(zero);
    assertThat(model.getWeights().get(1)).isEqualTo(u);
  }

  @Test
  void anEmbeddingIsNormalizedToo() {
    SpectralNormalization layer = new SpectralNormalization(new Embedding(5, 3));
    assertThat(layer.apply(Input.of(4)).shape()).isEqualTo(Shape.of(-1, 4, 3));
    assertThat(layer.weights().get(1).shape()).isEqualTo(Shape.of(1, 3));
  }

  @Test
  void whatCannotBeNormalizedIsNamed() {
    SpectralNormalization layer =
        new SpectralNormalization(new BatchNormalization().name("bn")).name("sn");
    assertThatThrownBy(() -> layer.apply(Input.of(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "SpectralNormalization \"sn\": the layer must have a weight \"kernel\" or \"embeddings\". Received: BatchNormalization(bn) with [gamma, beta, moving_mean, moving_variance]. Wrap another layer.");
    assertThatThrownBy(() -> new SpectralNormalization(new Dense(1)).powerIterations(0))
        .hasMessageContaining("SpectralNormalization: powerIterations must be at least 1");
  }
}
