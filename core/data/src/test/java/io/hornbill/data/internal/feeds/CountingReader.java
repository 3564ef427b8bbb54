package io.hornbill.data.internal.feeds;

import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.Column;
import io.hornbill.data.internal.arrays.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gives batches of one row: 0, 1, 2 and so on. */
class CountingReader implements BatchReader {
  private final int batches;
  final AtomicInteger read = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final List<Thread> threads = new CopyOnWriteArrayList<>();

  CountingReader(int batches) {
    this.batches = batches;
  }

  /** What happens before a batch is read. */
  void before(int number) throws IOException {}

  @Override
  public boolean read(BatchBuffer batch) throws IOException {
    int number = read.get();
    threads.add(Thread.currentThread());
    before(number);
    if (number == batches) {
      return false;
    }
    BatchBuffer.write(batch.x(0, 1), 0, number);
    read.incrementAndGet();
    return true;
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }

  static float value(BatchBuffer buffer) {
    return buffer.batch().x().get(0).getFloat(0);
  }

  /** The values of all batches that are left. */
  static List<Float> rest(BatchQueue queue) throws InterruptedException {
    List<Float> values = new ArrayList<>();
    for (BatchBuffer buffer = queue.next(); buffer != null; buffer = queue.next()) {
      values.add(value(buffer));
    }
    return values;
  }

  static DataSet data(BatchBuffer buffer) {
    List<Column> x =
        buffer.batch().x().stream()
            .map(array -> Column.of("fit", "x", array, DataType.FLOAT))
            .toList();
    return new DataSet(x, List.of(), List.of(), x.get(0).rows());
  }

  /** The first input of the present batch. */
  static List<Float> present(Pass pass) {
    INDArray target = Nd4j.zeros(DataType.FLOAT, pass.shapes().x().get(0).dims());
    pass.copyTo(List.of(Bytes.of(target)));
    List<Float> values = new ArrayList<>();
    for (long i = 0; i < target.length(); i++) {
      values.add(target.getFloat(i));
    }
    return values;
  }

  /** The first inputs of all batches that are left. */
  static List<List<Float>> all(Pass pass) throws InterruptedException {
    List<List<Float>> batches = new ArrayList<>();
    while (pass.next()) {
      batches.add(present(pass));
    }
    return batches;
  }
}
