package io.hornbill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchSourceTest {
  private static Batch batch(float value) {
    return new Batch(Nd4j.createFromArray(value));
  }

  private static List<Float> pass(BatchSource source) throws IOException {
    List<Float> values = new ArrayList<>();
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      while (reader.read(buffer)) {
        values.add(buffer.batch().x().get(0).getFloat(0));
        buffer.clear();
      }
    }
    return values;
  }

  /** An iterator that says whether it was closed. */
  private static final class Closeable implements Iterator<Batch>, AutoCloseable {
    private final Exception failure;
    boolean closed;

    Closeable(Exception failure) {
      this.failure = failure;
    }

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public Batch next() {
      return batch(0);
    }

    @Override
    public void close() throws Exception {
      closed = true;
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Test
  void iteratorsAreMadeAnewForEachPass() throws IOException {
    BatchSource source = BatchSource.of(() -> List.of(batch(1), batch(2)).iterator());
    assertThat(source.batches()).isEqualTo(-1);
    assertThat(source.repeats()).isTrue();
    assertThat(pass(source)).containsExactly(1f, 2f);
    assertThat(pass(source)).containsExactly(1f, 2f);
  }

  @Test
  void aStreamLastsForOnePassAndIsClosedAtItsEnd() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    BatchSource source =
        BatchSource.of(Stream.of(batch(1), batch(2)).onClose(closed::incrementAndGet));
    assertThat(source.repeats()).isFalse();
    assertThat(source.batches()).isEqualTo(-1);
    assertThat(pass(source)).containsExactly(1f, 2f);
    assertThat(closed).hasValue(1);
  }

  @Test
  void aStreamIsClosedWhereItIsLeft() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    BatchSource source =
        BatchSource.of(Stream.generate(() -> batch(1)).onClose(closed::incrementAndGet));
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      assertThat(reader.read(buffer)).isTrue();
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void anIteratorThatCanBeClosedIsClosed() throws IOException {
    Closeable iterator = new Closeable(null);
    assertThat(pass(BatchSource.of(() -> iterator))).isEmpty();
    assertThat(iterator.closed).isTrue();
  }

  @Test
  void whatClosingThrowsIsTold() {
    IOException checked = new IOException("the lid is stuck");
    BatchReader reader = BatchSource.of(() -> new Closeable(checked)).open();
    assertThatThrownBy(reader::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "BatchSource: an iterator must be closed without failing. Received: java.io.IOException: the lid is stuck. See its cause.")
        .hasCause(checked);
    RuntimeException own = new IllegalStateException("mine");
    assertThatThrownBy(BatchSource.of(() -> new Closeable(own)).open()::close).isSameAs(own);
  }

  @Test
  void aBatchKeepsItsLists() {
    INDArray x = Nd4j.createFromArray(1f);
    List<INDArray> xs = new ArrayList<>(List.of(x));
    Batch batch = new Batch(xs, List.of(), List.of());
    xs.clear();
    assertThat(batch.x()).containsExactly(x);
    assertThat(new Batch(x, x)).isEqualTo(new Batch(List.of(x), List.of(x), List.of()));
    assertThat(new Batch(x, x, x)).isEqualTo(new Batch(List.of(x), List.of(x), List.of(x)));
  }

  @Test
  void arraysAreCutIntoBatchesInOrder() throws IOException {
    INDArray x = Nd4j.arange(15).reshape('c', 5, 3).castTo(DataType.FLOAT);
    INDArray y = Nd4j.createFromArray(0f, 1f, 2f, 3f, 4f);
    try (BatchReader reader = BatchSource.of(x, y, 2).open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      assertThat(reader.read(buffer)).isTrue();
      assertThat(reader.read(buffer)).isTrue();
      assertThat(buffer.batch().x().get(0).toFloatMatrix())
          .isDeepEqualTo(new float[][] {{6, 7, 8}, {9, 10, 11}});
      assertThat(buffer.batch().y().get(0).toFloatVector()).containsExactly(2, 3);
      assertThat(reader.read(buffer)).isTrue();
      assertThat(buffer.batch().x().get(0).shape()).containsExactly(1, 3);
      assertThat(buffer.batch().y().get(0).shape()).containsExactly(1);
      assertThat(reader.read(buffer)).isFalse();
    }
  }

  @Test
  void arraysMustFitEachOtherAndBeOpen() {
    INDArray x = Nd4j.ones(DataType.FLOAT, 4, 2);
    INDArray closed = Nd4j.ones(DataType.FLOAT, 4, 1);
    closed.close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchSource.of(x, Nd4j.ones(DataType.FLOAT, 3, 1), 2))
        .withMessage(
            "BatchSource: x and y must have as many rows. Received: 4 and 3. Give a target for each row.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchSource.of(x, x, 0))
        .withMessageContaining("batchSize");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchSource.of(x, closed, 2))
        .withMessageStartingWith("BatchSource: y must be an array that is open.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchSource.of(closed, x, 2))
        .withMessageStartingWith("BatchSource: x must be an array that is open.");
  }

  @Test
  void batchesThatDivideTheRowsAreAllWhole() throws IOException {
    INDArray x = Nd4j.createFromArray(1f, 2f, 3f, 4f);
    assertThat(pass(BatchSource.of(x, x, 2))).containsExactly(1f, 3f);
  }

  @Test
  void nullsAreRefused() throws IOException {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batch((INDArray) null))
        .withMessage("Batch: x must be arrays. Received: null. Leave out what there is not.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchSource.of(() -> null).open())
        .withMessage(
            "BatchSource: each pass must have an iterator. Received: null. Return a new one each time.");
    List<Batch> none = new ArrayList<>();
    none.add(null);
    try (BatchReader reader = BatchSource.of(none::iterator).open();
        BatchBuffer buffer = new BatchBuffer(DataType.FLOAT)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reader.read(buffer))
          .withMessage(
              "BatchSource: an iterator must give batches. Received: null. End it by hasNext() instead.");
    }
  }
}
