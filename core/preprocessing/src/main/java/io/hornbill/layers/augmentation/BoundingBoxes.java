package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The boxes around objects on pictures, and what these are; Keras' dictionary of {@code "boxes"}
 * and {@code "labels"}.
 *
 * <p>Pictures with fewer objects than others have boxes of zeros, of the label -1. So is a box
 * labelled that nothing is left of.
 *
 * @param boxes {@code [batch, boxes, 4]}, or {@code [boxes, 4]} for one picture
 * @param labels the class of each box, {@code [batch, boxes]} or {@code [boxes]}
 */
public record BoundingBoxes(INDArray boxes, INDArray labels) {
  /**
   * Puts boxes and classes together.
   *
   * @param boxes {@code [batch, boxes, 4]}, or {@code [boxes, 4]} for one picture
   * @param labels the class of each box, {@code [batch, boxes]} or {@code [boxes]}
   * @throws IllegalArgumentException if the shapes are others
   */
  public BoundingBoxes {
    int rank = boxes.rank();
    if ((rank != 2 && rank != 3) || boxes.size(rank - 1) != 4) {
      throw Fault.of("BoundingBoxes")
          .expected("boxes must have shape [batch, boxes, 4] or [boxes, 4]")
          .received(Shape.of(boxes.shape()))
          .remedy("Reshape them.")
          .argument();
    }
    if (labels.rank() != rank - 1
        || labels.size(0) != boxes.size(0)
        || labels.size(rank - 2) != boxes.size(rank - 2)) {
      throw Fault.of("BoundingBoxes")
          .expected("there must be a label for each box")
          .received("shape %s for boxes of %s", Shape.of(labels.shape()), Shape.of(boxes.shape()))
          .remedy("Pass one class for each box.")
          .argument();
    }
  }

  /**
   * Writes boxes in another format, as {@code keras.utils.bounding_boxes.convert_format} does.
   *
   * @param source the format of these boxes: {@code "xyxy"} for left, top, right and bottom in
   *     pixels, {@code "yxyx"}, {@code "xywh"}, {@code "center_xywh"}, {@code "center_yxhw"}, or
   *     {@code "rel_xyxy"}, {@code "rel_yxyx"}, {@code "rel_xywh"} and {@code "rel_center_xywh"} in
   *     shares of the picture
   * @param target the format that is wanted
   * @param height the height of the pictures in pixels
   * @param width their width in pixels
   * @return new boxes
   * @throws IllegalArgumentException if there is no such format
   */
  public BoundingBoxes convertFormat(String source, String target, int height, int width) {
    Boxes read = Boxes.of(this, BoxFormat.of("BoundingBoxes", source), height, width);
    return read.boundingBoxes(
        BoxFormat.of("BoundingBoxes", target), height, width, boxes.rank() == 2);
  }

  /**
   * Cuts boxes at the edges of pictures, as {@code keras.utils.bounding_boxes.clip_to_image_size}
   * does.
   *
   * @param format the format of these boxes
   * @param height the height of the pictures in pixels
   * @param width their width in pixels
   * @return new boxes; those that nothing is left of have the label -1
   * @throws IllegalArgumentException if there is no such format
   */
  public BoundingBoxes clipToImageSize(String format, int height, int width) {
    BoxFormat chosen = BoxFormat.of("BoundingBoxes", format);
    Boxes read = Boxes.of(this, chosen, height, width);
    return read.clipped(height, width).boundingBoxes(chosen, height, width, boxes.rank() == 2);
  }
}
