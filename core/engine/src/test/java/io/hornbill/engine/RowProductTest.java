package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One row times a matrix, which several threads read. */
class RowProductTest {
  private static final int LENGTH = 300;
  private static final int COLUMNS = 528; // parts of 272 and 256 for two threads

  private final INDArray row = uniform(3, -1, 1, 1, LENGTH).castTo(DataType.FLOAT);
  private final Variable weights = variable(1, LENGTH, COLUMNS);
  private final Variable bias = variable(2, COLUMNS);

  private static Variable variable(int seed, long... shape) {
    return new Variable("v", uniform(seed, -1, 1, shape).castTo(DataType.FLOAT));
  }

  private static Tensor placeholder(long rows) {
    return Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(rows, LENGTH)));
  }

  private static Plan plan(Tensor x, Tensor y, boolean alone) {
    Program program = new Program(List.of(x), List.of(y), List.of());
    return Plan.compile(program, PlanOptions.DEFAULT.alone(alone));
  }

  private double product(int column) {
    double sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      sum += row.getDouble(0, i) * weights.value().getDouble(i, column);
    }
    return sum;
  }

  private static boolean hasLanes(Plan plan) {
    return plan.profile().stream()
        .anyMatch(line -> line.contains("matMul") && line.endsWith("lanes"));
  }

  @Test
  void threadsReadPartsOfTheMatrix() {
    Tensor x = placeholder(1);
    Tensor product = Ops.matmul(x, weights.tensor());

    try (Plan plan = plan(x, product, false)) {
      plan.input(0).assign(row);
      plan.run();

      for (int column = 0; column < COLUMNS; column++) {
        assertThat(plan.output(0).getDouble(0, column)).isCloseTo(product(column), within(2e-5));
      }
      assertThat(hasLanes(plan)).isEqualTo(Engine.name().equals("onednn") && Threads.count() > 1);
    }
  }

  @Test
  void biasAndFunctionFollowInEachPart() {
    Tensor x = placeholder(1);
    Tensor y = Ops.relu(Ops.matmul(x, weights.tensor()).plus(bias.tensor()));

    try (Plan plan = plan(x, y, false)) {
      plan.input(0).assign(row);
      plan.run();

      for (int column = 0; column < COLUMNS; column++) {
        double expected = Math.max(0, product(column) + bias.value().getDouble(column));
        assertThat(plan.output(0).getDouble(0, column)).isCloseTo(expected, within(2e-5));
      }
      assertThat(hasLanes(plan)).isEqualTo(Engine.name().equals("onednn") && Threads.count() > 1);
    }
  }

  @Test
  void newWeightsAreReadByTheNextRun() {
    Tensor x = placeholder(1);

    try (Plan plan = plan(x, Ops.matmul(x, weights.tensor()), false)) {
      plan.input(0).assign(row);
      plan.run();
      weights.assign(uniform(9, -1, 1, LENGTH, COLUMNS).castTo(DataType.FLOAT));
      plan.run();

      assertThat(plan.output(0).getDouble(0, 0)).isCloseTo(product(0), within(2e-5));
      assertThat(plan.output(0).getDouble(0, COLUMNS - 1))
          .isCloseTo(product(COLUMNS - 1), within(2e-5));
    }
  }

  @Test
  void whoeverWantsOneCoreGetsOne() {
    assumeTrue(Engine.name().equals("onednn"));
    Tensor x = placeholder(1);

    try (Plan plan = plan(x, Ops.matmul(x, weights.tensor()), true)) {
      assertThat(hasLanes(plan)).isFalse();
    }
  }

  @Test
  void anotherOperandIsAddedByOneThread() {
    Tensor x = placeholder(1);
    Tensor y = Ops.matmul(x, weights.tensor()).times(Ops.reshape(bias.tensor(), 1, COLUMNS));

    try (Plan plan = plan(x, y, false)) {
      plan.input(0).assign(row);
      plan.run();

      assertThat(plan.output(0).getDouble(0, 400))
          .isCloseTo(product(400) * bias.value().getDouble(400), within(2e-5));
    }
  }
}
