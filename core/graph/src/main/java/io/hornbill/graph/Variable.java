package io.hornbill.graph;

import io.hornbill.graph.ops.Read;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array that lasts from run to run: a weight, an optimizer's slot, a metric's total. What cuts
 * across layers hangs on it: whether it is trained, its penalty (regularizer) and its projection
 * (constraint).
 */
public final class Variable {
  private final String name;
  private final INDArray value;
  private String path;
  private final AtomicLong version = new AtomicLong();
  private boolean trainable = true;
  private @Nullable UnaryOperator<Tensor> regularizer;
  private @Nullable UnaryOperator<Tensor> constraint;
  private volatile @Nullable Tensor tensor;

  /**
   * Makes a variable.
   *
   * @param name its name
   * @param value its first value, which becomes the variable's own: a contiguous array in C order
   * @throws IllegalArgumentException if the array is a view or in another order
   */
  public Variable(String name, INDArray value) {
    if (value.isView() || (value.rank() > 1 && value.ordering() != 'c')) {
      throw new IllegalArgumentException(
          "Variable \"%s\": the value must be a contiguous array in C order. Received: a view or an array in F order. Copy it with dup('c')."
              .formatted(name));
    }
    this.name = name;
    this.path = name;
    this.value = value;
  }

  /**
   * Returns the name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns where the variable is in its model: the names of the layers around it and its own.
   *
   * @return the path, such as {@code encoder/dense/kernel}; the name while it is in no model
   */
  public String path() {
    return path;
  }

  /**
   * Sets where the variable is in its model.
   *
   * @param newPath the path
   */
  public void setPath(String newPath) {
    path = newPath;
  }

  /**
   * Returns the shape.
   *
   * @return the shape
   */
  public Shape shape() {
    return Shape.of(value.shape());
  }

  /**
   * Returns the type of the elements.
   *
   * @return the data type
   */
  public DataType dataType() {
    return value.dataType();
  }

  /**
   * Returns the live array. Who writes to it calls {@link #touch()} afterwards.
   *
   * @return the array itself, not a copy
   */
  public INDArray value() {
    return value;
  }

  /**
   * Replaces all elements.
   *
   * @param newValue an array of the same shape; converted to this variable's type
   * @throws IllegalArgumentException if the shape differs
   */
  public void assign(INDArray newValue) {
    Shape received = Shape.of(newValue.shape());
    if (!received.equals(shape())) {
      throw new IllegalArgumentException(
          "Variable \"%s\": a new value must have shape %s. Received: %s. Reshape it, or build the model for it."
              .formatted(name, shape(), received));
    }
    value.assign(newValue.dataType() == dataType() ? newValue : newValue.castTo(dataType()));
    touch();
  }

  /** Says that the elements changed, so that what was derived from them is made again. */
  public void touch() {
    version.incrementAndGet();
  }

  /**
   * Counts the changes.
   *
   * @return a number that grows with each change
   */
  public long version() {
    return version.get();
  }

  /**
   * Says whether training changes it.
   *
   * @return true at first
   */
  public boolean isTrainable() {
    return trainable;
  }

  /**
   * Sets whether training changes it.
   *
   * @param newTrainable false to freeze
   */
  public void setTrainable(boolean newTrainable) {
    trainable = newTrainable;
  }

  /**
   * Returns the penalty that this variable adds to the loss.
   *
   * @return from the weight to a single number; null if none
   */
  public @Nullable UnaryOperator<Tensor> regularizer() {
    return regularizer;
  }

  /**
   * Sets the penalty that this variable adds to the loss.
   *
   * @param newRegularizer from the weight to a single number; null for none
   */
  public void setRegularizer(@Nullable UnaryOperator<Tensor> newRegularizer) {
    regularizer = newRegularizer;
  }

  /**
   * Returns the projection that is applied after each update.
   *
   * @return from the weight to the allowed weight; null if none
   */
  public @Nullable UnaryOperator<Tensor> constraint() {
    return constraint;
  }

  /**
   * Sets the projection that is applied after each update.
   *
   * @param newConstraint from the weight to the allowed weight; null for none
   */
  public void setConstraint(@Nullable UnaryOperator<Tensor> newConstraint) {
    constraint = newConstraint;
  }

  /**
   * Returns the tensor that reads this variable as it was at the start of the run: always the same
   * one, so that gradients by it are found wherever a graph uses it.
   *
   * @return a tensor of its type and shape
   */
  public Tensor tensor() {
    Tensor standIn = Substitution.of(this);
    if (standIn != null) {
      return standIn;
    }
    Tensor known = tensor;
    if (known == null) {
      synchronized (this) {
        known = tensor;
        if (known == null) {
          known = Node.apply(new Read(this));
          tensor = known;
        }
      }
    }
    return known;
  }

  @Override
  public String toString() {
    return "Variable(%s, %s)".formatted(name, shape());
  }
}
