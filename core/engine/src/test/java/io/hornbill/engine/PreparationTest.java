package io.hornbill.engine;

import static io.hornbill.engine.testing.Evaluate.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What weights alone decide is made once for all plans that need it in the same form. */
class PreparationTest {
  private static final int SIZE = 256;
  private static final long BYTES = (long) SIZE * SIZE * Float.BYTES;

  private final Variable weights = new Variable("w", Nd4j.ones(DataType.FLOAT, SIZE, SIZE));

  /** {@code x (2 w + 1)}: each result is the sum of a row of x times that. */
  private Plan plan(long rows, double factor) {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(rows, SIZE)));
    Tensor doubled = weights.tensor().times(factor).plus(1.0);
    return Plan.compile(
        new Program(List.of(x), List.of(Ops.matmul(x, doubled)), List.of()), PlanOptions.DEFAULT);
  }

  private static float result(Plan plan) {
    plan.input(0).assign(1);
    plan.run();
    INDArray y = plan.output(0);
    assertThat(y.minNumber()).isEqualTo(y.maxNumber());
    return y.getFloat(0);
  }

  @Test
  void plansOfOtherShapesShareIt() {
    try (Plan one = plan(1, 2);
        Plan more = plan(2, 2);
        Plan other = plan(2, 3)) {
      assertThat(one.ownBytes()).isGreaterThan(BYTES);
      assertThat(more.ownBytes()).isLessThan(BYTES);
      assertThat(other.ownBytes()).isGreaterThan(BYTES);
      assertThat(result(one)).isEqualTo(SIZE * 3f);
      assertThat(result(more)).isEqualTo(SIZE * 3f);
      assertThat(result(other)).isEqualTo(SIZE * 4f);
    }
  }

  @Test
  void whoRunsFirstAfterAChangeMakesItForAll() {
    try (Plan one = plan(1, 2);
        Plan more = plan(2, 2)) {
      assertThat(result(more)).isEqualTo(SIZE * 3f);
      weights.assign(Nd4j.zeros(DataType.FLOAT, SIZE, SIZE));
      assertThat(result(one)).isEqualTo(SIZE * 1f);
      assertThat(result(more)).isEqualTo(SIZE * 1f);
      weights.assign(Nd4j.valueArrayOf(new long[] {SIZE, SIZE}, 2f));
      assertThat(result(more)).isEqualTo(SIZE * 5f);
      assertThat(result(one)).isEqualTo(SIZE * 5f);
    }
  }

  @Test
  void itLastsAsLongAsOneOfThem() {
    Plan one = plan(1, 2);
    Plan more = plan(2, 2);
    assertThat(result(one)).isEqualTo(SIZE * 3f);
    one.close();
    assertThat(result(more)).isEqualTo(SIZE * 3f);
    more.close();
    try (Plan again = plan(2, 2)) {
      assertThat(again.ownBytes()).isGreaterThan(BYTES);
      assertThat(result(again)).isEqualTo(SIZE * 3f);
    }
  }

  @Test
  void runsSeeOneVersionWhileOthersChangeIt() throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long rows = 1 + i;
      threads.add(
          new Thread(
              () -> {
                try (Plan plan = plan(rows, 2)) {
                  while (!stop.get()) {
                    float y = result(plan) / SIZE;
                    wrong.addAndGet(y == 1 || y == 3 || y == 5 ? 0 : 1);
                  }
                } catch (AssertionError mixed) {
                  wrong.incrementAndGet();
                }
              }));
    }
    threads.forEach(Thread::start);
    for (int change = 0; change < 300; change++) {
      weights.assign(Nd4j.valueArrayOf(new long[] {SIZE, SIZE}, (float) (change % 3)));
    }
    stop.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }

  @Test
  void equalProgramsOfOtherVariablesHaveTheirOwn() {
    Variable other = new Variable("w", uniform(1, 0.1, 0.9, SIZE, SIZE).castTo(DataType.FLOAT));
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(1, SIZE)));
    Tensor doubled = other.tensor().times(2.0).plus(1.0);
    Program program = new Program(List.of(x), List.of(Ops.matmul(x, doubled)), List.of());
    try (Plan mine = plan(1, 2);
        Plan its = Plan.compile(program, PlanOptions.DEFAULT)) {
      assertThat(its.ownBytes()).isGreaterThan(BYTES);
      assertThat(result(mine)).isEqualTo(SIZE * 3f);
    }
  }

  @Test
  void whatIsRepeatedForPicturesFollowsItsVariable() {
    Variable mean = new Variable("m", Nd4j.createFromArray(1f, 2f, 3f));
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(1, 64, 64, 3)));
    Tensor y = x.minus(mean.tensor()).times(2.0);
    try (Plan plan =
        Plan.compile(new Program(List.of(x), List.of(y), List.of()), PlanOptions.DEFAULT)) {
      plan.input(0).assign(10);
      plan.run();
      assertThat(plan.output(0).data().getFloatsAt(0, 6)).containsExactly(18, 16, 14, 18, 16, 14);
      mean.assign(Nd4j.createFromArray(4f, 5f, 6f));
      plan.run();
      assertThat(plan.output(0).data().getFloatsAt(0, 6)).containsExactly(12, 10, 8, 12, 10, 8);
    }
  }

  @Test
  void whatIsMadeOfConstantsAloneFindsTheirOtherForm() {
    for (int round = 1; round <= 3; round++) { // the memory of the round before is not zero
      Tensor left = Ops.constant(Nd4j.valueArrayOf(new long[] {8, SIZE}, (float) round));
      Tensor right = Ops.constant(Nd4j.ones(DataType.FLOAT, SIZE, SIZE));
      Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(8, SIZE)));
      Tensor y = x.plus(Ops.matmul(left, right));
      try (Plan plan =
          Plan.compile(new Program(List.of(x), List.of(y), List.of()), PlanOptions.DEFAULT)) {
        assertThat(result(plan)).isEqualTo(1f + round * SIZE);
      }
    }
  }
}
