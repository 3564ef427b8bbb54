package io.hornbill.layers;

import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;

/**
 * The setters of layers with a depthwise kernel.
 *
 * @param <T> the layer's own type
 */
interface DepthwiseSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the depthwise kernel.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T depthwiseInitializer(Initializer initializer) {
    return with(PartSettings.initializer("depthwise_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the depthwise kernel.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T depthwiseInitializer(String initializer) {
    return depthwiseInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the penalty that the depthwise kernel adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T depthwiseRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("depthwise_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the depthwise kernel adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T depthwiseRegularizer(String regularizer) {
    return depthwiseRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the depthwise kernel, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T depthwiseConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("depthwise_constraint"), constraint);
  }

  /**
   * Sets the constraint of the depthwise kernel, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T depthwiseConstraint(String constraint) {
    return depthwiseConstraint(Constraints.get(constraint));
  }
}
