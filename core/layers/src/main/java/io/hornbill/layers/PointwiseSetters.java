package io.hornbill.layers;

import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;

/**
 * The setters of layers with a pointwise kernel.
 *
 * @param <T> the layer's own type
 */
interface PointwiseSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the pointwise kernel.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T pointwiseInitializer(Initializer initializer) {
    return with(PartSettings.initializer("pointwise_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the pointwise kernel.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T pointwiseInitializer(String initializer) {
    return pointwiseInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the penalty that the pointwise kernel adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T pointwiseRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("pointwise_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the pointwise kernel adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T pointwiseRegularizer(String regularizer) {
    return pointwiseRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the pointwise kernel, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T pointwiseConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("pointwise_constraint"), constraint);
  }

  /**
   * Sets the constraint of the pointwise kernel, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T pointwiseConstraint(String constraint) {
    return pointwiseConstraint(Constraints.get(constraint));
  }
}
