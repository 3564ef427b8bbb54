package io.hornbill.training;

import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.feeds.SameBatches;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;

/** The batches of a source after the layers that are computed in Java. */
final class HostedSource extends SameBatches implements BatchSource {
  private final DataType dataType;
  private final UnaryOperator<Batch> change;

  /**
   * Makes a source.
   *
   * @param source has batches of what the model begins with
   * @param dataType the type in which they are read
   * @param change computes the layers
   */
  HostedSource(BatchSource source, DataType dataType, UnaryOperator<Batch> change) {
    super(source);
    this.dataType = dataType;
    this.change = change;
  }

  @Override
  public BatchReader open() {
    return new Pass(source().open());
  }

  private final class Pass implements BatchReader {
    private final BatchReader reader;
    private final BatchBuffer memory = new BatchBuffer(dataType);

    Pass(BatchReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean read(BatchBuffer batch) throws IOException {
      memory.clear();
      if (!reader.read(memory)) {
        return false;
      }
      batch.put(change.apply(memory.batch()));
      batch.origin(memory.origin());
      return true;
    }

    @Override
    public void close() {
      try (memory) {
        reader.close();
      }
    }
  }
}
