package io.hornbill.applications;

import io.hornbill.base.Checks;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen when a network is made. The names and first values are Keras'.
 *
 * <pre>{@code
 * Model features = ResNet50.create(o -> o.includeTop(false).pooling("avg").inputShape(160, 160, 3));
 * Model untrained = ResNet50.create(o -> o.weights(null).classes(10));
 * }</pre>
 *
 * @param <O> the options' own type
 */
public abstract class ApplicationOptions<O extends ApplicationOptions<O>> {
  private @Nullable Object weights;
  private boolean includeTop = true;
  private @Nullable Shape inputShape;
  private @Nullable Tensor inputTensor;
  private @Nullable String pooling;
  private int classes = 1000;
  private @Nullable String classifierActivation = "softmax";
  private @Nullable String name;

  ApplicationOptions(String weights) {
    this.weights = weights;
  }

  abstract O self();

  /**
   * Sets where the weights come from.
   *
   * @param weights {@code "imagenet"}, as at first, for those that Keras offers, which are kept in
   *     the folder {@code models} of Keras' home; null for random ones; or a file of any format, as
   *     a path or as text
   * @return these options
   * @throws IllegalArgumentException if it is none of these
   */
  public O weights(@Nullable Object weights) {
    Checks.argument(
        weights == null || weights instanceof String || weights instanceof Path,
        "Application: weights must be a name, a path or null. Received: %s. Choose \"imagenet\", a file, or null for random weights.",
        weights);
    this.weights = weights;
    return self();
  }

  /**
   * Sets whether the network classifies.
   *
   * @param includeTop true, as at first, to end in class probabilities; false to end in features
   * @return these options
   */
  public O includeTop(boolean includeTop) {
    this.includeTop = includeTop;
    return self();
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
   * Sets what the network starts from, in place of an input of its own.
   *
   * @param inputTensor an input, or the output of a layer; null for an own input
   * @return these options
   */
  public O inputTensor(@Nullable Tensor inputTensor) {
    this.inputTensor = inputTensor;
    return self();
  }

  /**
   * Sets what the features of a network without top become.
   *
   * @param pooling {@code "avg"} or {@code "max"} for one number per channel; null, as at first, for
   *     the feature maps as they are
   * @return these options
   * @throws IllegalArgumentException if it is none of these
   */
  public O pooling(@Nullable String pooling) {
    Checks.argument(
        pooling == null || pooling.equals("avg") || pooling.equals("max"),
        "Application: pooling must be \"avg\", \"max\" or null. Received: \"%s\". Choose one.",
        pooling);
    this.pooling = pooling;
    return self();
  }

  /**
   * Sets the number of classes of a network with top.
   *
   * @param classes at least 1; 1,000 at first
   * @return these options
   */
  public O classes(int classes) {
    this.classes = Checks.positive("Application", "classes", classes);
    return self();
  }

  /**
   * Sets the activation function of the last layer of a network with top.
   *
   * @param classifierActivation its name, {@code "softmax"} at first; null for none, so that the
   *     network gives logits
   * @return these options
   */
  public O classifierActivation(@Nullable String classifierActivation) {
    this.classifierActivation = classifierActivation;
    return self();
  }

  /**
   * Sets the name of the model.
   *
   * @param name the name; Keras' name of the network at first
   * @return these options
   */
  public O name(String name) {
    this.name = name;
    return self();
  }

  final @Nullable Object weights() {
    return weights;
  }

  final boolean hasTop() {
    return includeTop;
  }

  final @Nullable Shape inputShape() {
    return inputShape;
  }

  final @Nullable Tensor inputTensor() {
    return inputTensor;
  }

  final @Nullable String pooling() {
    return pooling;
  }

  final int classes() {
    return classes;
  }

  final String classifierActivation() {
    return classifierActivation == null ? "linear" : classifierActivation;
  }

  final String nameOr(String otherwise) {
    return name == null ? otherwise : name;
  }
}
