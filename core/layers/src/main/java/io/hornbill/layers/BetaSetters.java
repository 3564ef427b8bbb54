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
 * The setters of layers with a offset beta.
 *
 * @param <T> the layer's own type
 */
interface BetaSetters<T> extends PartSetters<T> {
  /**
   * Sets whether beta is added to the result.
   *
   * @param center false to leave it out
   * @return the layer
   */
  default T center(boolean center) {
    return with(Setting.flag("center", true), center);
  }

  /**
   * Sets the initializer of the offset beta.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T betaInitializer(Initializer initializer) {
    return with(PartSettings.initializer("beta_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the offset beta.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T betaInitializer(String initializer) {
    return betaInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the penalty that the offset beta adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T betaRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("beta_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the offset beta adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T betaRegularizer(String regularizer) {
    return betaRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the offset beta, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T betaConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("beta_constraint"), constraint);
  }

  /**
   * Sets the constraint of the offset beta, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T betaConstraint(String constraint) {
    return betaConstraint(Constraints.get(constraint));
  }
}
