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
 * The setters of layers with a kernel.
 *
 * @param <T> the layer's own type
 */
public interface KernelSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the kernel.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T kernelInitializer(Initializer initializer) {
    return with(PartSettings.initializer("kernel_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the kernel.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T kernelInitializer(String initializer) {
    return kernelInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the initializer of the kernel.
   *
   * @param function makes the values of a shape and a name, as the functions of Keras 1 do
   * @return the layer
   */
  default T kernelInitializer(InitFunction function) {
    return kernelInitializer(function.named("kernel"));
  }

  /**
   * Sets the penalty that the kernel adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T kernelRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("kernel_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the kernel adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T kernelRegularizer(String regularizer) {
    return kernelRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the kernel, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T kernelConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("kernel_constraint"), constraint);
  }

  /**
   * Sets the constraint of the kernel, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T kernelConstraint(String constraint) {
    return kernelConstraint(Constraints.get(constraint));
  }
}
