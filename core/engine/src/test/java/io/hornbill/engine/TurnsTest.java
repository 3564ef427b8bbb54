package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hornbill.engine.internal.kernel.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Plans that use all cores, asked by many threads. */
class TurnsTest {
  private static final int CALLERS = 8;
  private static final int CALLS = 200;

  /** From several threads at the same time. */
  private static void callManyTimes(Runnable call) throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int k = 0; k < CALLS; k++) {
                  call.run();
                }
              });
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
  }

  @Test
  void noMoreRunAtOnceThanThereAreCoresFor() throws InterruptedException {
    int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger largest = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    callManyTimes(
        () ->
            Turns.take(
                2,
                () -> {
                  largest.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.onSpinWait();
                  running.decrementAndGet();
                  done.incrementAndGet();
                }));
    assertThat(done).hasValue(CALLERS * CALLS);
    assertThat(largest.get()).isBetween(1, most);
  }

  @Test
  void manyCallersWorkOnOneCoreEach() throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    int ready = Math.max(1, cores / 8); // when another one ends
    assumeTrue(cores <= CALLERS);
    AtomicInteger alone = new AtomicInteger();
    AtomicInteger largest = new AtomicInteger();
    AtomicInteger onAll = new AtomicInteger();
    AtomicInteger mixed = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    callManyTimes(
        () ->
            Turns.share(
                2,
                () -> false,
                one -> {
                  AtomicInteger kind = one ? alone : onAll;
                  largest.accumulateAndGet(kind.incrementAndGet(), Math::max);
                  mixed.addAndGet((one ? onAll : alone).get() > 0 ? 1 : 0);
                  LockSupport.parkNanos(20_000);
                  kind.decrementAndGet();
                  count.addAndGet(one ? 1 : 0);
                }));
    assertThat(count.get()).isBetween(CALLERS * CALLS / 2, CALLERS * CALLS);
    assertThat(largest.get()).isBetween(1, cores + ready);
    assertThat(mixed).hasValue(0);
  }

  @Test
  void callersTakeTurnsWhereBitsMatter() throws InterruptedException {
    AtomicInteger alone = new AtomicInteger();
    Engine.deterministic(true);
    try {
      callManyTimes(() -> Turns.share(2, () -> false, one -> alone.addAndGet(one ? 1 : 0)));
    } finally {
      Engine.deterministic(false);
    }
    assertThat(alone).hasValue(0);
  }

  @Test
  void aCallerByItselfHasAllCores() {
    for (int i = 0; i < 20; i++) {
      Turns.share(
          2,
          () -> false,
          alone -> {
            assertThat(alone).isFalse();
            assertThat(Threads.current()).isEqualTo(2);
          });
    }
  }

  @Test
  void whoComesInsideAnotherCallDoesNotWait() {
    AtomicInteger inner = new AtomicInteger();
    Turns.share(
        2,
        () -> false,
        outer -> Turns.share(1, () -> false, alone -> inner.set(alone ? -1 : Threads.current())));
    assertThat(inner).hasValue(1);
  }

  @Test
  void onePlanMayRunInsideAnother() {
    AtomicInteger inner = new AtomicInteger();
    Turns.take(2, () -> Turns.take(1, () -> inner.set(Threads.count())));
    assertThat(inner).hasValue(1);
  }

  @Test
  void whatInterruptedCallersAskForIsDone() {
    AtomicInteger done = new AtomicInteger();
    Thread.currentThread().interrupt();
    Turns.take(2, done::incrementAndGet);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(1);
  }

  private static String nameInside() {
    AtomicReference<String> name = new AtomicReference<>("");
    Turns.take(2, () -> Turns.together(2, () -> name.set(Thread.currentThread().getName())));
    return name.get();
  }

  @Test
  void kernelsOfAllCallersRunOnOneThread() throws InterruptedException {
    assertThat(nameInside()).startsWith("hornbill-kernels-");
    if (Runtime.getRuntime().availableProcessors() < 16) {
      Set<String> names = ConcurrentHashMap.newKeySet();
      callManyTimes(() -> names.add(nameInside()));
      assertThat(names).containsExactly("hornbill-kernels-1");
    }
  }

  @Test
  void whatIsNotInTurnRunsOnTheCaller() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Turns.together(2, () -> thread.set(Thread.currentThread()));
    assertThat(thread).hasValue(Thread.currentThread());
  }

  @Test
  void whatCannotWaitForATurnRunsOnTheOneThreadIfNobodyHasIt() {
    AtomicReference<String> name = new AtomicReference<>("");
    AtomicInteger threads = new AtomicInteger();
    Runnable kernels =
        () -> {
          name.set(Thread.currentThread().getName());
          threads.set(Threads.current());
        };
    Turns.soon(2, kernels);
    assertThat(name.get()).startsWith("hornbill-kernels-");
    assertThat(threads).hasValue(2);
    Turns.take(1, () -> Turns.soon(2, kernels));
    assertThat(name.get()).startsWith("hornbill-kernels-");
    Turns.take(1, () -> Turns.together(1, () -> Turns.soon(2, kernels)));
    assertThat(name.get()).startsWith("hornbill-kernels-");
  }

  @Test
  void failuresReachTheCallerAndTheThreadLivesOn() {
    IllegalArgumentException bad = new IllegalArgumentException("bad");
    AssertionError worse = new AssertionError("worse");
    assertThatThrownBy(
            () ->
                Turns.take(
                    2,
                    () ->
                        Turns.together(
                            2,
                            () -> {
                              throw bad;
                            })))
        .isSameAs(bad);
    assertThatThrownBy(
            () ->
                Turns.soon(
                    2,
                    () -> {
                      throw worse;
                    }))
        .isSameAs(worse);
    assertThatThrownBy(
            () -> Turns.soon(2, () -> TurnsTest.<RuntimeException>hide(new IOException())))
        .hasCauseInstanceOf(IOException.class);
    assertThat(nameInside()).startsWith("hornbill-kernels-");
  }

  /** Throws what the compiler would not let pass. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void hide(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** Kernels write into memory that is the caller's, who may not go on before they are done. */
  @Test
  void anInterruptedCallerWaitsForTheEnd() {
    AtomicInteger done = new AtomicInteger();
    Thread caller = Thread.currentThread();
    Turns.take(
        2,
        () ->
            Turns.together(
                2,
                () -> {
                  caller.interrupt();
                  LockSupport.parkNanos(20_000_000);
                  done.incrementAndGet();
                }));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(1);
  }
}
