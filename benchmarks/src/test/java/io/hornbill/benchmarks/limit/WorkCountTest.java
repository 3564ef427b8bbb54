package io.hornbill.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** All numbers are counted by hand; a float has 4 bytes. */
class WorkCountTest {
  private static final double LARGE = 1e9;

  private static Tensor input(long... shape) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(shape)));
  }

  private static Variable weight(long... shape) {
    return new Variable("w", Nd4j.ones(DataType.FLOAT, shape));
  }

  @Test
  void predictionMultipliesOnceAndReadsOnce() {
    Tensor x = input(5, 3);
    Tensor y = Ops.relu(Ops.matmul(x, weight(3, 2).tensor()));
    Work work = WorkCount.of(List.of(x), List.of(y), List.of(), LARGE);
    assertThat(work.operations()).isEqualTo(2 * 5 * 3 * 2);
    assertThat(work.bytes()).isEqualTo(4 * (5 * 3 + 3 * 2));
  }

  @Test
  void trainingMultipliesThreeTimesButTwiceWhereDataIsAFactor() {
    Tensor x = input(5, 3);
    Variable first = weight(3, 4);
    Variable second = weight(4, 2);
    Tensor y = Ops.matmul(Ops.tanh(Ops.matmul(x, first.tensor())), second.tensor());
    Work work = WorkCount.of(List.of(x), List.of(y), List.of(first, second), LARGE);
    assertThat(work.operations()).isEqualTo(2 * (2 * 5 * 3 * 4) + 3 * (2 * 5 * 4 * 2));
    // Weights and two slots read and written, gradients once.
    assertThat(work.bytes()).isEqualTo(4 * (5 * 3 + 7 * (3 * 4 + 4 * 2)));
  }

  @Test
  void whatBelongsToNoWeightIsNotDifferentiated() {
    Tensor x = input(5, 3);
    Variable frozen = weight(3, 4);
    Variable trained = weight(4, 2);
    Tensor y = Ops.matmul(Ops.matmul(x, frozen.tensor()), trained.tensor());
    Work work = WorkCount.of(List.of(x), List.of(y), List.of(trained), LARGE);
    assertThat(work.operations()).isEqualTo(2 * 5 * 3 * 4 + 2 * (2 * 5 * 4 * 2));
    assertThat(work.bytes()).isEqualTo(4 * (5 * 3 + 3 * 4 + 7 * 4 * 2));
  }

  @Test
  void convolutionsCountTheirWindow() {
    Tensor x = input(2, 6, 6, 4);
    Variable kernel = weight(3, 3, 2, 8); // two groups
    List<Long> ones = List.of(1L, 1L);
    List<Long> zeros = List.of(0L, 0L);
    Window window = new Window(ones, ones, zeros, zeros);
    Tensor y = Ops.conv(x, kernel.tensor(), window, 2);
    Work work = WorkCount.of(List.of(x), List.of(y), List.of(), LARGE);
    assertThat(work.operations()).isEqualTo(2 * (2 * 4 * 4 * 8) * (3 * 3 * 2));
  }

  @Test
  void recurrentLayersCountBothOfTheirProducts() {
    Tensor x = input(2, 7, 3);
    Variable kernel = weight(3, 4 * 5);
    Variable recurrent = weight(5, 4 * 5);
    Variable bias = weight(4 * 5);
    Tensor zero = Ops.fill(0, new Spec(DataType.FLOAT, Shape.of(2, 5)));
    List<Tensor> y = Ops.lstm(x, zero, zero, kernel.tensor(), recurrent.tensor(), bias.tensor());
    Work predicting = WorkCount.of(List.of(x), y, List.of(), LARGE);
    double ofInput = 2 * 2 * 7 * 3 * 20;
    double ofState = 2 * 2 * 7 * 5 * 20;
    assertThat(predicting.operations()).isEqualTo(ofInput + ofState);
    Work training = WorkCount.of(List.of(x), y, List.of(kernel, recurrent, bias), LARGE);
    assertThat(training.operations()).isEqualTo(2 * ofInput + 3 * ofState);
  }

  @Test
  void activationsThatDoNotFitIntoTheCachePassThroughMemory() {
    Tensor x = input(5, 3);
    Variable first = weight(3, 4);
    Variable second = weight(4, 2);
    Tensor y = Ops.matmul(Ops.matmul(x, first.tensor()), second.tensor());
    double hidden = 4 * 5 * 4;
    double last = 4 * 5 * 2;
    List<Variable> weights = List.of(first, second);
    double fits = WorkCount.of(List.of(x), List.of(y), List.of(), LARGE).bytes();
    double kept = WorkCount.of(List.of(x), List.of(y), weights, LARGE).bytes();
    // Prediction keeps none: the first alone is larger than such a cache.
    assertThat(WorkCount.of(List.of(x), List.of(y), List.of(), hidden - 1).bytes())
        .isEqualTo(fits + 2 * hidden);
    // Training keeps both for the gradients.
    assertThat(WorkCount.of(List.of(x), List.of(y), weights, hidden + last).bytes())
        .isEqualTo(kept);
    assertThat(WorkCount.of(List.of(x), List.of(y), weights, hidden + last - 1).bytes())
        .isEqualTo(kept + 2 * (hidden + last));
  }

  @Test
  void theLimitAddsProductsAndBytes() {
    assertThat(new Peak(4e9, 2e9).millis(new Work(8e6, 1e6))).isEqualTo(2 + 0.5);
  }
}
