package io.hornbill.training;

import io.hornbill.data.Batch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays of a batch as a user gave them, by place or by name, before the model is known.
 *
 * @param x puts the data in the order of the inputs
 * @param y puts the targets in the order of the outputs
 * @param weights how much rows count
 */
record NamedBatch(
    Function<Preparation, List<INDArray>> x,
    Function<Preparation, List<INDArray>> y,
    SampleWeights weights) {
  static NamedBatch of(Batch batch) {
    return new NamedBatch(
        prepare -> batch.x(), prepare -> batch.y(), SampleWeights.byPlace(batch.weights()));
  }

  static NamedBatch of(Map<String, INDArray> x, Map<String, INDArray> y, SampleWeights weights) {
    Map<String, INDArray> inputs = Map.copyOf(x);
    Map<String, INDArray> targets = Map.copyOf(y);
    return new NamedBatch(
        prepare -> prepare.byInput(inputs), prepare -> prepare.byOutput("y", targets), weights);
  }
}
