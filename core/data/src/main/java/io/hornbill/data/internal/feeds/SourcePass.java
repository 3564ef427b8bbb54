package io.hornbill.data.internal.feeds;

import io.hornbill.base.Fault;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.internal.arrays.BatchShapes;
import io.hornbill.data.internal.arrays.Bytes;
import io.hornbill.data.internal.arrays.DataSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One pass over a source. */
public final class SourcePass implements Pass {
  private final BatchQueue queue;
  private final Function<BatchBuffer, DataSet> prepare;
  private @Nullable DataSet present;

  public SourcePass(BatchQueue queue, Function<BatchBuffer, DataSet> prepare) {
    this.queue = queue;
    this.prepare = prepare;
  }

  @Override
  public boolean next() throws InterruptedException {
    BatchBuffer buffer = queue.next();
    present = buffer == null ? null : prepare.apply(buffer);
    return buffer != null;
  }

  private DataSet present() {
    DataSet known = present;
    if (known == null) {
      throw Fault.of("BatchSource")
          .expected("there must be a present batch")
          .received("the end of the pass")
          .remedy("Call next() first.")
          .state();
    }
    return known;
  }

  @Override
  public BatchShapes shapes() {
    return present().batch(present().rows());
  }

  @Override
  public void copyTo(List<Bytes> inputs) {
    present().copyTo(inputs, 0, present().rows());
  }

  @Override
  public void copyTo(List<Bytes> inputs, int from, int count) {
    present().copyTo(inputs, from, count);
  }

  @Override
  public void close() {
    queue.close();
  }
}
