package io.hornbill.applications;

import io.hornbill.base.Checks;
import io.hornbill.base.Fault;
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
  private @Nullable Tensor inputTensor;
  private final int trainedClasses;
  private int classes;
  private @Nullable String name;

  ApplicationOptions(String weights, int classes) {
    this.weights = weights;
    this.classes = classes;
    trainedClasses = classes;
  }

  abstract O self();

  /**
   * Sets where the weights come from.
   *
   * @param weights the name of those that Keras offers, by default {@code "imagenet"} for images,
   *     which are kept in the folder {@code models} of Keras' home and downloaded if need be. Null
   *     for random ones; or a file of any format, as a path or as text
   * @return these options
   * @throws IllegalArgumentException if it is none of these
   */
  public O weights(@Nullable Object weights) {
    if (!(weights == null || weights instanceof String || weights instanceof Path)) {
      throw Fault.of("Application")
          .expected("weights must be a name, a path or null")
          .received(weights)
          .remedy("Choose a file, the name of trained weights, or null for random ones.")
          .argument();
    }
    this.weights = weights;
    return self();
  }

  /**
   * Sets whether the network classifies.
   *
   * @param includeTop true, the default, to end in class probabilities; false to end in features
   * @return these options
   */
  public O includeTop(boolean includeTop) {
    this.includeTop = includeTop;
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
   * Sets the number of classes of a network with top.
   *
   * @param classes at least 1; by default as many as the trained weights have
   * @return these options
   */
  public O classes(int classes) {
    this.classes = Checks.positive("Application", "classes", classes);
    return self();
  }

  /**
   * Sets the name of the model.
   *
   * @param name the name; by default Keras' name of the network
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

  final @Nullable Tensor inputTensor() {
    return inputTensor;
  }

  final int trainedClasses() {
    return trainedClasses;
  }

  final int classes() {
    return classes;
  }

  final String nameOr(String otherwise) {
    return name == null ? otherwise : name;
  }
}
