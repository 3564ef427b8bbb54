package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.layers.internal.LayerReading;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Initializer, regularizer and constraint of a weight, and whether there is one at all.
 *
 * <p>Example:
 *
 * <pre>{@code
 * addWeight("kernel", Shape.of(3, 4), WeightSettings.of("he_normal").regularizer("l2"));
 * }</pre>
 */
public final class WeightSettings {
  private Initializer initializer;
  private @Nullable Regularizer regularizer;
  private @Nullable Constraint constraint;
  private boolean trainable = true;

  private WeightSettings(Initializer initializer) {
    this.initializer = initializer;
  }

  /**
   * Makes settings of a trained weight.
   *
   * @param initializer the name of the initializer
   * @return new settings
   * @throws IllegalArgumentException if the name is unknown
   */
  public static WeightSettings of(String initializer) {
    return of(Initializers.get(initializer));
  }

  /**
   * Makes settings of a trained weight.
   *
   * @param initializer the initializer
   * @return new settings
   */
  public static WeightSettings of(Initializer initializer) {
    return new WeightSettings(initializer);
  }

  /**
   * Sets the initializer of the weight.
   *
   * @param initializer the initializer
   * @return these settings
   */
  public WeightSettings initializer(Initializer initializer) {
    this.initializer = initializer;
    return this;
  }

  Initializer initializer() {
    return initializer;
  }

  /**
   * Sets the penalty that the weight adds to the loss.
   *
   * @param regularizer the regularizer; null for none
   * @return these settings
   */
  public WeightSettings regularizer(@Nullable Regularizer regularizer) {
    this.regularizer = regularizer;
    return this;
  }

  /**
   * Sets the penalty that the weight adds to the loss.
   *
   * @param regularizer the name of the regularizer
   * @return these settings
   */
  public WeightSettings regularizer(String regularizer) {
    return regularizer(Regularizers.get(regularizer));
  }

  /**
   * Sets the projection that is applied to the weight after each update.
   *
   * @param constraint the constraint; null for none
   * @return these settings
   */
  public WeightSettings constraint(@Nullable Constraint constraint) {
    this.constraint = constraint;
    return this;
  }

  /**
   * Sets the projection that is applied to the weight after each update.
   *
   * @param constraint the name of the constraint
   * @return these settings
   */
  public WeightSettings constraint(String constraint) {
    return constraint(Constraints.get(constraint));
  }

  /**
   * Sets whether gradients change the weight.
   *
   * @param trainable false for moving statistics and states
   * @return these settings
   */
  public WeightSettings trainable(boolean trainable) {
    this.trainable = trainable;
    return this;
  }

  boolean isTrainable() {
    return trainable;
  }

  Variable make(String name, Shape shape, DataType dataType, @Nullable LayerReading reading) {
    if (reading != null) {
      reading.account(name, shape, dataType);
    }
    Initializer chosen = initializer;
    RandomStream random = RandomStream.next();
    Variable weight =
        new Variable(
            name,
            shape,
            dataType,
            () -> own(chosen, chosen.initialize(shape.dims(), dataType, random), name, dataType));
    weight.setTrainable(trainable);
    weight.setRegularizer(regularizer);
    weight.setConstraint(constraint);
    return weight;
  }

  /** What an initializer of one's own returns may be changed by others, or be of another type. */
  private static INDArray own(
      Initializer initializer, @Nullable INDArray made, String name, DataType dataType) {
    if (made == null || made.wasClosed()) {
      throw Fault.of("Initializer")
          .expected("the first value of a weight must be an array that is open")
          .received(
              "%s for \"%s\" from %s",
              made == null ? "null" : "a closed one", name, initializer.getClass().getName())
          .remedy("Return a new array of the shape that is asked for.")
          .argument();
    }
    if (initializer.returnsNewArrays() && made.dataType() == dataType) {
      return made;
    }
    return made.dataType() == dataType ? made.dup('c') : made.castTo(dataType).dup('c');
  }
}
