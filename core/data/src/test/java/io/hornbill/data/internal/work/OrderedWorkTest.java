package io.hornbill.data.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {
  @Test
  void twoTasksForEachThreadAreAskedForAhead() {
    AtomicInteger asked = new AtomicInteger();
    try (OrderedWork<Integer> work =
        new OrderedWork<>(
            3,
            () -> {
              int number = asked.getAndIncrement();
              return () -> number;
            })) {
      assertThat(work.next()).isZero();
      assertThat(asked).hasValue(6);
      assertThat(work.next()).isEqualTo(1);
      assertThat(asked).hasValue(7);
    }
  }

  @Test
  void oneThreadIsThatWhichAsks() {
    try (OrderedWork<Thread> work = new OrderedWork<>(1, () -> Thread::currentThread)) {
      assertThat(work.next()).isSameAs(Thread.currentThread());
    }
    try (OrderedWork<Thread> work = new OrderedWork<>(2, () -> Thread::currentThread)) {
      assertThat(work.next()).isNotSameAs(Thread.currentThread());
    }
  }

  @Test
  void anInterruptionIsKept() {
    CountDownLatch never = new CountDownLatch(1);
    try (OrderedWork<Integer> work =
        new OrderedWork<>(
            2,
            () ->
                () -> {
                  never.await();
                  return 0;
                })) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(work::next)
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatFailsIsThrownWithItsCause() {
    IOException failure = new IOException("gone");
    for (int threads : new int[] {1, 2}) {
      try (OrderedWork<Integer> work =
          new OrderedWork<>(
              threads,
              () ->
                  () -> {
                    throw failure;
                  })) {
        assertThatThrownBy(work::next)
            .hasMessage(
                "BatchSource: work on a batch must go on to its end. Received: java.io.IOException: gone. See its cause.")
            .hasCause(failure);
      }
    }
  }
}
