package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Gradients;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The smaller of a value and a number, as in a rectifier that is cut off. */
final class ExtremesTest {
  /** Few elements are computed in Java, many by oneDNN, where there is one. */
  @ParameterizedTest
  @ValueSource(ints = {3, 300_000})
  void theGradientIsHalvedWhereTheNumberIsReached(int count) {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(count)));
    Tensor y = Ops.minimum(x, 6);
    List<Tensor> outputs = List.of(y, Gradients.of(Ops.sum(y), List.of(x)).get(0));
    try (Plan plan =
        Plan.compile(new Program(List.of(x), outputs, List.of()), PlanOptions.DEFAULT)) {
      for (int i = 0; i < count; i++) {
        plan.input(0).putScalar(i, 5 + i % 3);
      }
      plan.run();
      float[] smaller = plan.output(0).data().asFloat();
      float[] gradient = plan.output(1).data().asFloat();
      assertThat(Arrays.copyOf(smaller, 3)).containsExactly(5, 6, 6);
      assertThat(Arrays.copyOfRange(smaller, count - 3, count)).containsExactly(5, 6, 6);
      assertThat(Arrays.copyOf(gradient, 3)).containsExactly(1, 0.5f, 0);
      assertThat(Arrays.copyOfRange(gradient, count - 3, count)).containsExactly(1, 0.5f, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 300_000})
  void whatIsNoNumberStaysSo(int count) {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(count)));
    Program program = new Program(List.of(x), List.of(Ops.minimum(x, 6)), List.of());
    try (Plan plan = Plan.compile(program, PlanOptions.DEFAULT)) {
      plan.input(0).assign(Double.NaN);
      plan.run();
      assertThat(plan.output(0).data().asFloat()).containsOnly(Float.NaN);
    }
  }
}
