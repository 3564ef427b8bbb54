package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.hornbill.engine.testing.Evaluate;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Gradients;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PlanTest {
  private static Variable variable(double... values) {
    return new Variable("v", Nd4j.createFromArray(values).castTo(DataType.FLOAT));
  }

  private static Plan plan(List<Tensor> inputs, List<Tensor> outputs, List<Assignment> updates) {
    return Plan.compile(new Program(inputs, outputs, updates), PlanOptions.DEFAULT);
  }

  @Test
  void updatesReadTheValuesFromBeforeTheRun() {
    Variable a = variable(1, 2);
    Variable b = variable(10, 20);
    List<Assignment> swap =
        List.of(new Assignment(a, b.tensor().times(2)), new Assignment(b, a.tensor().plus(1)));

    try (Plan plan = plan(List.of(), List.of(a.tensor()), swap)) {
      plan.run();

      assertThat(plan.output(0).toFloatVector()).containsExactly(1, 2);
      assertThat(a.value().toFloatVector()).containsExactly(20, 40);
      assertThat(b.value().toFloatVector()).containsExactly(2, 3);
    }
  }

  @Test
  void holdsItsConstantsWhenNothingElseDoes() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(4)));
    Tensor y = x.times(Ops.constant(Nd4j.createFromArray(new float[] {1, 2, 3, 4})));

    try (Plan plan = plan(List.of(x), List.of(y), List.of())) {
      x = null;
      y = null;
      for (int i = 0; i < 20; i++) {
        System.gc();
        INDArray other = Nd4j.createFromArray(new float[] {-1, -1, -1, -1});
        plan.input(0).assign(1);
        plan.run();
        assertThat(plan.output(0).toFloatVector()).containsExactly(1, 2, 3, 4);
        assertThat(other.toFloatVector()).containsOnly(-1);
      }
    }
  }

  @Test
  void exchangesVariables() {
    Variable a = variable(1, 2);
    Variable b = variable(10, 20);
    List<Assignment> swap = List.of(new Assignment(a, b.tensor()), new Assignment(b, a.tensor()));

    try (Plan plan = plan(List.of(), List.of(), swap)) {
      plan.run();

      assertThat(a.value().toFloatVector()).containsExactly(10, 20);
      assertThat(b.value().toFloatVector()).containsExactly(1, 2);
    }
  }

  @Test
  void countsUp() {
    Variable count = new Variable("count", Nd4j.scalar(DataType.DOUBLE, 0.0));
    Tensor next = count.tensor().plus(1);
    long version = count.version();

    try (Plan plan = plan(List.of(), List.of(next), List.of(new Assignment(count, next)))) {
      for (int i = 0; i < 5; i++) {
        plan.run();
      }

      assertThat(plan.output(0).getDouble(0)).isEqualTo(5);
      assertThat(count.value().getDouble(0)).isEqualTo(5);
      assertThat(count.version()).isEqualTo(version + 5);
    }
  }

  /** A training step of a small network with convolution, pooling and dense layers. */
  private static Plan training() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(16, 10, 10, 2)));
    Variable kernel = weights(1, 3, 3, 2, 24);
    Variable matrix = weights(2, 4 * 4 * 24, 5);
    var window =
        new io.hornbill.graph.Window(
            List.of(1L, 1L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L));
    var halves =
        new io.hornbill.graph.Window(
            List.of(2L, 2L), List.of(1L, 1L), List.of(0L, 0L), List.of(0L, 0L));
    Tensor h = Ops.relu(Ops.conv(x, kernel.tensor(), window, 1));
    h = Ops.reshape(Ops.maxPool(h, List.of(2L, 2L), halves), 16, -1);
    Tensor loss = Ops.mean(Ops.square(Ops.softmax(Ops.matmul(h, matrix.tensor())).minus(0.3)));
    List<Tensor> gradients = Gradients.of(loss, List.of(kernel.tensor(), matrix.tensor()));
    List<Assignment> updates =
        List.of(
            new Assignment(kernel, kernel.tensor().minus(gradients.get(0).times(0.5))),
            new Assignment(matrix, matrix.tensor().minus(gradients.get(1).times(0.5))));
    Plan plan = plan(List.of(x), List.of(loss), updates);
    plan.input(0).assign(Evaluate.uniform(5, 0, 1, 16, 10, 10, 2));
    return plan;
  }

  private static Variable weights(long seed, long... shape) {
    INDArray values = Evaluate.uniform(seed, -0.2, 0.2, shape).castTo(DataType.FLOAT);
    return new Variable("w", values.dup('c'));
  }

  @Test
  void allocatesNothingInAThousandSteps() {
    try (Plan plan = training()) {
      for (int i = 0; i < 20; i++) {
        plan.run();
      }
      double before = plan.output(0).getDouble(0);
      System.gc();
      long bytes = Pointer.totalBytes();

      for (int i = 0; i < 1_000; i++) {
        plan.run();
      }

      assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(bytes);
      assertThat(plan.output(0).getDouble(0)).isLessThan(before);
    }
  }

  @Test
  void givesTheSameBitsTwice() {
    try (Plan one = training();
        Plan two = training()) {
      for (int i = 0; i < 10; i++) {
        one.run();
        two.run();
      }

      assertThat(one.output(0).getFloat(0)).isEqualTo(two.output(0).getFloat(0));
    }
  }

  @Test
  void randomNumbersDependOnKeyAndDrawAlone() {
    Spec spec = new Spec(DataType.FLOAT, Shape.of(100, 300));
    Tensor draw = Ops.placeholder("draw", new Spec(DataType.FLOAT, Shape.SCALAR));
    List<Tensor> outputs =
        List.of(Ops.randomUniform(7, draw, spec), Ops.randomUniform(8, draw, spec));

    try (Plan plan = plan(List.of(draw), outputs, List.of())) {
      plan.input(0).assign(1);
      plan.run();
      INDArray first = plan.output(0).dup();
      INDArray otherKey = plan.output(1).dup();
      plan.input(0).assign(2);
      plan.run();
      INDArray second = plan.output(0).dup();
      plan.input(0).assign(1);
      plan.run();

      assertThat(plan.output(0).toFloatMatrix()).isDeepEqualTo(first.toFloatMatrix());
      assertThat(correlation(first, second)).isCloseTo(0, within(0.02));
      assertThat(correlation(first, otherKey)).isCloseTo(0, within(0.02));
      assertThat(first.minNumber().doubleValue()).isBetween(0.0, 1e-3);
      assertThat(first.maxNumber().doubleValue()).isBetween(0.999, 0.99999999);
      assertThat(first.meanNumber().doubleValue()).isCloseTo(0.5, within(0.01));
      assertThat(first.varNumber().doubleValue()).isCloseTo(1 / 12.0, within(0.002));
    }
  }

  private static double correlation(INDArray a, INDArray b) {
    return 12 * a.sub(0.5).mul(b.sub(0.5)).meanNumber().doubleValue();
  }

  @Test
  void refusesARowNumberOutsideItsTable() {
    Tensor ids = Ops.placeholder("ids", new Spec(DataType.FLOAT, Shape.of(2, 2)));
    Variable table = weights(1, 3, 2);

    try (Plan plan = plan(List.of(ids), List.of(Ops.take(table.tensor(), ids)), List.of())) {
      plan.input(0).assign(Nd4j.createFromArray(new float[][] {{0, 1}, {2, 3}}));

      assertThatIllegalArgumentException()
          .isThrownBy(plan::run)
          .withMessage(
              "Gather: ids must be whole numbers in [0, 3). Received: 3.0 in row 1 at position 1. "
                  + "Correct the ids, or enlarge the table.");
    }
  }

  @Test
  void refusesAPlaceholderThatIsNoInput() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(List.of(), List.of(Ops.exp(x)), List.of()))
        .withMessageStartingWith("Plan: every placeholder must be an input of the program.");
  }

  @Test
  void refusesToRunAfterClosing() {
    Plan plan = plan(List.of(), List.of(variable(1).tensor()), List.of());
    plan.close();

    assertThatIllegalStateException()
        .isThrownBy(plan::run)
        .withMessage(
            "Plan: run() was called after close(). Received: a closed plan. Compile a new one.");
  }

  @Test
  void emptyOutputsAreTheCallersOwn() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2, 3)));
    INDArray kept;
    try (Plan plan =
        Plan.compile(
            new Program(List.of(x), List.of(Ops.square(x)), List.of()), PlanOptions.DEFAULT)) {
      kept = plan.emptyOutputs().get(0);
      kept.assign(plan.output(0).assign(5));

      assertThat(plan.emptyOutputs().get(0)).isNotSameAs(kept);
      plan.output(0).assign(6);
    }

    assertThat(kept.shape()).containsExactly(2, 3);
    assertThat(kept.dup()).isEqualTo(Nd4j.valueArrayOf(new long[] {2, 3}, 5f));
    assertThat(kept.reshape(3, 2).add(1).sumNumber().doubleValue()).isEqualTo(36);
    assertThat(kept.closeable()).isTrue();
    kept.close();
    assertThat(kept.wasClosed()).isTrue();
  }
}
