package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.assertFloatsAgree;
import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.Gradients;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Zeros around images, and limits of rectifiers, with their gradients. */
class PaddingTest {
  private static Window window(long stride, long dilation) {
    return new Window(
        List.of(stride, stride), List.of(dilation, dilation), List.of(0L, 0L), List.of(0L, 0L));
  }

  private static Tensor padded(Tensor x, int before, int after) {
    return Ops.pad(Ops.pad(x, 1, before, after), 2, after, before);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1",
    "0, 1, 2, 1, 1",
    "1, 0, 2, 1, 16",
    "2, 2, 1, 2, 1",
    "4, 0, 1, 1, 1",
    "2, 1, 3, 1, 1"
  })
  void gradientsAreThoseOfTheImageWithItsZeros(
      int before, int after, int stride, int dilation, int groups) {
    assertFloatsAgree(
        x -> Ops.conv(padded(x.get(0), before, after), x.get(1), window(stride, dilation), groups),
        uniform(1, -1, 1, 2, 11, 12, 16),
        uniform(2, -1, 1, 3, 3, 16 / groups, 16));
  }

  @Test
  void whatElseReadsTheZerosFindsThem() {
    assertFloatsAgree(
        x -> {
          Tensor image = padded(x.get(0), 1, 1);
          Tensor y = Ops.conv(image, x.get(1), window(1, 1), 1);
          return Ops.sum(y).plus(Ops.sum(Ops.tanh(image)));
        },
        uniform(1, -1, 1, 2, 7, 8, 3),
        uniform(2, -1, 1, 3, 3, 3, 4));
  }

  @Test
  void zerosAroundAnImageAreNotWritten() {
    assumeTrue(Engine.name().equals("onednn"));
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 32, 32, 16)));
    Tensor kernel = Ops.placeholder("k", new Spec(DataType.FLOAT, Shape.of(3, 3, 16, 16)));
    Tensor y = Ops.conv(padded(Ops.tanh(x), 0, 1), kernel, window(2, 1), 1);
    List<Tensor> outputs = new ArrayList<>(List.of(y));
    outputs.addAll(Gradients.of(Ops.sum(Ops.square(y)), List.of(x, kernel)));
    try (Plan plan =
        Plan.compile(new Program(List.of(x, kernel), outputs, List.of()), PlanOptions.DEFAULT)) {
      assertThat(plan.profile()).noneMatch(k -> k.contains("spread") || k.contains("slice"));
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 6", "6, 0.25", "0.5, 0.5"})
  void limitsOfRectifiersShareGradientsOnTies(double limit, double step) {
    double[] numbers = new double[10_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          i % 3 == 0 ? limit : Math.nextAfter((float) limit, i % 3 == 1 ? 0 : 9) + i / 9 * step;
    }
    INDArray x = Nd4j.createFromArray(numbers);
    assertFloatsAgree(
        in ->
            Ops.minimum(Ops.relu(in.get(0)), Ops.constant(limit, in.get(0).dataType()))
                .times(in.get(1)),
        x,
        uniform(3, -1, 1, numbers.length));
    assertFloatsAgree(
        in ->
            Ops.maximum(Ops.relu(in.get(0)), Ops.constant(limit, in.get(0).dataType()))
                .times(in.get(1)),
        x,
        uniform(3, -1, 1, numbers.length));
  }
}
