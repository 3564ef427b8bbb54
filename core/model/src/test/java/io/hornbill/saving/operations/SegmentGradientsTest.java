package io.hornbill.saving.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.Plan;
import io.hornbill.engine.PlanOptions;
import io.hornbill.engine.Program;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import io.hornbill.operations.Operation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of segments' extremes and products, by {@code keras.ops.segment_max} (also JAX),
 * {@code tf.math.unsorted_segment_min} and {@code unsorted_segment_prod} of TensorFlow 2.21: with
 * elements as large as each other, segments without elements, and zeros among factors.
 */
class SegmentGradientsTest {
  private static final float[][] DATA = {{1, 5}, {3, 5}, {3, 2}, {0, 4}, {2, 0}, {3, 0}};
  private static final float[] IDS = {0, 0, 0, 2, 2, 2};

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SegmentMax; 0 1 0.5 1 0.5 0 0 6 0 0 5 0",
        "SegmentMin; 1 0 0 0 0 2 5 0 0 3 0 3",
        "SegmentProd; 9 20 3 20 3 50 30 0 0 0 0 0"
      })
  void areThoseOfTensorFlow(String className, String expected) {
    Tensor data = Ops.placeholder("data", new Spec(DataType.FLOAT, Shape.of(6, 2)));
    Tensor ids = Ops.placeholder("ids", new Spec(DataType.FLOAT, Shape.of(6)));
    Tensor segments = Operation.of(className).with("num_segments", 4).apply(data, ids);
    Tensor first = Ops.slice(segments, 0, 0, 1).times(Ops.constant(Nd4j.createFromArray(1f, 2f)));
    Tensor third = Ops.slice(segments, 0, 2, 3).times(Ops.constant(Nd4j.createFromArray(5f, 6f)));
    List<Tensor> gradients = Gradients.of(Ops.sum(first.plus(third)), List.of(data));
    Program program = new Program(List.of(data, ids), gradients, List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.input(0).assign(Nd4j.createFromArray(DATA));
      plan.input(1).assign(Nd4j.createFromArray(IDS));
      plan.run();
      String[] numbers = expected.split(" ");
      for (int i = 0; i < numbers.length; i++) {
        double value = plan.output(0).getDouble(i / 2, i % 2);
        assertThat(value).as("element %d", i).isEqualTo(Double.parseDouble(numbers[i]));
      }
    }
  }
}
