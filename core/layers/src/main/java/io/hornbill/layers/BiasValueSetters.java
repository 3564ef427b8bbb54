package io.hornbill.layers;

import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.InitFunction;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;

/**
 * The setters of layers with a bias: its initializer, regularizer and constraint.
 *
 * @param <T> the layer's own type
 */
interface BiasValueSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the bias.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T biasInitializer(Initializer initializer) {
    return with(PartSettings.initializer("bias_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the bias.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T biasInitializer(String initializer) {
    return biasInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the initializer of the bias.
   *
   * @param function makes the values of a shape and a name, as the functions of Keras 1 do
   * @return the layer
   */
  default T biasInitializer(InitFunction function) {
    return biasInitializer(function.named("bias"));
  }

  /**
   * Sets the penalty that the bias adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T biasRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("bias_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the bias adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T biasRegularizer(String regularizer) {
    return biasRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the bias, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T biasConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("bias_constraint"), constraint);
  }

  /**
   * Sets the constraint of the bias, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T biasConstraint(String constraint) {
    return biasConstraint(Constraints.get(constraint));
  }
}
