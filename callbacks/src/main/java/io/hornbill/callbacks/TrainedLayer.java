package io.hornbill.callbacks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What callbacks see of a layer.
 *
 * @param name its name
 * @param className its class in Keras, {@code "Dense"}
 * @param inputs the names of the layers that its calls get their inputs from
 * @param weights its live weights by their paths in Keras, {@code "sequential/dense/kernel"}; only
 *     to be read
 */
public record TrainedLayer(
    String name, String className, List<String> inputs, Map<String, INDArray> weights) {
  /**
   * Copies list and map, not the weights.
   *
   * @param name its name
   * @param className its class in Keras
   * @param inputs the names of the layers that its calls get their inputs from
   * @param weights its live weights by their paths
   */
  public TrainedLayer {
    inputs = List.copyOf(inputs);
    weights = new LinkedHashMap<>(weights);
  }
}
