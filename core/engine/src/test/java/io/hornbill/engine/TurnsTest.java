package io.hornbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.engine.internal.kernel.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Plans that use all cores, asked by many threads. */
class TurnsTest {
  private static final int CALLERS = 8;
  private static final int CALLS = 200;

  @Test
  void noMoreRunAtOnceThanThereAreCoresFor() throws InterruptedException {
    int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger largest = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (int k = 0; k < CALLS; k++) {
                  Turns.take(
                      2,
                      () -> {
                        largest.accumulateAndGet(running.incrementAndGet(), Math::max);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        done.incrementAndGet();
                      });
                }
              });
      caller.start();
      callers.add(caller);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(done).hasValue(CALLERS * CALLS);
    assertThat(largest.get()).isBetween(1, most);
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
}
