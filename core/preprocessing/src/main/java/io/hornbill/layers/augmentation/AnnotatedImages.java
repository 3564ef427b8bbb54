package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  static final String IMAGES = "images";
  static final String LABELS = "labels";
  static final String BOXES = "bounding_boxes/boxes";
  static final String CLASSES = "bounding_boxes/labels";
  static final String MASKS = "segmentation_masks";
  static final List<String> PARTS = List.of(IMAGES, LABELS, BOXES, CLASSES, MASKS);

  /** Checks that a map has boxes and their classes, or neither. */
  static void checkBoxes(String owner, Collection<String> names) {
    if (names.contains(BOXES) != names.contains(CLASSES)) {
      throw Fault.of(owner)
          .expected("boxes must have labels")
          .received(names)
          .remedy("Pass \"boxes\" and \"labels\".")
          .argument();
    }
  }

  /** Collects pictures, and what is known of them, by the names of Keras' dictionary. */
  static AnnotatedImages of(Map<String, INDArray> parts) {
    INDArray boxes = parts.get(BOXES);
    INDArray classes = parts.get(CLASSES);
    return new AnnotatedImages(
        Objects.requireNonNull(parts.get(IMAGES)),
        parts.get(LABELS),
        boxes == null || classes == null ? null : new BoundingBoxes(boxes, classes),
        parts.get(MASKS));
  }

  /** The part of a name; null if there is none. */
  @Nullable INDArray part(String name) {
    BoundingBoxes boxed = boundingBoxes;
    return switch (name) {
      case IMAGES -> images;
      case LABELS -> labels;
      case BOXES -> boxed == null ? null : boxed.boxes();
      case CLASSES -> boxed == null ? null : boxed.labels();
      case MASKS -> segmentationMasks;
      default -> null;
    };
  }

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
