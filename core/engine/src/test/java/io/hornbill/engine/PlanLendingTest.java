package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hornbill.graph.Assignment;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A plan is lent to one thread at a time, and freed when nobody has it. */
@Timeout(60)
class PlanLendingTest {
  private static Plan square() {
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(3)));
    return Plan.compile(
        new Program(List.of(x), List.of(Ops.square(x)), List.of()), PlanOptions.DEFAULT);
  }

  @Test
  void closingAPlanThatIsTakenFreesItWhenItIsReleased() {
    Plan plan = square();
    plan.take();
    plan.close();
    plan.input(0).assign(Nd4j.createFromArray(1f, 2f, 3f));
    plan.run();

    assertThat(plan.output(0).toDoubleVector()).containsExactly(1, 4, 9);
    INDArray output = plan.output(0);
    plan.release();
    assertThat(output.wasClosed()).isTrue();
    assertThat(plan.tryToTake()).isFalse();
    plan.close();
  }

  @Test
  void anotherThreadIsRefusedWhileItIsTaken() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor(work -> new Thread(work, "other"));
    try (Plan plan = square()) {
      plan.take();
      Future<?> run =
          other.submit(
              () ->
                  assertThatIllegalStateException()
                      .isThrownBy(plan::run)
                      .withMessage(
                          "Plan: one thread at a time may use a plan. Received: a second one, \"other\". Compile a plan for each."));
      run.get();
      plan.release();

      other.submit(() -> plan.run()).get();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void closingFromAnotherThreadDoesNotWait() throws Exception {
    Plan plan = square();
    plan.take();
    Thread closer = new Thread(plan::close);
    closer.start();
    closer.join();

    plan.run();
    plan.release();
    assertThat(plan.tryToTake()).isFalse();
  }

  @Test
  void itsArraysCannotBeClosedByOthers() {
    try (Plan plan = square()) {
      plan.input(0).close();
      plan.output(0).close();
      plan.input(0).assign(2);
      plan.run();

      assertThat(plan.output(0).toDoubleVector()).containsExactly(4, 4, 4);
    }
  }

  @Test
  void weightsAndConstantsCannotBeClosedByOthers() {
    Variable weight = new Variable("w", Nd4j.ones(DataType.FLOAT, 3));
    INDArray given = Nd4j.ones(DataType.FLOAT, 3);
    Tensor sum = weight.tensor().plus(Ops.constant(given));
    try (Plan plan =
        Plan.compile(new Program(List.of(), List.of(sum), List.of()), PlanOptions.DEFAULT)) {
      weight.value().close();
      given.close();
      plan.run();

      assertThat(plan.output(0).toDoubleVector()).containsExactly(2, 2, 2);
    }
  }

  @Test
  void aPlanThatNobodyCanReachIsFreed() throws Exception {
    Plan plan = square();
    INDArray output = plan.output(0);
    WeakReference<Plan> reference = new WeakReference<>(plan);
    plan = null;
    while (reference.get() != null || !output.wasClosed()) {
      System.gc();
      Thread.onSpinWait();
    }

    assertThat(output.wasClosed()).isTrue();
  }

  @Test
  void runsThatChangeAVariableAndRunsThatReadItTakeTurns() throws Exception {
    Variable pair = new Variable("pair", Nd4j.zeros(DataType.FLOAT, 1 << 16));
    Program add =
        new Program(List.of(), List.of(), List.of(new Assignment(pair, pair.tensor().plus(1))));
    Program spread =
        new Program(
            List.of(), List.of(Ops.max(pair.tensor()).minus(Ops.min(pair.tensor()))), List.of());
    CountDownLatch started = new CountDownLatch(1);
    try (Plan writing = Plan.compile(add, PlanOptions.DEFAULT);
        Plan reading = Plan.compile(spread, PlanOptions.DEFAULT)) {
      assertThat(writing.changesShared()).isTrue();
      assertThat(reading.changesShared()).isFalse();
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  writing.run();
                  started.countDown();
                }
              });
      writer.start();
      started.await();
      do {
        reading.run();
        assertThat(reading.output(0).getDouble(0)).isZero();
      } while (writer.isAlive());
    }

    assertThat(pair.value().getDouble(0)).isEqualTo(2000);
  }
}
