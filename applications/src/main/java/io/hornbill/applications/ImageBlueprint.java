package io.hornbill.applications;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Dense;
import io.hornbill.layers.GlobalAveragePooling2D;
import io.hornbill.layers.GlobalMaxPooling2D;
import io.hornbill.layers.Layer;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network for images in the making: sizes of images, and the ends with and without top. */
final class ImageBlueprint extends Blueprint {
  private final ImageOptions<?> options;
  private Shape shape = Shape.SCALAR;

  /**
   * Checks options.
   *
   * @param architecture the name of the network's class
   * @param options the options
   */
  ImageBlueprint(String architecture, ImageOptions<?> options) {
    super(architecture, options);
    this.options = options;
    String activation = options.classifierActivation();
    if (options.weights() != null
        && hasTop()
        && !List.of("softmax", "linear").contains(activation)) {
      throw Fault.of(architecture)
          .expected("with trained weights, classifierActivation must be \"softmax\" or null")
          .received("\"%s\"", activation)
          .remedy("Choose one, or random weights.")
          .argument();
    }
  }

  /** Some networks have no form for channels first, as in Keras. */
  void requireChannelsLast() {
    if (!ChannelAxis.isLast()) {
      throw Fault.of(architecture())
          .expected("the image data format must be \"channels_last\"")
          .received("\"channels_first\"")
          .remedy("Set it before the network is made.")
          .argument();
    }
  }

  // The input.

  /** The input of a network whose images are at least of one size, and of another by default. */
  Tensor input(int defaultSize, int minSize) {
    return image(shapes(minSize).find(defaultSize, hasTop() && isTrained(), hasTop()));
  }

  /** The input of a network that must know the size of its images even without a top. */
  Tensor knownInput(int defaultSize, int minSize) {
    return image(shapes(minSize).find(defaultSize, hasTop() && isTrained(), true));
  }

  /**
   * The input of a network that has trained weights for several sizes: the largest by default, or
   * that of the wanted shape or of the given tensor.
   */
  Tensor sizedInput(List<Integer> sizes, int minSize) {
    Shape wanted = options.inputShape();
    Tensor given = options.inputTensor();
    Shape seen = wanted != null || given == null ? wanted : given.shape().without(0);
    int size = seen == null ? 0 : squareSize(seen);
    return input(sizes.contains(size) ? size : Collections.max(sizes), minSize);
  }

  /** The input of a network for any size of images, even with a top. */
  Tensor freeInput(int minSize) {
    Tensor given = options.inputTensor();
    if (given != null) {
      shapes(minSize).check(given.shape().without(0));
    }
    return image(shapes(minSize).find(224, false, false));
  }

  /** Some networks take no shape that another tensor has not, as in Keras. */
  void requireShapeOfTensor() {
    Shape wanted = options.inputShape();
    Tensor given = options.inputTensor();
    if (wanted != null && given != null && !wanted.equals(given.shape().without(0))) {
      throw Fault.of(architecture())
          .expected("inputShape must be that of inputTensor")
          .received("%s, and a tensor of %s", wanted, given.shape())
          .remedy("Leave the shape out.")
          .argument();
    }
  }

  private InputShapes shapes(int minSize) {
    return new InputShapes(architecture(), options, minSize);
  }

  private Tensor image(Shape found) {
    shape = found;
    return input(found);
  }

  /** Height and width if they are equal, else 0. */
  private static int squareSize(Shape image) {
    if (image.rank() != 3) {
      return 0;
    }
    Shape size = image.without(ChannelAxis.ofImage());
    return size.dim(0) == size.dim(1) ? (int) size.dim(0) : 0;
  }

  /** The height of images for the model's name; Keras says None where it is not known. */
  String rows(List<Integer> sizes) {
    long rows = isTrained() ? trainedSize(sizes) : shape.dim(ChannelAxis.isLast() ? 0 : 1);
    return rows < 0 ? "None" : String.valueOf(rows);
  }

  /** Which of the sizes that there are trained weights for is this one; 224 if none is. */
  int trainedSize(List<Integer> sizes) {
    int size = squareSize(shape);
    return sizes.contains(size) ? size : 224;
  }

  // The end.

  String classifierActivation() {
    return options.classifierActivation();
  }

  /** The commonest end: the mean of each channel, and a layer that classifies it. */
  Tensor classify(Tensor x) {
    return predictions(new GlobalAveragePooling2D().name("avg_pool").apply(x));
  }

  Tensor predictions(Tensor x) {
    return new Dense(classes()).activation(classifierActivation()).name("predictions").apply(x);
  }

  /** The features of a network without top, by a pooling that Keras gives no name. */
  Tensor pool(Tensor x) {
    Layer pooling = pooling();
    return pooling == null ? x : apply(pooling, x);
  }

  /** The features of a network without top, by a pooling named {@code avg_pool}. */
  Tensor poolByName(Tensor x) {
    Layer pooling = pooling();
    return pooling == null ? x : pooling.name(options.pooling() + "_pool").apply(x);
  }

  private @Nullable Layer pooling() {
    String pooling = options.pooling();
    if (pooling == null) {
      return null;
    }
    return pooling.equals("avg") ? new GlobalAveragePooling2D() : new GlobalMaxPooling2D();
  }
}
