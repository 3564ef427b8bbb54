package io.hornbill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hornbill.base.RandomStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ComposedSourcesTest {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final Set<INDArray> memory = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Batches of one row with one number each; the memory of the first is used by all. */
  private BatchSource numbers(int from, int to) {
    return new BatchSource() {
      @Override
      public BatchReader open() {
        opened.incrementAndGet();
        return new BatchReader() {
          private int next = from;

          @Override
          public boolean read(BatchBuffer batch) {
            if (next == to) {
              return false;
            }
            memory.add(batch.x(0, 1, 1));
            BatchBuffer.write(batch.x(0, 1, 1), 0, next);
            BatchBuffer.write(batch.y(0, 1), 0, -next);
            int number = next;
            batch.origin(() -> "number " + number);
            next++;
            return true;
          }

          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
      }

      @Override
      public long batches() {
        return to - from;
      }
    };
  }

  /** The numbers of a pass, at most so many. */
  private static List<Integer> read(BatchSource source, int most) {
    List<Integer> values = new ArrayList<>();
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
        BatchReader reader = source.open()) {
      while (values.size() < most && reader.read(buffer)) {
        Batch batch = buffer.batch();
        assertThat(batch.x()).hasSize(1);
        values.add(batch.x().get(0).getInt(0));
        buffer.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return values;
  }

  private static List<Integer> read(BatchSource source) {
    return read(source, 1000);
  }

  private static Batch times(Batch batch, double factor) {
    return new Batch(batch.x().get(0).mul(factor), batch.y().get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void mapsInOrderOnAnyNumberOfThreads(int threads) {
    BatchSource source = numbers(0, 40).map(b -> times(b, 3), threads);
    assertThat(read(source)).isEqualTo(IntStream.range(0, 40).map(i -> 3 * i).boxed().toList());
    assertThat(source.batches()).isEqualTo(40);
    assertThat(read(source, 3)).containsExactly(0, 3, 6);
    assertThat(closed.get()).isEqualTo(opened.get()).isEqualTo(2);
  }

  @Test
  void drawsFollowFromTheBatchAndNotFromThreads() {
    List<List<Integer>> passes = new ArrayList<>();
    for (int threads : new int[] {1, 3}) {
      BatchSource source = numbers(0, 20).map((b, random) -> drawn(b, random), threads, 7);
      passes.add(read(source));
      passes.add(read(source));
    }
    assertThat(passes.get(0)).isEqualTo(passes.get(2)).isNotEqualTo(passes.get(1));
    assertThat(passes.get(1)).isEqualTo(passes.get(3));
    assertThat(read(numbers(0, 20).map((b, random) -> drawn(b, random), 1, 8)))
        .isNotEqualTo(passes.get(0));
  }

  private static Batch drawn(Batch batch, RandomStream random) {
    INDArray x = batch.x().get(0);
    return new Batch(x.mul(0).add(random.nextInt(1_000_000)), batch.y().get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void throwsWhatAChangeThrowsWhenItsBatchIsDue(int threads) {
    BatchSource source =
        numbers(0, 10)
            .map(
                b -> {
                  if (b.x().get(0).getInt(0) == 4) {
                    throw new IllegalArgumentException("four");
                  }
                  return b;
                },
                threads);
    assertThat(read(source, 4)).containsExactly(0, 1, 2, 3);
    assertThatThrownBy(() -> read(source))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "BatchSource: map must take every batch. Received: of batch 4 (the first is 0), read from"
                + " number 4: java.lang.IllegalArgumentException: four. See its cause.")
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("four");
  }

  /** Whatever lies between a reader and a function, its failure names what was read. */
  @Test
  void namesWhatABatchWasReadFrom() {
    BatchSource cached = numbers(5, 8).cache();
    read(cached);
    BatchSource doubled = numbers(5, 8).map(b -> times(b, 1), 2);
    for (BatchSource source :
        List.of(
            numbers(5, 8),
            cached,
            doubled,
            numbers(5, 8).prefetch(1),
            numbers(5, 8).shuffle(1, 1),
            numbers(3, 8).skip(2),
            numbers(5, 6).concat(numbers(6, 8)).repeat(),
            BatchSource.interleave(numbers(5, 8), numbers(9, 9)))) {
      assertThatThrownBy(() -> read(source.filter(ComposedSourcesTest::isFive)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "BatchSource: filter must take every batch. Received: of batch 1 (the first is 0),"
                  + " read from number 6: java.lang.UnsupportedOperationException: six. See its"
                  + " cause.")
          .hasCauseInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(
            () -> read(BatchSource.of(List.of(new Batch(Nd4j.ones(1, 1)))).map(b -> null)))
        .hasMessage(
            "BatchSource: map must take every batch. Received: of batch 0 (the first is 0):"
                + " java.lang.IllegalArgumentException: BatchSource: map must give a batch. Received:"
                + " null. Leave batches out by filter. See its cause.");
  }

  private static boolean isFive(Batch batch) {
    if (batch.x().get(0).getInt(0) == 6) {
      throw new UnsupportedOperationException("six");
    }
    return true;
  }

  @Test
  void filtersBatches() {
    BatchSource source = numbers(0, 10).filter(b -> b.x().get(0).getInt(0) % 3 == 0);
    assertThat(read(source)).containsExactly(0, 3, 6, 9);
    assertThat(source.batches()).isEqualTo(-1);
    assertThat(source.repeats()).isTrue();
  }

  @Test
  void shufflesAnewInEachPass() {
    BatchSource source = numbers(0, 50).shuffle(10, 3);
    List<Integer> all = IntStream.range(0, 50).boxed().toList();
    List<Integer> first = read(source);
    assertThat(first).isNotEqualTo(all).containsExactlyInAnyOrderElementsOf(all);
    assertThat(first.get(0)).as("drawn from the first ten").isLessThan(10);
    assertThat(read(source)).isNotEqualTo(first);
    assertThat(read(numbers(0, 50).shuffle(10, 3))).isEqualTo(first);
    assertThat(read(numbers(0, 50).shuffle(10, 4))).isNotEqualTo(first);
    assertThat(read(numbers(0, 50).shuffle(1, 3))).isEqualTo(all);
    RandomStream.seed(1);
    List<Integer> global = read(numbers(0, 50).shuffle(20));
    RandomStream.seed(1);
    assertThat(read(numbers(0, 50).shuffle(20))).isEqualTo(global);
    assertThat(source.batches()).isEqualTo(50);
  }

  @Test
  void repeatsTakesAndSkips() {
    assertThat(read(numbers(0, 3).repeat(), 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(numbers(0, 3).repeat().batches()).isEqualTo(-1);
    assertThat(read(numbers(0, 2).repeat(3))).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(numbers(0, 2).repeat(3).batches()).isEqualTo(6);
    assertThat(read(numbers(0, 0).repeat())).isEmpty();
    assertThat(read(numbers(0, 9).take(2))).containsExactly(0, 1);
    assertThat(numbers(0, 9).take(2).batches()).isEqualTo(2);
    assertThat(numbers(0, 1).take(2).batches()).isEqualTo(1);
    assertThat(read(numbers(0, 9).skip(7))).containsExactly(7, 8);
    assertThat(numbers(0, 9).skip(7).batches()).isEqualTo(2);
    assertThat(read(numbers(0, 3).skip(7))).isEmpty();
    assertThat(read(numbers(0, 9).skip(2).take(3))).containsExactly(2, 3, 4);
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  @Test
  void concatenatesAndInterleaves() {
    BatchSource both = numbers(0, 2).concat(numbers(7, 9));
    assertThat(read(both)).containsExactly(0, 1, 7, 8);
    assertThat(both.batches()).isEqualTo(4);
    BatchSource mixed = BatchSource.interleave(numbers(0, 4), numbers(10, 11), numbers(20, 23));
    assertThat(read(mixed)).containsExactly(0, 10, 20, 1, 21, 2, 22, 3);
    assertThat(mixed.batches()).isEqualTo(8);
    assertThat(read(BatchSource.interleave(List.of(numbers(0, 5), numbers(10, 13)), 2)))
        .containsExactly(0, 1, 10, 11, 2, 3, 12, 4);
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  @Test
  void cachesFromTheFirstWholePassOn() {
    BatchSource source = numbers(0, 4).cache();
    assertThat(read(source, 2)).containsExactly(0, 1);
    assertThat(read(source)).containsExactly(0, 1, 2, 3);
    assertThat(read(source)).containsExactly(0, 1, 2, 3);
    assertThat(opened.get()).isEqualTo(2);
    BatchSource once =
        BatchSource.of(Stream.of(new Batch(Nd4j.ones(1, 1)), new Batch(Nd4j.zeros(1, 1)))).cache();
    assertThat(once.repeats()).isFalse();
    assertThat(read(once)).containsExactly(1, 0);
    assertThat(once.repeats()).isTrue();
    assertThat(read(once)).containsExactly(1, 0);
    assertThat(once.batches()).isEqualTo(2);
  }

  @Test
  void prefetchesInOrder() {
    BatchSource source = numbers(0, 30).prefetch(3).map(b -> times(b, 2), 2).prefetch(1);
    assertThat(read(source)).isEqualTo(IntStream.range(0, 30).map(i -> 2 * i).boxed().toList());
    assertThat(source.batches()).isEqualTo(30);
    assertThat(read(source, 2)).containsExactly(0, 2);
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  private List<BatchSource> all(BatchSource source) {
    return List.of(
        source.map(b -> times(b, 1)),
        source.filter(b -> true),
        source.shuffle(3, 1),
        source.repeat(2),
        source.take(9),
        source.skip(0),
        source.concat(source),
        BatchSource.interleave(source, source),
        source.cache(),
        source.prefetch(1));
  }

  @Test
  void whatIsLeftInTheMiddleIsClosedWithItsMemory() {
    for (BatchSource source : all(numbers(0, 9))) {
      assertThat(read(source, 2)).hasSize(2);
      assertThat(closed.get()).isEqualTo(opened.get());
      assertThat(memory).isNotEmpty().allMatch(INDArray::wasClosed);
      memory.clear();
    }
    BatchReader untouched = numbers(0, 9).prefetch(1).open();
    assertThat(opened.get()).isGreaterThan(closed.get());
    untouched.close();
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  @Test
  void whatIsReadToItsEndIsFreed() {
    for (int threads : new int[] {1, 2}) {
      assertThat(read(numbers(0, 9).map(b -> times(b, 1), threads))).hasSize(9);
      assertThat(memory).isNotEmpty().allMatch(INDArray::wasClosed);
    }
    assertThat(read(numbers(0, 9).shuffle(4, 1))).hasSize(9);
    assertThat(memory).allMatch(INDArray::wasClosed);
  }

  @Test
  void threadsEndWithTheirPass() throws InterruptedException {
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    read(
        numbers(0, 9)
            .map(
                b -> {
                  workers.add(Thread.currentThread());
                  return b;
                },
                2));
    assertThat(workers).isNotEmpty().doesNotContain(Thread.currentThread());
    for (Thread worker : workers) {
      worker.join(10_000);
      assertThat(worker.isAlive()).isFalse();
    }
  }

  @Test
  void whatIsComposedRepeatsIfItsSourceDoes() {
    assertThat(all(numbers(0, 9))).allMatch(BatchSource::repeats);
    assertThat(all(BatchSource.of(Stream.<Batch>empty()))).noneMatch(BatchSource::repeats);
    assertThat(numbers(0, 1).concat(BatchSource.of(Stream.<Batch>empty())).repeats()).isFalse();
  }

  @Test
  void theLaterPassesOfASeedAreTheFirstOfTheNextOnes() {
    BatchSource shuffled = numbers(0, 20).shuffle(5, 3);
    read(shuffled);
    assertThat(read(shuffled)).isEqualTo(read(numbers(0, 20).shuffle(5, 4)));
    BatchSource drawn = numbers(0, 4).map((b, random) -> drawn(b, random), 1, 7);
    for (long seed = 7; seed < 9; seed++) {
      long key = RandomStream.mix(seed);
      assertThat(read(drawn))
          .isEqualTo(
              LongStream.range(0, 4)
                  .mapToObj(i -> RandomStream.of(key + i).nextInt(1_000_000))
                  .toList());
    }
  }

  @Test
  void noneAndNothingAreNumbersOfBatches() {
    BatchSource none = numbers(0, 0);
    assertThat(none.take(2).batches()).isZero();
    assertThat(none.repeat(3).batches()).isZero();
    assertThat(none.concat(none).batches()).isZero();
    assertThat(numbers(0, 9).take(0).batches()).isZero();
    assertThat(read(numbers(0, 9).take(0))).isEmpty();
    assertThat(numbers(0, 9).repeat(0).batches()).isZero();
    assertThat(read(numbers(0, 2).skip(0))).containsExactly(0, 1);
    assertThat(numbers(0, 9).filter(b -> true).take(2).batches()).isEqualTo(-1);
    BatchSource middle = new RangeSource(numbers(0, 9), 2, 3);
    assertThat(read(middle)).containsExactly(2, 3, 4);
    assertThat(middle.batches()).isEqualTo(3);
  }

  @Test
  void aBatchHasNothingOfTheOneBefore() {
    INDArray x = Nd4j.ones(1, 1);
    BatchSource source =
        BatchSource.of(
            List.of(new Batch(x, x, Nd4j.ones(1)), new Batch(x, x, Nd4j.ones(1)), new Batch(x)));
    for (BatchSource last : List.of(source.skip(2), source.filter(b -> b.y().isEmpty()))) {
      try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
          BatchReader reader = last.open()) {
        assertThat(reader.read(buffer)).isTrue();
        assertThat(buffer.batch().weights()).isEmpty();
        assertThat(buffer.batch().y()).isEmpty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void anInterruptionOfTheReaderIsKept() throws IOException {
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
        BatchReader reader = numbers(0, 9).prefetch(1).open()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> reader.read(buffer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "BatchSource: reading must not be interrupted. Received: an interruption. Start over.");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void saysWhatIsWrong() {
    BatchSource source = numbers(0, 3);
    assertThatThrownBy(() -> source.take(-1))
        .hasMessage(
            "BatchSource: take must be a number of at least 0. Received: -1. Give 0 or more.");
    assertThatThrownBy(() -> source.skip(-1)).hasMessageContaining("skip must be");
    assertThatThrownBy(() -> source.repeat(-1)).hasMessageContaining("repeat must be");
    assertThatThrownBy(() -> source.shuffle(0)).hasMessageContaining("buffer must be at least 1");
    assertThatThrownBy(() -> source.map(b -> b, 0)).hasMessageContaining("threads must be at");
    assertThatThrownBy(() -> source.prefetch(0)).hasMessageContaining("ahead must be at least 1");
    assertThatThrownBy(() -> BatchSource.interleave(List.of(source), 0))
        .hasMessageContaining("block must be at least 1");
  }
}
