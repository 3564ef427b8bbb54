package io.hornbill.datasets;

import io.hornbill.base.RandomStream;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes batches of the rows of a table. */
final class TableReader implements BatchReader {
  private final TableOptions<?> options;
  private final TableColumns columns;
  private final Records records;
  private final Skipped skipped;
  private final RandomStream random;
  private final List<Row> waiting = new ArrayList<>();

  /** The records of a table, one after the other. */
  interface Records extends AutoCloseable {
    /**
     * Reads the next record.
     *
     * @return its fields; null at the end
     */
    @Nullable List<? extends @Nullable Object> read() throws IOException;

    /** The number of the record that was read last: of its line, say. */
    long number();

    /** Names the place of records of such numbers. */
    String place(String numbers);

    @Override
    void close();
  }

  /** The numbers of a record, and its own. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(float[] values, long number) {}

  TableReader(
      TableOptions<?> options,
      TableColumns columns,
      Records records,
      Skipped skipped,
      RandomStream random) {
    this.options = options;
    this.columns = columns;
    this.records = records;
    this.skipped = skipped;
    this.random = random;
  }

  /** Finds the names in columns of names. */
  static void scan(TableColumns columns, Records records) throws IOException {
    try (records) {
      for (List<? extends @Nullable Object> fields = records.read();
          fields != null;
          fields = records.read()) {
        columns.scan(fields);
      }
    }
    columns.scanned();
  }

  @Override
  public boolean read(BatchBuffer batch) throws IOException {
    List<Row> rows = new ArrayList<>();
    while (rows.size() < options.batchSize() && fill()) {
      rows.add(waiting.size() == 1 ? waiting.remove(0) : draw());
    }
    if (rows.isEmpty()) {
      skipped.end();
      return false;
    }
    int width = columns.features();
    write(batch.x(0, rows.size(), width), rows, 0, width);
    if (columns.hasLabel()) {
      write(batch.y(0, rows.size(), 1), rows, width++, 1);
    }
    if (columns.hasWeight()) {
      write(batch.weights(0, rows.size()), rows, width, 1);
    }
    long[] numbers = rows.stream().mapToLong(Row::number).toArray();
    batch.origin(() -> records.place(Origins.numbers(numbers)));
    return true;
  }

  /** Reads on until there are enough rows to draw from. */
  private boolean fill() throws IOException {
    int wanted = Math.max(1, options.shuffleBuffer());
    while (waiting.size() < wanted) {
      try {
        List<? extends @Nullable Object> fields = records.read();
        if (fields == null) {
          break;
        }
        long number = records.number();
        String place = records.place(String.valueOf(number));
        waiting.add(new Row(columns.numbers(fields, place), number));
      } catch (IllegalArgumentException e) {
        skipped.add(e);
      }
    }
    return !waiting.isEmpty();
  }

  private Row draw() {
    int last = waiting.size() - 1;
    int chosen = random.nextInt(last + 1);
    Row row = waiting.get(chosen);
    waiting.set(chosen, waiting.get(last));
    waiting.remove(last);
    return row;
  }

  private static void write(INDArray target, List<Row> rows, int from, int width) {
    float[] values = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i).values(), from, values, i * width, width);
    }
    BatchBuffer.write(target, 0, values);
  }

  @Override
  public void close() {
    records.close();
  }
}
