package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;

/**
 * The setters of layers with a scale gamma.
 *
 * @param <T> the layer's own type
 */
interface GammaSetters<T> extends PartSetters<T> {
  /**
   * Sets whether the result is scaled by gamma.
   *
   * @param scale false to leave it out
   * @return the layer
   */
  default T scale(boolean scale) {
    return with(Setting.flag("scale", true), scale);
  }

  /**
   * Sets the initializer of the scale gamma.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T gammaInitializer(Initializer initializer) {
    return with(PartSettings.initializer("gamma_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the scale gamma.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T gammaInitializer(String initializer) {
    return gammaInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the penalty that the scale gamma adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T gammaRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("gamma_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the scale gamma adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T gammaRegularizer(String regularizer) {
    return gammaRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the scale gamma, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T gammaConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("gamma_constraint"), constraint);
  }

  /**
   * Sets the constraint of the scale gamma, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T gammaConstraint(String constraint) {
    return gammaConstraint(Constraints.get(constraint));
  }
}
