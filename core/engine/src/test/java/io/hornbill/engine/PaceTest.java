package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.RandomStream;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Runs of a thousand steps on a clock that the test moves on. */
final class PaceTest {
  private static final long MILLI = 1_000_000;
  private static final double STEPS = 1000;

  private long now;
  private double lost;
  private final Pace pace = new Pace(() -> now, () -> lost);

  @BeforeEach
  void seedsDoNotMatter() {
    Engine.deterministic(false);
  }

  @AfterEach
  void seedsMatter() {
    Turns.always(null);
  }

  /** Runs for some time as the pace wants; returns for how much of it on one core. */
  private long runFor(long millis, long onAll, long onOne) {
    long alone = 0;
    for (long end = now + millis * MILLI; now < end; ) {
      boolean one = pace.isAlone();
      long took = (one ? onOne : onAll) * MILLI;
      now += took;
      alone += one ? took : 0;
      pace.ran(one, took, STEPS);
    }
    return alone / MILLI;
  }

  @Test
  void aQuietMachineGivesAllCores() {
    lost = 0.1;
    assertThat(runFor(10_000, 2, 3)).isZero();
  }

  @Test
  void aMomentOfWorkOfOthersChangesNothing() {
    for (int i = 0; i < 20; i++) {
      lost = 0.5;
      assertThat(runFor(50, 2, 3)).isZero();
      lost = 0;
      assertThat(runFor(80, 2, 3)).isZero();
    }
  }

  @Test
  void whereOneCoreIsFasterBesideOthersItIsKept() {
    lost = 0.5;
    assertThat(runFor(10_000, 20, 3)).isBetween(9_000L, 9_900L);
  }

  @Test
  void whereAllCoresAreFasterAllTheSameTheyAreKept() {
    lost = 0.5;
    assertThat(runFor(10_000, 2, 3)).isBetween(60L, 1_000L);
  }

  @Test
  void allCoresAreUsedAgainSoonAfterTheOthersAreGone() {
    lost = 0.5;
    runFor(10_000, 20, 3);
    lost = 0;
    assertThat(runFor(10_000, 2, 3)).isBetween(0L, 1_200L);
    assertThat(pace.isAlone()).isFalse();
  }

  @Test
  void sizesAreComparedByTheirArithmetic() {
    lost = 0.5;
    runFor(200, 20, 3);
    assertThat(pace.isAlone()).isTrue();
    for (int i = 0; i < 30; i++) { // ten times as much work in ten times the time
      now += 30 * MILLI;
      pace.ran(true, 30 * MILLI, 10 * STEPS);
    }
    runFor(400, 20, 3);
    assertThat(pace.isAlone()).isTrue();
  }

  @Test
  void plansThatRunTogetherAreLearntFrom() {
    Pace ticking = new Pace(() -> now += 30 * MILLI, () -> 0.5);
    for (int i = 0; i < 20 && !ticking.isAlone(); i++) {
      ticking.ran(false, 40 * MILLI, STEPS);
    }
    assertThat(ticking.isAlone()).isTrue();
    Tensor x = Ops.placeholder("x", new Spec(DataType.FLOAT, Shape.of(2)));
    Program program = new Program(List.of(x), List.of(Ops.square(x)), List.of());
    try (Plan one = Plan.compile(program, PlanOptions.DEFAULT.alone(true));
        Plan other = Plan.compile(program, PlanOptions.DEFAULT.alone(true))) {
      other.input(0).assign(3);
      for (int i = 0; i < 20; i++) {
        ticking.runTogether(List.of(one, other), true);
      }
      assertThat(other.output(0).getFloat(1)).isEqualTo(9);
    }
    assertThat(ticking.isAlone()).isFalse();
  }

  @Test
  void whatOthersHaveChosenSaysNothing() {
    lost = 0.5;
    for (int i = 0; i < 100; i++) {
      now += 30 * MILLI;
      pace.ran(true, 30 * MILLI, STEPS);
    }
    assertThat(pace.isAlone()).isFalse();
  }

  @Test
  void whereBitsMatterAllCoresAreUsed() {
    lost = 0.5;
    runFor(200, 20, 3);
    assertThat(pace.isAlone()).isTrue();
    Turns.always(null);
    RandomStream.seed(1);
    assertThat(pace.isAlone()).isFalse();
    Engine.deterministic(false);
    assertThat(pace.isAlone()).isTrue();
    Engine.deterministic(true);
    assertThat(pace.isAlone()).isFalse();
  }
}
