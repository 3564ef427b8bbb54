package io.hornbill.data.internal.feeds;

import static io.hornbill.data.internal.feeds.CountingReader.all;
import static io.hornbill.data.internal.feeds.CountingReader.present;
import static org.assertj.core.api.Assertions.assertThat;

import io.hornbill.base.RandomStream;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.DataSet;
import io.hornbill.data.internal.arrays.Shuffle;
import io.hornbill.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ArrayFeedTest {
  /** Row i is i in the data and -i in the targets. */
  private static final DataSet DATA =
      new DataSet(
          List.of(column(0, 1, 2, 3, 4, 5, 6)),
          List.of(column(0, -1, -2, -3, -4, -5, -6)),
          List.of(),
          7);

  private static Column column(float... values) {
    return Column.of("fit", "x", Nd4j.createFromArray(values), DataType.FLOAT);
  }

  private static ArrayFeed shuffled(Shuffle shuffle, long key) {
    ArrayFeed feed = new ArrayFeed(DATA, 2, shuffle, 0);
    feed.key(key);
    return feed;
  }

  private static List<List<Float>> pass(Feed feed) throws InterruptedException {
    try (Pass pass = feed.open()) {
      return all(pass);
    }
  }

  private static List<Float> rows(List<List<Float>> batches) {
    return batches.stream().flatMap(List::stream).toList();
  }

  @Test
  void rowsComeInTheirOrderAndTheLastBatchIsSmaller() throws InterruptedException {
    ArrayFeed feed = new ArrayFeed(DATA, 3);
    assertThat(feed.batches()).isEqualTo(3);
    assertThat(feed.repeats()).isTrue();
    for (int pass = 0; pass < 2; pass++) {
      assertThat(pass(feed)).containsExactly(List.of(0f, 1f, 2f), List.of(3f, 4f, 5f), List.of(6f));
    }
  }

  @Test
  void aBatchHoldsNoMoreThanThereIs() throws InterruptedException {
    ArrayFeed feed = new ArrayFeed(DATA, 100);
    assertThat(feed.batches()).isEqualTo(1);
    assertThat(pass(feed)).hasSize(1);
  }

  @Test
  void shapesAreThoseOfThePresentBatch() throws InterruptedException {
    try (Pass pass = new ArrayFeed(DATA, 5).open()) {
      pass.next();
      assertThat(pass.shapes().x()).containsExactly(Shape.of(5));
      assertThat(pass.shapes().y()).containsExactly(Shape.of(5));
      pass.next();
      assertThat(pass.shapes().rows()).isEqualTo(2);
    }
  }

  /** The order of seed 42 is that of {@code src/test/python/shuffle_orders.py}. */
  @Test
  void theOrderFollowsFromTheKeyAndTheNumberOfThePass() throws InterruptedException {
    List<Float> first = List.of(4f, 1f, 2f, 6f, 5f, 3f, 0f);
    ArrayFeed feed = shuffled(Shuffle.ROWS, 42);
    assertThat(feed.key()).isEqualTo(42);
    assertThat(rows(pass(feed))).isEqualTo(first);
    assertThat(rows(pass(feed)))
        .as("pass 1 of key 42")
        .isEqualTo(rows(pass(shuffled(Shuffle.ROWS, 43))))
        .isNotEqualTo(first)
        .containsExactlyInAnyOrderElementsOf(first);
    assertThat(rows(pass(shuffled(Shuffle.ROWS, 42)))).isEqualTo(first);
    assertThat(rows(pass(shuffled(Shuffle.ROWS, 41)))).isNotEqualTo(first);
    ArrayFeed later = new ArrayFeed(DATA, 2, Shuffle.ROWS, 1);
    later.key(41);
    assertThat(rows(pass(later))).as("pass 1 of key 41").isEqualTo(first);
  }

  @Test
  void theKeyComesFromTheGlobalSeed() {
    RandomStream.seed(5);
    long key = new ArrayFeed(DATA, 2, Shuffle.ROWS, 0).key();
    assertThat(new ArrayFeed(DATA, 2, Shuffle.ROWS, 0).key()).isNotEqualTo(key);
    RandomStream.seed(5);
    assertThat(new ArrayFeed(DATA, 2, Shuffle.ROWS, 0).key()).isEqualTo(key);
  }

  @Test
  void batchesAreShuffledWhole() throws InterruptedException {
    assertThat(pass(shuffled(Shuffle.BATCHES, 42)))
        .containsExactlyInAnyOrder(List.of(0f, 1f), List.of(2f, 3f), List.of(4f, 5f), List.of(6f))
        .endsWith(List.of(6f));
  }

  @Test
  void targetsStayWithTheirRows() throws InterruptedException {
    INDArray x = Nd4j.zeros(DataType.FLOAT, 2);
    INDArray y = Nd4j.zeros(DataType.FLOAT, 2);
    List<Float> seen = new ArrayList<>();
    try (Pass pass = shuffled(Shuffle.ROWS, 42).open()) {
      for (int batch = 0; batch < 3; batch++) {
        pass.next();
        pass.copyTo(List.of(Bytes.of(x), Bytes.of(y)));
        assertThat(y).isEqualTo(x.neg());
        seen.add(x.getFloat(0));
      }
    }
    assertThat(seen).containsExactly(4f, 2f, 5f);
  }

  @Test
  void someOfTheRowsOfABatchAreCopied() throws InterruptedException {
    INDArray x = Nd4j.zeros(DataType.FLOAT, 1);
    for (Feed feed : List.of(new ArrayFeed(DATA, 3), shuffled(Shuffle.ROWS, 42))) {
      try (Pass pass = feed.open()) {
        pass.next();
        List<Float> all = present(pass);
        pass.copyTo(List.of(Bytes.of(x)), 1, 1);
        assertThat(x.getFloat(0)).isEqualTo(all.get(1));
      }
    }
  }
}
