package io.hornbill.benchmarks.djl;

import ai.djl.ndarray.types.Shape;
import io.hornbill.benchmarks.harness.Samples;
import io.hornbill.benchmarks.harness.Workload;

/** PyTorch's own layouts: images have their channels first, sequences their features last. */
final class Layouts {

  private Layouts() {}

  static Shape shape(Workload workload) {
    long[] shape = workload.batchShape();
    return shape.length == 4 ? new Shape(shape[0], shape[3], shape[1], shape[2]) : new Shape(shape);
  }

  static float[] values(Workload workload, Samples batch) {
    long[] shape = workload.batchShape();
    return shape.length == 4 ? batch.channelsFirst((int) shape[3]) : batch.x();
  }
}
