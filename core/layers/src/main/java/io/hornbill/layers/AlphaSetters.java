package io.hornbill.layers;

import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;

/**
 * The setters of layers with a slope alpha.
 *
 * @param <T> the layer's own type
 */
interface AlphaSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the slope alpha.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T alphaInitializer(Initializer initializer) {
    return with(PartSettings.initializer("alpha_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the slope alpha.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T alphaInitializer(String initializer) {
    return alphaInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the penalty that the slope alpha adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T alphaRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("alpha_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the slope alpha adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T alphaRegularizer(String regularizer) {
    return alphaRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the slope alpha, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T alphaConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("alpha_constraint"), constraint);
  }

  /**
   * Sets the constraint of the slope alpha, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T alphaConstraint(String constraint) {
    return alphaConstraint(Constraints.get(constraint));
  }
}
