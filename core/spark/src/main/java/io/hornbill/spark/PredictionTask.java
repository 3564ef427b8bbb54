package io.hornbill.spark;

import io.hornbill.Model;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Asks the model of this JVM about the rows of a partition, batch by batch. */
final class PredictionTask implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<byte[]> model;
  private final RowReader reader;
  private final PredictionColumns columns;
  private final int batchSize;

  PredictionTask(
      Broadcast<byte[]> model, RowReader reader, PredictionColumns columns, int batchSize) {
    this.model = model;
    this.reader = reader;
    this.columns = columns;
    this.batchSize = batchSize;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    String name =
        "broadcast " + model.id() + " of " + org.apache.spark.SparkEnv.get().conf().getAppId();
    return new Answers(ModelBytes.shared(name, model.value()), rows);
  }

  private final class Answers implements Iterator<Row> {
    private final Model network;
    private final Iterator<Row> rows;
    private List<Row> batch = List.of();
    private int next;

    Answers(Model network, Iterator<Row> rows) {
      this.network = network;
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return next < batch.size() || rows.hasNext();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == batch.size()) {
        batch = ask();
        next = 0;
      }
      return batch.get(next++);
    }

    private List<Row> ask() {
      List<Row> given = new ArrayList<>(batchSize);
      List<Sample> samples = new ArrayList<>(batchSize);
      while (given.size() < batchSize && rows.hasNext()) {
        Row row = rows.next();
        given.add(row);
        samples.add(reader.read(row));
      }
      List<INDArray> inputs = reader.inputs(samples, network.dataType());
      List<float[]> outputs =
          network.predict(inputs, o -> o.batchSize(batchSize)).stream()
              .map(PredictionColumns::floats)
              .toList();
      List<Row> answers = new ArrayList<>(given.size());
      for (int i = 0; i < given.size(); i++) {
        answers.add(answer(given.get(i), outputs, i, given.size()));
      }
      return answers;
    }

    private Row answer(Row row, List<float[]> outputs, int at, int count) {
      Object[] cells = new Object[row.size() + columns.count()];
      for (int i = 0; i < row.size(); i++) {
        cells[i] = row.get(i);
      }
      columns.put(outputs, at, count, cells, row.size());
      return RowFactory.create(cells);
    }
  }
}
