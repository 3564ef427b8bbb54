package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes pictures, and what is known of them alike. */
final class Annotations {
  private Annotations() {}

  /** Decides what is done to pictures of a size. */
  @FunctionalInterface
  interface Decision {
    Alteration of(int count, int height, int width);
  }

  static AnnotatedImages change(ImageLayer<?> layer, AnnotatedImages in, Decision decision) {
    boolean first = layer.isChannelsFirst();
    INDArray images = in.images();
    Pictures pictures = Pictures.of(layer.who(), images, first);
    Alteration alteration = decision.of(pictures.count, pictures.height, pictures.width);
    Pictures out = alteration.images(pictures);
    INDArray labels = in.labels();
    return new AnnotatedImages(
        out.array(images.rank(), first),
        labels == null ? null : alteration.labels(labels),
        boxes(layer, in.boundingBoxes(), alteration, pictures, out),
        masks(layer, in.segmentationMasks(), alteration, pictures));
  }

  private static @Nullable BoundingBoxes boxes(
      ImageLayer<?> layer,
      @Nullable BoundingBoxes given,
      Alteration alteration,
      Pictures in,
      Pictures out) {
    if (given == null) {
      return null;
    }
    String name = requireFormat(layer);
    boolean single = given.boxes().rank() == 2;
    if ((single ? 1 : given.boxes().size(0)) != in.count) {
      throw Fault.of(layer.who())
          .expected("there must be boxes for each picture")
          .received("boxes of shape %s for %s pictures", Shape.of(given.boxes().shape()), in.count)
          .remedy("Pass boxes of zeros where there are none.")
          .argument();
    }
    BoxFormat format = BoxFormat.of(layer.who(), name);
    return alteration
        .boxes(Boxes.of(given, format, in.height, in.width), in.height, in.width)
        .boundingBoxes(format, out.height, out.width, single);
  }

  /** The format of boxes, which must have been set. */
  static String requireFormat(ImageLayer<?> layer) {
    String name = layer.boxFormat();
    if (name.isEmpty()) {
      throw Fault.of(layer.who())
          .expected("the format of boxes must be known")
          .received("boxes and no format")
          .remedy("Set boundingBoxFormat(\"xyxy\") or another one.")
          .argument();
    }
    return name;
  }

  private static @Nullable INDArray masks(
      ImageLayer<?> layer, @Nullable INDArray given, Alteration alteration, Pictures images) {
    if (given == null) {
      return null;
    }
    boolean first = layer.isChannelsFirst();
    Pictures masks = Pictures.of(layer.who(), given, first);
    if (masks.count != images.count
        || masks.height != images.height
        || masks.width != images.width) {
      throw Fault.of(layer.who())
          .expected("masks must have the size of the pictures")
          .received(
              "shape %s for %s pictures of %s by %s pixels",
              Shape.of(given.shape()), images.count, images.height, images.width)
          .remedy("Pass [batch, height, width, 1].")
          .argument();
    }
    return alteration.masks(masks).array(given.rank(), first);
  }
}
