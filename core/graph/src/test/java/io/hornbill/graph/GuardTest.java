package io.hornbill.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(60)
class GuardTest {
  private final Variable a = new Variable("a", Nd4j.zeros(DataType.FLOAT, 4));
  private final Variable b = new Variable("b", Nd4j.zeros(DataType.FLOAT, 4));
  private final Variable c = new Variable("c", Nd4j.zeros(DataType.FLOAT, 4));

  /** Whether another thread comes to run something while this one holds a guard. */
  private static boolean passes(Runnable other) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              other.run();
              done.countDown();
            });
    thread.setDaemon(true);
    thread.start();
    return done.await(200, TimeUnit.MILLISECONDS);
  }

  @Test
  void manyReadAndOneWrites() throws InterruptedException {
    Guard held = Guard.of(List.of(a)).lockRead();
    assertThat(passes(() -> Guard.reading(List.of(a), () -> {}))).isTrue();
    assertThat(passes(() -> a.assign(Nd4j.ones(DataType.FLOAT, 4)))).isFalse();
    held.unlockRead();
  }

  @Test
  void whoWritesMayReadAndWriteAgain() {
    Guard.writing(
        List.of(a),
        () -> {
          a.assign(Nd4j.ones(DataType.FLOAT, 4));
          Guard.reading(List.of(a), () -> a.assign(Nd4j.ones(DataType.FLOAT, 4).mul(2)));
        });

    assertThat(a.value().toDoubleVector()).containsExactly(2, 2, 2, 2);
  }

  @Test
  void whoWritesLetsGoAtTheEndAndNotBefore() throws InterruptedException {
    Guard held = Guard.of(List.of(a)).lockWrite();
    Guard.reading(List.of(a), () -> {});
    Guard.writing(List.of(a), () -> {});
    a.assign(Nd4j.ones(DataType.FLOAT, 4));
    assertThat(passes(() -> Guard.reading(List.of(a), () -> {}))).isFalse();
    held.unlockWrite();
    assertThat(passes(() -> Guard.writing(List.of(a), () -> {}))).isTrue();
  }

  @Test
  void whoReadOrAssignedDoesNotHoldUpWhoWrites() throws InterruptedException {
    Guard.reading(List.of(a), () -> {});
    a.assign(Nd4j.ones(DataType.FLOAT, 4));
    assertThat(passes(() -> Guard.writing(List.of(a), () -> {}))).isTrue();
  }

  @Test
  void turnsAreTakenOneAfterTheOther() throws InterruptedException {
    Guard mine = Guard.of(List.of(a, b)).takeTurn();
    assertThat(passes(() -> Guard.of(List.of(b)).takeTurn().endTurn())).isFalse();
    assertThat(passes(() -> Guard.reading(List.of(a), () -> {}))).as("reading is free").isTrue();
    mine.endTurn();
    assertThat(passes(() -> Guard.of(List.of(b)).takeTurn().endTurn())).isTrue();
  }

  @Test
  void variablesThatAreUsedTogetherShareAGuardWithAllThatTheyWereUsedWith() throws Exception {
    Guard.of(List.of(a, b));
    Guard.of(List.of(c, b));
    Guard held = Guard.of(List.of(a)).lockWrite();
    assertThat(passes(() -> Guard.reading(List.of(c), () -> {}))).isFalse();
    held.unlockWrite();
  }

  @Test
  void othersDoNotWait() throws Exception {
    Guard held = Guard.of(List.of(a)).lockWrite();
    assertThat(passes(() -> Guard.writing(List.of(b), () -> {}))).isTrue();
    held.unlockWrite();
  }

  @Test
  void whoWaitsWhileGuardsAreJoinedGetsTheJoinedOne() throws Exception {
    Guard held = Guard.of(List.of(b)).lockWrite();
    Thread joins = new Thread(() -> Guard.of(List.of(a, b)));
    joins.start();
    Thread writes = new Thread(() -> Guard.writing(List.of(b), () -> {}));
    writes.start();
    held.unlockWrite();
    joins.join();
    writes.join();

    Guard joined = Guard.of(List.of(b)).lockWrite();
    assertThat(passes(() -> Guard.reading(List.of(a), () -> {}))).isFalse();
    joined.unlockWrite();
  }
}
