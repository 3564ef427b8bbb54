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
 * The setters of layers with a table of embeddings.
 *
 * @param <T> the layer's own type
 */
interface EmbeddingsSetters<T> extends PartSetters<T> {
  /**
   * Sets the initializer of the table of embeddings.
   *
   * @param initializer the initializer
   * @return the layer
   */
  default T embeddingsInitializer(Initializer initializer) {
    return with(PartSettings.initializer("embeddings_initializer", "zeros"), initializer);
  }

  /**
   * Sets the initializer of the table of embeddings.
   *
   * @param initializer the name of the initializer
   * @return the layer
   */
  default T embeddingsInitializer(String initializer) {
    return embeddingsInitializer(Initializers.get(initializer));
  }

  /**
   * Sets the initializer of the table of embeddings.
   *
   * @param function makes the values of a shape and a name, as the functions of Keras 1 do
   * @return the layer
   */
  default T embeddingsInitializer(InitFunction function) {
    return embeddingsInitializer(function.named("embeddings"));
  }

  /**
   * Sets the penalty that the table of embeddings adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return the layer
   */
  default T embeddingsRegularizer(@Nullable Regularizer regularizer) {
    return with(PartSettings.regularizer("embeddings_regularizer"), regularizer);
  }

  /**
   * Sets the penalty that the table of embeddings adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return the layer
   */
  default T embeddingsRegularizer(String regularizer) {
    return embeddingsRegularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the constraint of the table of embeddings, applied after each update.
   *
   * @param constraint the constraint; null for none
   * @return the layer
   */
  default T embeddingsConstraint(@Nullable Constraint constraint) {
    return with(PartSettings.constraint("embeddings_constraint"), constraint);
  }

  /**
   * Sets the constraint of the table of embeddings, applied after each update.
   *
   * @param constraint the name of the constraint
   * @return the layer
   */
  default T embeddingsConstraint(String constraint) {
    return embeddingsConstraint(Constraints.get(constraint));
  }
}
