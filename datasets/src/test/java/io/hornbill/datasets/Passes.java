package io.hornbill.datasets;

import io.hornbill.data.Batch;
import io.hornbill.data.BatchBuffer;
import io.hornbill.data.BatchReader;
import io.hornbill.data.BatchSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of what sources give. */
final class Passes {
  private Passes() {}

  /** All batches of a pass. */
  static List<Batch> read(BatchSource source) {
    List<Batch> batches = new ArrayList<>();
    try (BatchBuffer buffer = new BatchBuffer(DataType.FLOAT);
        BatchReader reader = source.open()) {
      while (reader.read(buffer)) {
        Batch batch = buffer.batch();
        batches.add(new Batch(copies(batch.x()), copies(batch.y()), copies(batch.weights())));
        buffer.clear();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return batches;
  }

  private static List<INDArray> copies(List<INDArray> arrays) {
    return arrays.stream().map(INDArray::dup).toList();
  }

  /** The first target of all batches. */
  static List<Float> targets(BatchSource source) {
    List<Float> values = new ArrayList<>();
    for (Batch batch : read(source)) {
      values.addAll(numbers(batch.y().get(0)));
    }
    return values;
  }

  static List<Float> numbers(INDArray array) {
    List<Float> values = new ArrayList<>();
    for (float value : array.dup('c').data().asFloat()) {
      values.add(value);
    }
    return values;
  }
}
