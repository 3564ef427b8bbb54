package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Plans that share memory compute what they would compute alone. */
class ArenaTest {
  private static final long WIDTH = 16;

  private final Arena arena = new Arena();
  private final Variable weight = new Variable("weight", twice());
  private final Variable total = new Variable("total", Nd4j.zeros(DataType.FLOAT, 1));

  private static INDArray twice() {
    return Nd4j.eye(WIDTH).castTo(DataType.FLOAT).muli(2).dup('c');
  }

  /** The rows times 2, plus 1 from a constant, squared; and the sum of all is added to a total. */
  private Plan plan(long rows, boolean updates) {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(rows, WIDTH)));
    Tensor y = Ops.matmul(x, weight.tensor()).plus(Ops.constant(Nd4j.ones(DataType.FLOAT, WIDTH)));
    Tensor squared = Ops.square(Ops.matmul(y, weight.tensor()));
    Tensor sum = Ops.reshape(Ops.sum(squared), 1);
    List<Assignment> changes =
        updates ? List.of(new Assignment(total, total.tensor().plus(sum))) : List.of();
    return Plan.compile(
        new Program(List.of(x), List.of(squared), changes), PlanOptions.DEFAULT.with(arena));
  }

  private static void isRight(Plan plan, double x) {
    plan.input(0).assign(x);
    plan.run();
    double expected = Math.pow((2 * x + 1) * 2, 2);
    double[] got = plan.output(0).data().asDouble();
    for (double one : got) {
      assertThat(one).isEqualTo(expected);
    }
  }

  @Test
  void theMemoryIsThatOfTheLargestPlan() {
    try (Plan small = plan(4, false);
        Plan large = plan(400, false);
        Plan middle = plan(40, false)) {
      assertThat(arena.bytes()).isLessThanOrEqualTo(large.bytes());
      assertThat(arena.bytes()).isGreaterThan(small.bytes() + middle.bytes());
    }
  }

  @Test
  void plansAreRightWhereverTheMemoryMoves() {
    List<Plan> plans = new ArrayList<>();
    for (int rows = 1; rows <= 600; rows += 60) {
      plans.add(plan(rows, rows % 120 == 1));
      for (Plan plan : plans) {
        isRight(plan, rows);
      }
    }
    weight.assign(twice()); // prepared copies are made anew
    for (Plan plan : plans) {
      isRight(plan, 3);
      plan.close();
    }
  }

  @Test
  void updatesGoOnFromPlanToPlan() {
    try (Plan one = plan(1, true);
        Plan other = plan(300, true)) {
      one.input(0).assign(0);
      other.input(0).assign(0);
      one.run();
      other.run();
      one.run();
      assertThat(total.value().getDouble(0)).isEqualTo(4.0 * WIDTH * (1 + 300 + 1));
    }
  }

  @Test
  void theLastPlanFreesIt() {
    Plan one = plan(5, false);
    Plan other = plan(6, false);
    one.close();
    assertThat(arena.bytes()).isPositive();
    isRight(other, 1);
    other.close();
    assertThat(arena.bytes()).isZero();
    try (Plan again = plan(7, false)) {
      isRight(again, 2);
    }
  }

  @Test
  void plansOnSeveralThreadsWaitForEachOther() throws Exception {
    try (Plan one = plan(50, false);
        Plan other = plan(70, false)) {
      List<Throwable> failures = new ArrayList<>();
      Thread thread = new Thread(() -> often(one));
      thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
      thread.start();
      often(other);
      thread.join();
      assertThat(failures).isEmpty();
    }
  }

  private static void often(Plan plan) {
    for (int i = 0; i < 300; i++) {
      isRight(plan, i % 10);
    }
  }

  @Test
  void whatIsAPlansOwnIsInputsOutputsAndWhatItKeeps() {
    try (Plan small = plan(4, false);
        Plan large = plan(4000, false)) {
      long data = 2 * (4000 - 4) * WIDTH * Float.BYTES;
      assertThat(large.ownBytes() - small.ownBytes())
          .isBetween(data - (1L << 18), data + (1L << 18));
      assertThat(large.bytes()).isGreaterThan(small.bytes());
    }
  }
}
