package io.hornbill.layers;

import io.hornbill.graph.Tensor;
import java.util.Map;

/**
 * A layer that may take a map of tensors, as Keras' layers that change pictures take what is known
 * of these along.
 *
 * <pre>{@code
 * Map<String, Tensor> turned =
 *     new RandomFlip().boundingBoxFormat("xyxy").apply(
 *         Map.of("images", images, "bounding_boxes", Map.of("boxes", boxes, "labels", classes)));
 * Tensor flipped = turned.get("bounding_boxes/boxes");
 * }</pre>
 */
public interface MapLayer {
  /**
   * Computes a map of tensors.
   *
   * @param inputs the inputs by their keys; of maps within maps {@code bounding_boxes/boxes}
   * @param context whether this is training, and randomness
   * @return as many tensors, by the same keys
   * @throws IllegalArgumentException if a key is missing, or not known
   */
  Map<String, Tensor> callMap(Map<String, Tensor> inputs, CallContext context);

  /**
   * Applies the layer to a map of tensors.
   *
   * @param inputs tensors, or maps of tensors, by their keys
   * @return tensors by the same keys; of maps within maps {@code bounding_boxes/boxes}
   * @throws IllegalArgumentException if a key is missing, or not known
   */
  default Map<String, Tensor> apply(Map<String, ?> inputs) {
    return MapCall.apply(this, inputs);
  }
}
