package io.hornbill.spark;

import io.hornbill.Model;
import io.hornbill.base.Fault;
import io.hornbill.engine.internal.kernel.Threads;
import io.hornbill.graph.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.nd4j.linalg.api.ndarray.INDArray;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Asks the model of this JVM about the rows of a partition, batch by batch. */
final class PredictionTask extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
    implements Serializable {
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
  public Iterator<InternalRow> apply(Iterator<InternalRow> rows) {
    String name = "broadcast " + model.id() + " of " + SparkEnv.get().conf().getAppId();
    return new Answers(ModelBytes.shared(name, model.value()), rows, TaskContext.get().cpus());
  }

  private final class Answers extends AbstractIterator<InternalRow> {
    private final Model network;
    private final Iterator<InternalRow> rows;
    private final int threads;
    private final JoinedRow answer = new JoinedRow();
    private final KeptRows given = new KeptRows();
    private final List<InputColumn> inputs = new ArrayList<>();
    private List<float[]> outputs = List.of();
    private int next;

    Answers(Model network, Iterator<InternalRow> rows, int threads) {
      this.network = network;
      this.rows = rows;
      this.threads = threads;
      reader.inputs().forEach(cells -> inputs.add(new InputColumn(cells, batchSize)));
    }

    @Override
    public boolean hasNext() {
      return next < given.count() || rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == given.count()) {
        ask();
        next = 0;
      }
      Object[] cells = columns.cells(outputs, next, given.count());
      return answer.apply(given.get(next++), new GenericInternalRow(cells));
    }

    private void ask() {
      given.clear();
      inputs.forEach(InputColumn::clear);
      while (given.count() < batchSize && rows.hasNext()) {
        InternalRow row = given.add(rows.next());
        for (InputColumn input : inputs) {
          input.add(row);
        }
      }
      List<INDArray> arrays =
          inputs.stream().map(input -> input.toArray(network.dataType())).toList();
      Threads.with(threads, () -> predict(arrays));
    }

    private void predict(List<INDArray> arrays) {
      List<INDArray> predicted = network.predict(arrays, o -> o.batchSize(batchSize));
      predicted.forEach(this::requireRows);
      outputs = predicted.stream().map(Floats::of).toList();
      predicted.forEach(INDArray::close);
    }

    private void requireRows(INDArray output) {
      if (output.rank() == 0 || output.size(0) != given.count()) {
        throw Fault.of("HornbillModel")
            .expected("outputs must have as many rows as the data")
            .received("shape %s for %s rows", Shape.of(output.shape()), given.count())
            .remedy("Leave outputs that join rows out of the model.")
            .argument();
      }
    }
  }
}
