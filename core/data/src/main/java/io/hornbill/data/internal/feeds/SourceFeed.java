package io.hornbill.data.internal.feeds;

import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import io.hornbill.data.internal.arrays.DataSet;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;

/** The batches of a source. */
public final class SourceFeed extends SameBatches implements Feed {
  private final DataType dataType;
  private final int prefetch;
  private final Function<BatchBuffer, DataSet> prepare;

  /**
   * Reads from a source.
   *
   * @param source the batches
   * @param dataType the model's type
   * @param prefetch how many batches are read ahead; 0 for none, without another thread
   * @param prepare checks a batch
   */
  public SourceFeed(
      BatchSource source, DataType dataType, int prefetch, Function<BatchBuffer, DataSet> prepare) {
    super(source);
    this.dataType = dataType;
    this.prefetch = prefetch;
    this.prepare = prepare;
  }

  @Override
  public Pass open() {
    BatchReader reader = source().open();
    return new SourcePass(
        prefetch == 0
            ? new DirectQueue(reader, new BatchBuffer(dataType))
            : new Prefetcher(reader, prefetch, dataType),
        prepare);
  }
}
