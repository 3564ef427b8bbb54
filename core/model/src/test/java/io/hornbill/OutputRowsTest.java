package io.hornbill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Outputs whose first axis is not that of the rows; the numbers are those of Keras 3.15.1. */
class OutputRowsTest {
  /** Of {@code [[0, 0.1, 0.2], [0.3, …]]}, beside an output that has the rows. */
  private static INDArray predict(int rows, int batchSize, UnaryOperator<Tensor> output) {
    Tensor x = Input.of(3);
    try (Model model = new Model(x, List.of(output.apply(x), x.times(2)))) {
      INDArray given = Nd4j.arange(3L * rows).castTo(model.dataType()).div(10).reshape(rows, 3);
      List<INDArray> outputs = model.predict(List.of(given), o -> o.batchSize(batchSize));
      assertThat(outputs.get(1)).isEqualTo(given.mul(2));
      return outputs.get(0);
    }
  }

  private static void assertGives(INDArray y, long[] shape, float... numbers) {
    assertThat(y.shape()).isEqualTo(shape);
    assertThat(y.dup('c').data().asFloat()).containsExactly(numbers, within(1e-5f));
  }

  @Test
  void ofNumbersThereIsOneForEachBatch() {
    UnaryOperator<Tensor> mean = x -> Ops.mean(x);
    assertGives(predict(10, 4, mean), new long[] {3}, 0.55f, 1.75f, 2.65f);
    assertGives(predict(8, 4, mean), new long[] {2}, 0.55f, 1.75f);
    assertGives(predict(4, 4, mean), new long[] {}, 0.55f);
    assertGives(predict(10, 32, mean), new long[] {}, 1.45f);
    assertGives(
        predict(10, 4, x -> Ops.expandDims(Ops.mean(x), 0)), new long[] {3}, 0.55f, 1.75f, 2.65f);
  }

  @Test
  void batchesLieOneBelowTheOtherAlongTheFirstAxis() {
    UnaryOperator<Tensor> means = x -> Ops.mean(x, 0);
    float[] all = {0.45f, 0.55f, 0.65f, 1.65f, 1.75f, 1.85f, 2.55f, 2.65f, 2.75f};
    assertGives(predict(10, 4, means), new long[] {9}, all);
    assertGives(predict(10, 32, means), new long[] {3}, 1.35f, 1.45f, 1.55f);
    INDArray products = predict(10, 4, x -> Ops.matmul(x, x, true, false));
    assertThat(products.shape()).containsExactly(9, 3);
    assertThat(products.getFloat(1, 2)).isCloseTo(1.88f, within(1e-5f));
    assertThat(predict(4, 4, x -> Ops.matmul(x, x, true, false)).shape()).containsExactly(3, 3);
    assertThat(predict(10, 4, x -> Ops.reshape(x, -1)).shape()).containsExactly(30);
    assertThat(predict(8, 4, Ops::transpose).shape()).containsExactly(6, 4);
  }

  @Test
  void batchesThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predict(10, 4, Ops::transpose))
        .withMessage(
            "Model: outputs of all batches must have the same lengths but in the first axis."
                + " Received: [3, 2] below [6, 4]. Predict all rows as one batch: predict(x, o ->"
                + " o.batchSize(rows)).");
  }

  @Test
  void javaDataAndOneBatchHaveSuchOutputs() {
    Tensor x = Input.of(3);
    try (Model model = new Model(x, Ops.mean(x))) {
      float[][] rows = {{1, 2, 3}, {4, 5, 9}};
      assertThat(model.predict(rows)).isDeepEqualTo(new float[][] {{4}});
      assertGives(model.predictOnBatch(Nd4j.createFromArray(rows)), new long[] {}, 4);
    }
  }

  @Test
  void outputsWithoutElementsAreRefused() {
    Tensor x = Input.of(4);
    try (Model model = new Model(x, Ops.slice(x, 1, 2, 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(Nd4j.ones(3, 4)))
          .withMessageContaining(
              "Plan: what is computed must have elements. Received: shape [3, 0]");
    }
  }
}
