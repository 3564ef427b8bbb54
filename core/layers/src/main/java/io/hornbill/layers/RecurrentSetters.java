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
 * The setters of layers with a recurrent kernel.
 *
 * @param <T> the layer's own type
 */
interface RecurrentSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the recurrent kernel.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T recurrentInitializer(Initializer initializer) {
    return with(PartSettings.initializer("recurrent_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the recurrent kernel.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T recurrentInitializer(String initializer) {
    return recurrentInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the initializer of the recurrent kernel.
   *
   * @param function makes the values of a shape and a name, as the functions of Keras 1 do
   * @return the layer
   */
  default T recurrentInitializer(InitFunction function) {
    return recurrentInitializer(function.named("recurrent_kernel"));
  }

  /**
   * Sets the penalty that the recurrent kernel adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T recurrentRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("recurrent_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the recurrent kernel adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T recurrentRegularizer(String regularizer) {
    return recurrentRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the recurrent kernel, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T recurrentConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("recurrent_constraint"), constraint);
  }

  /**
   * Sets the constraint of the recurrent kernel, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T recurrentConstraint(String constraint) {
    return recurrentConstraint(Constraints.get(constraint));
  }
}
