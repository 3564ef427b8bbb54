package io.hornbill.data.internal.feeds;

import static io.hornbill.data.internal.feeds.CountingReader.rest;
import static io.hornbill.data.internal.feeds.CountingReader.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.BatchBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PrefetcherTest {
  private static Prefetcher ahead(int batches, CountingReader reader) {
    return new Prefetcher(reader, batches, DataType.FLOAT);
  }

  private static CountingReader failing(int at, Throwable failure) {
    return new CountingReader(9) {
      @Override
      void before(int number) throws IOException {
        if (number == at) {
          if (failure instanceof IOException e) {
            throw e;
          }
          if (failure instanceof Error e) {
            throw e;
          }
          throw (RuntimeException) failure;
        }
      }
    };
  }

  /** Waits until the thread of a reader waits for something itself. */
  private static void untilItWaits(CountingReader reader) {
    while (reader.threads.isEmpty() || reader.threads.get(0).getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20})
  void allBatchesComeInOrderAndThenTheEnd(int ahead) throws InterruptedException {
    CountingReader reader = new CountingReader(5);
    try (Prefetcher queue = ahead(ahead, reader)) {
      assertThat(rest(queue)).containsExactly(0f, 1f, 2f, 3f, 4f);
      assertThat(queue.next()).isNull();
      assertThat(queue.next()).isNull();
    }
    assertThat(reader.closed).hasValue(1);
  }

  @Test
  void oneDaemonThreadReads() throws InterruptedException {
    CountingReader reader = new CountingReader(5);
    try (Prefetcher queue = ahead(2, reader)) {
      rest(queue);
    }
    assertThat(reader.threads).hasSize(6).containsOnly(reader.threads.get(0));
    Thread thread = reader.threads.get(0);
    assertThat(thread.getName()).isEqualTo("hornbill-prefetch");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.isAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void noMoreIsReadAheadThanAllowed(int ahead) throws InterruptedException {
    CountingReader reader = new CountingReader(100);
    try (Prefetcher queue = ahead(ahead, reader)) {
      for (int asked = 1; asked < 10; asked++) {
        queue.next();
        untilItWaits(reader);
        assertThat(reader.read.get()).isBetween(asked, asked + ahead);
      }
      while (reader.read.get() < 9 + ahead) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void theLentBatchIsNotWrittenOver() throws InterruptedException {
    CountingReader reader = new CountingReader(100);
    try (Prefetcher queue = ahead(2, reader)) {
      BatchBuffer lent = queue.next();
      while (reader.read.get() < 3) {
        Thread.onSpinWait();
      }
      untilItWaits(reader);
      assertThat(value(lent)).isZero();
      assertThat(value(queue.next())).isEqualTo(1f);
    }
  }

  @Test
  void whatFailsIsThrownAfterTheBatchesBeforeAndEachTime() throws InterruptedException {
    RuntimeException own = new IllegalStateException("mine");
    CountingReader reader = failing(2, own);
    try (Prefetcher queue = ahead(4, reader)) {
      assertThat(value(queue.next())).isZero();
      assertThat(value(queue.next())).isEqualTo(1f);
      assertThatThrownBy(queue::next).isSameAs(own);
      assertThatThrownBy(queue::next).isSameAs(own);
    }
    assertThat(reader.closed).hasValue(1);
  }

  @Test
  void errorsAreThrownAsTheyAre() {
    Error own = new StackOverflowError();
    try (Prefetcher queue = ahead(1, failing(0, own))) {
      assertThatThrownBy(queue::next).isSameAs(own);
    }
  }

  @Test
  void unreadableFilesSayWhatToDo() {
    IOException cause = new IOException("the cable is out");
    try (Prefetcher queue = ahead(1, failing(0, cause))) {
      assertThatThrownBy(queue::next)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage(
              "BatchSource: a batch must be readable. Received: java.io.IOException: the cable is out. Check the disk or the network.")
          .hasCause(cause);
    }
  }

  @Test
  void aReaderThatInterruptsItsThreadIsNoEndOfTheData() throws InterruptedException {
    CountingReader reader =
        new CountingReader(9) {
          @Override
          void before(int number) {
            if (number == 0) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (Prefetcher queue = ahead(1, reader)) {
      assertThat(value(queue.next())).isZero();
      assertThatThrownBy(queue::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "BatchSource: reading must go on to the end. Received: java.lang.InterruptedException. See its cause.")
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void whatFailsInClosingIsThrownAtTheEndUnlessReadingFailedBefore() throws InterruptedException {
    RuntimeException inClosing = new IllegalStateException("the lid is stuck");
    CountingReader reader =
        new CountingReader(1) {
          @Override
          public void close() {
            throw inClosing;
          }
        };
    try (Prefetcher queue = ahead(1, reader)) {
      queue.next();
      assertThatThrownBy(queue::next).isSameAs(inClosing);
    }
    RuntimeException inReading = new IllegalStateException("mine");
    CountingReader both =
        new CountingReader(1) {
          @Override
          void before(int number) {
            throw inReading;
          }

          @Override
          public void close() {
            throw inClosing;
          }
        };
    try (Prefetcher queue = ahead(1, both)) {
      assertThatThrownBy(queue::next).isSameAs(inReading);
    }
  }

  @Test
  void closingInTheMiddleEndsTheThreadAndFreesTheMemory() throws InterruptedException {
    CountingReader reader = new CountingReader(1_000_000);
    Prefetcher queue = ahead(2, reader);
    INDArray array = queue.next().batch().x().get(0);
    queue.close();
    assertThat(reader.threads.get(0).isAlive()).isFalse();
    assertThat(reader.closed).hasValue(1);
    assertThat(array.wasClosed()).isTrue();
  }

  /** A reader that says that it waits, and waits for ever. */
  private static CountingReader stuck(int at, CountDownLatch waiting) {
    return new CountingReader(9) {
      @Override
      void before(int number) throws IOException {
        if (number == at) {
          waiting.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        }
      }
    };
  }

  @Test
  void closingEndsAReaderThatWaits() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    CountingReader reader = stuck(1, waiting);
    Prefetcher queue = ahead(1, reader);
    waiting.await();
    queue.close();
    assertThat(reader.threads.get(0).isAlive()).isFalse();
    assertThat(reader.closed).hasValue(1);
  }

  @Test
  void anInterruptedThreadNoLongerWaits() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(2);
    List<Object> seen = new ArrayList<>();
    try (Prefetcher queue = ahead(1, stuck(1, waiting))) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  seen.add(value(queue.next()));
                  waiting.countDown();
                  queue.next();
                } catch (InterruptedException e) {
                  seen.add("interrupted");
                }
              });
      caller.start();
      waiting.await();
      caller.interrupt();
      caller.join();
    }
    assertThat(seen).containsExactly(0f, "interrupted");
  }

  @Test
  void closingKeepsTheInterruptionOfTheCaller() {
    CountingReader reader = new CountingReader(100);
    Prefetcher queue = ahead(1, reader);
    Thread.currentThread().interrupt();
    queue.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(reader.closed).hasValue(1);
  }
}
