package io.hornbill.layers.preprocessing;

import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The inputs of a source's batches, one pass over them. */
final class Samples {
  private Samples() {}

  static void forEach(BatchSource source, Consumer<INDArray> action) {
    forEach(source, 0, action);
  }

  static void forEach(BatchSource source, int input, Consumer<INDArray> action) {
    try (BatchReader reader = source.open();
        BatchBuffer buffer = new BatchBuffer(DataType.DOUBLE)) {
      while (reader.read(buffer)) {
        action.accept(buffer.batch().x().get(input));
        buffer.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
