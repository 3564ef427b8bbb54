package io.hornbill.applications;

import io.hornbill.base.Fault;
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
    if (fixed && !wanted.equals(image(defaultSize))) {
      throw Fault.of(architecture)
          .expected("with top and ImageNet's weights, inputShape must be %s", image(defaultSize))
          .received(wanted)
          .remedy("Leave the shape or the top out, or choose random weights.")
          .argument();
    }
    if (known && !wanted.isKnown()) {
      throw Fault.of(architecture)
          .expected("a network must know the size of its images")
          .received(wanted)
          .remedy("Give a full shape; most networks do without one if they have no top.")
          .argument();
    }
    return wanted;
  }

  /** Whether a shape could be one of an image. */
  void check(Shape shape) {
    if (shape.rank() != 3 || shape.dim(ChannelAxis.ofImage()) <= 0) {
      throw Fault.of(architecture)
          .expected(
              "inputShape must be three lengths, %s",
              ChannelAxis.isLast() ? "[height, width, channels]" : "[channels, height, width]")
          .received(shape)
          .remedy("Leave the batch axis out.")
          .argument();
    }
    Shape size = shape.without(ChannelAxis.ofImage());
    if (!isEnough(size.dim(0)) || !isEnough(size.dim(1))) {
      throw Fault.of(architecture)
          .expected("images must be at least %sx%s", minSize, minSize)
          .received(shape)
          .remedy("Resize them.")
          .argument();
    }
    if (options.weights() instanceof String name
        && name.startsWith("imagenet")
        && shape.dim(ChannelAxis.ofImage()) != 3) {
      throw Fault.of(architecture)
          .expected("ImageNet's weights are for three channels")
          .received(shape)
          .remedy("Convert the images, or choose random weights.")
          .argument();
    }
  }

  private boolean isEnough(long length) {
    return length == Shape.UNKNOWN || length >= minSize;
  }

  private static Shape image(long size) {
    return ChannelAxis.isLast() ? Shape.of(size, size, 3) : Shape.of(3, size, size);
  }
}
