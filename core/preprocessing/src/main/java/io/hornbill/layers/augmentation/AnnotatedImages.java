package io.hornbill.layers.augmentation;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Pictures with what is known of them; Keras' dictionary of {@code "images"}, {@code "labels"},
 * {@code "bounding_boxes"} and {@code "segmentation_masks"}.
 *
 * <pre>{@code
 * AnnotatedImages seen = AnnotatedImages.of(images).boundingBoxes(boxes, classes).segmentationMasks(masks);
 * AnnotatedImages turned = new RandomRotation(0.1).boundingBoxFormat("xyxy").augment(seen, RandomStream.of(1));
 * }</pre>
 *
 * @param images {@code [batch, height, width, channels]}, or one picture of three axes
 * @param labels the targets, {@code [batch, ...]}; null for none
 * @param boundingBoxes the boxes around objects; null for none
 * @param segmentationMasks the class of each pixel, {@code [batch, height, width, 1]}; null for
 *     none
 */
public record AnnotatedImages(
    INDArray images,
    @Nullable INDArray labels,
    @Nullable BoundingBoxes boundingBoxes,
    @Nullable INDArray segmentationMasks) {
  /**
   * Begins with pictures alone.
   *
   * @param images {@code [batch, height, width, channels]}, or one picture of three axes
   * @return pictures that nothing is known of
   */
  public static AnnotatedImages of(INDArray images) {
    return new AnnotatedImages(images, null, null, null);
  }

  /**
   * Adds targets.
   *
   * @param labels {@code [batch, ...]}
   * @return the same pictures with these targets
   */
  public AnnotatedImages labels(INDArray labels) {
    return new AnnotatedImages(images, labels, boundingBoxes, segmentationMasks);
  }

  /**
   * Adds the boxes around objects.
   *
   * @param boxes {@code [batch, boxes, 4]}, in the format that the layers are told
   * @param classes the class of each box, {@code [batch, boxes]}
   * @return the same pictures with these boxes
   * @throws IllegalArgumentException if the shapes are others
   */
  public AnnotatedImages boundingBoxes(INDArray boxes, INDArray classes) {
    return new AnnotatedImages(
        images, labels, new BoundingBoxes(boxes, classes), segmentationMasks);
  }

  /**
   * Adds the class of each pixel.
   *
   * @param segmentationMasks {@code [batch, height, width, 1]}, or channels first as the pictures
   * @return the same pictures with these masks
   */
  public AnnotatedImages segmentationMasks(INDArray segmentationMasks) {
    return new AnnotatedImages(images, labels, boundingBoxes, segmentationMasks);
  }
}
