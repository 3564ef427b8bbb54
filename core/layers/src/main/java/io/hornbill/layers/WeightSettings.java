package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.RandomStream;
import io.hornbill.constraints.Constraint;
import io.hornbill.constraints.Constraints;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.initializers.Initializer;
import io.hornbill.initializers.Initializers;
import io.hornbill.regularizers.Regularizer;
import io.hornbill.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How a weight begins, what it costs, what it is kept to, and whether there is one at all.
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
  private boolean used = true;
  private @Nullable String usedField;

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
   * Sets what the weight begins with.
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

  /** The same settings but for what the weight begins with. */
  WeightSettings with(Initializer other) {
    WeightSettings settings = new WeightSettings(other);
    settings.take(this);
    return settings.initializer(other);
  }

  /** Takes all settings of another weight. */
  void take(WeightSettings other) {
    initializer = other.initializer;
    regularizer = other.regularizer;
    constraint = other.constraint;
    trainable = other.trainable;
    used = other.used;
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

  /**
   * Names the field of the configuration that says whether there is such a weight.
   *
   * @param field Keras' name of the field: {@code use_bias}
   * @return these settings
   */
  public WeightSettings usedField(String field) {
    usedField = field;
    return this;
  }

  /**
   * Sets whether there is such a weight.
   *
   * @param used false to leave the weight out
   * @return these settings
   */
  public WeightSettings used(boolean used) {
    this.used = used;
    return this;
  }

  /**
   * Says whether there is such a weight.
   *
   * @return true by default
   */
  public boolean isUsed() {
    return used;
  }

  boolean isTrainable() {
    return trainable;
  }

  /** Moving statistics have an initializer and nothing else. */
  void write(String part, Config config) {
    if (usedField != null) {
      config.with(usedField, used);
    }
    config.with(part + "_initializer", Parts.writeInitializer(initializer));
    if (trainable) {
      config.with(
          part + "_regularizer", regularizer == null ? null : Parts.writeRegularizer(regularizer));
      config.with(
          part + "_constraint", constraint == null ? null : Parts.writeConstraint(constraint));
    }
  }

  void read(String part, Config config) {
    if (usedField != null) {
      used = config.bool(usedField, used);
    }
    Initializer first = Parts.read(config.get(part + "_initializer"), Initializers::get);
    initializer = first == null ? initializer : first;
    regularizer = Parts.read(config.get(part + "_regularizer"), Regularizers::get);
    constraint = Parts.read(config.get(part + "_constraint"), Constraints::get);
  }

  Variable make(String name, Shape shape, DataType dataType) {
    Variable weight =
        LayerReading.make(
            name,
            shape,
            dataType,
            () -> initializer.initialize(shape.dims(), dataType, RandomStream.next()));
    weight.setTrainable(trainable);
    weight.setRegularizer(regularizer);
    weight.setConstraint(constraint);
    return weight;
  }
}
