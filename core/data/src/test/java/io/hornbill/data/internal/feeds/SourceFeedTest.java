package io.hornbill.data.internal.feeds;

import static io.hornbill.data.internal.feeds.CountingReader.all;
import static io.hornbill.data.internal.feeds.CountingReader.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.Bytes;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SourceFeedTest {
  private static Feed feed(BatchSource source, int prefetch) {
    return new SourceFeed(source, DataType.FLOAT, prefetch, CountingReader::data);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void eachPassReadsTheSourceFromItsBeginning(int prefetch) throws InterruptedException {
    List<CountingReader> readers = new ArrayList<>();
    Feed feed =
        feed(
            () -> {
              readers.add(new CountingReader(3));
              return readers.get(readers.size() - 1);
            },
            prefetch);
    for (int passes = 1; passes <= 2; passes++) {
      try (Pass pass = feed.open()) {
        assertThat(all(pass)).containsExactly(List.of(0f), List.of(1f), List.of(2f));
      }
      assertThat(readers).hasSize(passes).allMatch(reader -> reader.closed.get() == 1);
    }
  }

  @Test
  void withoutPrefetchTheThreadThatAsksReads() throws InterruptedException {
    CountingReader reader = new CountingReader(3);
    try (Pass pass = feed(() -> reader, 0).open()) {
      assertThat(reader.threads).isEmpty();
      pass.next();
      assertThat(reader.threads).containsExactly(Thread.currentThread());
    }
    CountingReader ahead = new CountingReader(3);
    try (Pass pass = feed(() -> ahead, 1).open()) {
      pass.next();
      assertThat(ahead.threads).doesNotContain(Thread.currentThread());
    }
  }

  @Test
  void batchesAreCheckedOnTheThreadThatAsks() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Feed feed =
        new SourceFeed(
            () -> new CountingReader(2),
            DataType.FLOAT,
            2,
            buffer -> {
              threads.add(Thread.currentThread());
              return data(buffer);
            });
    try (Pass pass = feed.open()) {
      all(pass);
    }
    assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
  }

  @Test
  void theSourceSaysHowOftenAndHowMany() {
    BatchSource known =
        new BatchSource() {
          @Override
          public BatchReader open() {
            return new CountingReader(7);
          }

          @Override
          public long batches() {
            return 7;
          }
        };
    assertThat(feed(known, 1).batches()).isEqualTo(7);
    assertThat(feed(known, 1).repeats()).isTrue();
    assertThat(feed(BatchSource.of(Stream.<Batch>empty()), 1).repeats()).isFalse();
    assertThat(feed(BatchSource.of(Stream.<Batch>empty()), 1).batches()).isEqualTo(-1);
  }

  @Test
  void thereMustBeAPresentBatch() throws InterruptedException {
    try (Pass pass = feed(() -> new CountingReader(0), 0).open()) {
      assertThat(pass.next()).isFalse();
      assertThatThrownBy(pass::shapes)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "BatchSource: there must be a present batch. Received: the end of the pass. Call next() first.");
    }
  }

  @Test
  void arraysOfOtherTypesBecomeTheModels() throws InterruptedException {
    Batch batch = new Batch(Nd4j.createFromArray(1, 2, 3));
    try (Pass pass = feed(BatchSource.of(() -> List.of(batch).iterator()), 0).open()) {
      assertThat(all(pass)).containsExactly(List.of(1f, 2f, 3f));
    }
  }

  @Test
  void anInterruptionWhileReadingDirectlyIsNoFailure() {
    CountingReader reader =
        new CountingReader(9) {
          @Override
          void before(int number) throws IOException {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
          }
        };
    try (DirectQueue queue = new DirectQueue(reader, new BatchBuffer(DataType.FLOAT))) {
      assertThatThrownBy(queue::next)
          .isInstanceOf(InterruptedException.class)
          .hasMessage("while reading a batch")
          .hasRootCauseInstanceOf(ClosedByInterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(reader.closed).hasValue(1);
  }

  @Test
  void theMemoryIsFreedEvenIfClosingFails() {
    RuntimeException own = new IllegalStateException("mine");
    BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
    var array = buffer.x(0, 1);
    CountingReader reader =
        new CountingReader(1) {
          @Override
          public void close() {
            throw own;
          }
        };
    assertThatThrownBy(new DirectQueue(reader, buffer)::close).isSameAs(own);
    assertThat(array.wasClosed()).isTrue();
  }

  @Test
  void someOfTheRowsOfABatchAreCopied() throws InterruptedException {
    INDArray target = Nd4j.zeros(DataType.FLOAT, 2);
    try (Pass pass =
        feed(BatchSource.of(List.of(new Batch(Nd4j.createFromArray(1f, 2f, 3f)))), 0).open()) {
      pass.next();
      pass.copyTo(List.of(Bytes.of(target)), 1, 2);
    }
    assertThat(target.toFloatVector()).containsExactly(2, 3);
  }
}
