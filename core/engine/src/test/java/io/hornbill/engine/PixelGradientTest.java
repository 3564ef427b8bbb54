package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.ConvKernel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradients of convolutions of single pixels by their kernels, against sums by hand. */
class PixelGradientTest {
  private static final Window PLAIN =
      new Window(List.of(1L, 1L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L));

  @ParameterizedTest
  @CsvSource({"3, 30, 5, 4", "3, 30, 4, 5", "1, 30, 4, 5", "2, 7, 5, 4", "2, 7, 4, 5"})
  void itIsTheSumOverAllPixels(int images, int side, int channels, int filters) {
    Tensor x = placeholder(images, side, side, channels);
    Tensor dy = placeholder(images, side, side, filters);
    Shape kernel = Shape.of(1, 1, channels, filters);
    Tensor gradient = Node.apply(new ConvKernel(PLAIN, 1, kernel), x, dy);
    INDArray image = uniform(1, -1, 1, x.shape().dims()).castTo(DataType.FLOAT);
    INDArray error = uniform(2, -1, 1, dy.shape().dims()).castTo(DataType.FLOAT);

    INDArray result;
    try (Plan plan =
        Plan.compile(
            new Program(List.of(x, dy), List.of(gradient), List.of()), PlanOptions.DEFAULT)) {
      plan.input(0).assign(image);
      plan.input(1).assign(error);
      plan.run();
      result = plan.output(0).dup();
    }

    assertThat(result.shape()).containsExactly(1, 1, channels, filters);
    double[] a = image.castTo(DataType.DOUBLE).data().asDouble();
    double[] b = error.castTo(DataType.DOUBLE).data().asDouble();
    for (int i = 0; i < channels; i++) {
      for (int j = 0; j < filters; j++) {
        double sum = 0;
        for (int pixel = 0; pixel < images * side * side; pixel++) {
          sum += a[pixel * channels + i] * b[pixel * filters + j];
        }
        assertThat(result.getDouble(0, 0, i, j)).isCloseTo(sum, within(1e-4));
      }
    }
  }

  private static Tensor placeholder(long... shape) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(shape)));
  }
}
