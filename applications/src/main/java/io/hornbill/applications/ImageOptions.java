package io.hornbill.applications;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen when a network for images is made.
 *
 * @param <O> the options' own type
 */
abstract class ImageOptions<O extends ImageOptions<O>> extends ApplicationOptions<O> {
  private @Nullable Shape inputShape;
  private @Nullable String pooling;
  private @Nullable String classifierActivation = "softmax";

  ImageOptions() {
    super("imagenet", 1000);
  }

  /**
   * Sets the shape of one image. A network that classifies with ImageNet's weights has a shape of
   * its own.
   *
   * @param inputShape {@code [height, width, channels]}, or {@code [channels, height, width]} if
   *     that is the image data format; -1 for a length that differs from batch to batch
   * @return these options
   */
  public O inputShape(long... inputShape) {
    this.inputShape = Shape.of(inputShape);
    return self();
  }

  /**
   * Sets what the features of a network without top become.
   *
   * @param pooling {@code "avg"} or {@code "max"} for one number per channel; null, the default,
   *     for the feature maps as they are
   * @return these options
   * @throws IllegalArgumentException if it is none of these
   */
  public O pooling(@Nullable String pooling) {
    if (pooling != null && !pooling.equals("avg") && !pooling.equals("max")) {
      throw Fault.of("Application")
          .expected("pooling must be \"avg\", \"max\" or null")
          .received("\"%s\"", pooling)
          .remedy("Choose one.")
          .argument();
    }
    this.pooling = pooling;
    return self();
  }

  /**
   * Sets the activation function of the last layer of a network with top.
   *
   * @param classifierActivation its name, {@code "softmax"} by default; null for none, so that the
   *     network gives logits
   * @return these options
   */
  public O classifierActivation(@Nullable String classifierActivation) {
    this.classifierActivation = classifierActivation;
    return self();
  }

  final @Nullable Shape inputShape() {
    return inputShape;
  }

  final @Nullable String pooling() {
    return pooling;
  }

  final String classifierActivation() {
    return classifierActivation == null ? "linear" : classifierActivation;
  }
}
