package io.hornbill.applications;

import io.hornbill.base.Checks;
import io.hornbill.graph.Shape;

/** Which shape an image of a network has: the wanted one, if it is allowed. */
final class InputShapes {
  private final String architecture;
  private final ImageOptions<?> options;
  private final int minSize;

  InputShapes(String architecture, ImageOptions<?> options, int minSize) {
    this.architecture = architecture;
    this.options = options;
    this.minSize = minSize;
  }

  /**
   * Finds the shape as Keras does.
   *
   * @param defaultSize height and width where none are wanted
   * @param fixed whether trained weights with a top allow no other size
   * @param known whether height and width must be known
   */
  Shape find(int defaultSize, boolean fixed, boolean known) {
    Shape wanted = options.inputShape();
    if (wanted == null) {
      return known || fixed ? image(defaultSize) : image(Shape.UNKNOWN);
    }
    check(wanted);
    Checks.argument(
        !fixed || wanted.equals(image(defaultSize)),
        "%s: with top and ImageNet's weights, inputShape must be %s. Received: %s. Leave the shape or the top out, or choose random weights.",
        architecture,
        image(defaultSize),
        wanted);
    Checks.argument(
        !known || wanted.isKnown(),
        "%s: a network must know the size of its images. Received: %s. Give a full shape; most networks do without one if they have no top.",
        architecture,
        wanted);
    return wanted;
  }

  /** Whether a shape could be one of an image. */
  void check(Shape shape) {
    Checks.argument(
        shape.rank() == 3 && shape.dim(ChannelAxis.ofImage()) > 0,
        "%s: inputShape must be three lengths, %s. Received: %s. Leave the batch axis out.",
        architecture,
        ChannelAxis.isLast() ? "[height, width, channels]" : "[channels, height, width]",
        shape);
    Shape size = shape.without(ChannelAxis.ofImage());
    Checks.argument(
        isEnough(size.dim(0)) && isEnough(size.dim(1)),
        "%s: images must be at least %sx%s. Received: %s. Resize them.",
        architecture,
        minSize,
        minSize,
        shape);
    Checks.argument(
        !(options.weights() instanceof String name && name.startsWith("imagenet"))
            || shape.dim(ChannelAxis.ofImage()) == 3,
        "%s: ImageNet's weights are for three channels. Received: %s. Convert the images, or choose random weights.",
        architecture,
        shape);
  }

  private boolean isEnough(long length) {
    return length == Shape.UNKNOWN || length >= minSize;
  }

  private static Shape image(long size) {
    return ChannelAxis.isLast() ? Shape.of(size, size, 3) : Shape.of(3, size, size);
  }
}
