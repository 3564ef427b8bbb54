package io.hornbill.engine.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LanesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 50})
  void everyPieceIsDoneOnceInEachRun(int pieces) {
    AtomicInteger[] done = new AtomicInteger[pieces];
    List<Runnable> work = new ArrayList<>();
    for (int i = 0; i < pieces; i++) {
      AtomicInteger mine = new AtomicInteger();
      done[i] = mine;
      work.add(mine::incrementAndGet);
    }
    Lanes lanes = new Lanes(work);

    for (int run = 0; run < 1000; run++) {
      lanes.run();
      for (AtomicInteger each : done) {
        assertThat(each.getAndSet(0)).isEqualTo(1);
      }
    }
  }

  @Test
  void nobodyWaitsForHelpersThatSleep() throws InterruptedException {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    Lanes lanes = new Lanes(List.of(first::incrementAndGet, second::incrementAndGet));

    for (int run = 1; run <= 100; run++) {
      Thread.sleep(1); // helpers sleep after half of that
      lanes.run();
      assertThat(first).hasValue(run);
      assertThat(second).hasValue(run);
    }
  }

  @Test
  void piecesRunAtTheSameTime() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor has no helpers");
    CountDownLatch both = new CountDownLatch(2);
    ConcurrentHashMap<String, Integer> threads = new ConcurrentHashMap<>();
    Runnable meet =
        () -> {
          both.countDown();
          try {
            assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
          }
          threads.merge(Thread.currentThread().getName(), Threads.count(), Integer::sum);
        };

    new Lanes(List.of(meet, meet)).run();

    assertThat(threads).hasSize(2).containsKey(Thread.currentThread().getName());
    threads.remove(Thread.currentThread().getName());
    threads.forEach(
        (name, count) -> {
          assertThat(name).startsWith("hornbill-lane-");
          assertThat(count).as("threads of native kernels on a helper").isEqualTo(1);
        });
  }

  @Test
  void aFailureIsThrownWhenAllPiecesHaveEnded() {
    AtomicInteger ended = new AtomicInteger();
    Runnable fails =
        () -> {
          throw new IllegalStateException("first");
        };
    Lanes lanes = new Lanes(List.of(fails, ended::incrementAndGet, ended::incrementAndGet, fails));

    for (int run = 1; run < 100; run++) {
      assertThatThrownBy(lanes::run).isInstanceOf(IllegalStateException.class).hasMessage("first");
      assertThat(ended).hasValue(2 * run);
    }
  }

  @Test
  void callersShareTheHelpers() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> caller =
          () -> {
            AtomicInteger sum = new AtomicInteger();
            Lanes lanes = new Lanes(List.of(sum::incrementAndGet, sum::incrementAndGet));
            for (int run = 0; run < 2000; run++) {
              lanes.run();
            }
            return sum.get();
          };
      List<Future<Integer>> sums = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        sums.add(callers.submit(caller));
      }

      for (Future<Integer> sum : sums) {
        assertThat(sum.get()).isEqualTo(4000);
      }
    } finally {
      callers.shutdownNow();
    }
  }
}
