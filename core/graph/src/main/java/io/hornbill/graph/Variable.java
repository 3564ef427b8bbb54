package io.hornbill.graph;

import io.hornbill.base.Fault;
import io.hornbill.graph.internal.Substitution;
import io.hornbill.graph.internal.ops.Read;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array that lasts from run to run: a weight, an optimizer's slot, a metric's total. What cuts
 * across layers hangs on it: whether it is trained, its penalty (regularizer) and its projection
 * (constraint).
 */
public final class Variable implements TensorLike {
  private final String name;
  private final Shape shape;
  private final DataType dataType;
  private volatile @Nullable INDArray value;
  private @Nullable Supplier<INDArray> first;
  private String path;
  private final AtomicLong version = new AtomicLong();
  private final Guard guard = new Guard();
  private boolean guarded = true;
  private boolean trainable = true;
  private @Nullable UnaryOperator<Tensor> regularizer;
  private @Nullable UnaryOperator<Tensor> constraint;
  private volatile @Nullable Tensor tensor;

  /**
   * Makes a variable.
   *
   * @param name its name
   * @param value its first value, which becomes the variable's own: a contiguous array in C order
   * @throws IllegalArgumentException if the array is a view or in another order, or holds neither
   *     floats nor doubles
   */
  public Variable(String name, INDArray value) {
    this.name = name;
    this.path = name;
    this.shape = Shape.of(value.shape());
    this.dataType = computed(value.dataType());
    this.value = requireOwn(value);
  }

  /**
   * Makes a variable whose first value is made when it is first asked for; if another value is
   * assigned before, it is never made, and takes no memory.
   *
   * @param name its name
   * @param shape its shape
   * @param dataType the type of its elements
   * @param first makes the first value, a contiguous array in C order
   */
  public Variable(String name, Shape shape, DataType dataType, Supplier<INDArray> first) {
    this.name = name;
    this.path = name;
    this.shape = shape;
    this.dataType = computed(dataType);
    this.first = first;
  }

  private DataType computed(DataType type) {
    if (!Constants.isComputed(type)) {
      throw Fault.of("Variable \"%s\"", name)
          .expected("the value must hold floats or doubles")
          .received("%s", type)
          .remedy("Pass value.castTo(DataType.FLOAT).")
          .argument();
    }
    return type;
  }

  private INDArray requireOwn(INDArray array) {
    if (!isOwn(array)) {
      throw Fault.of("Variable \"%s\"", name)
          .expected("the value must be a contiguous array in C order")
          .received("a view or an array in F order")
          .remedy("Copy it with dup('c').")
          .argument();
    }
    array.setCloseable(false); // plans know its address
    return array;
  }

  private static boolean isOwn(INDArray array) {
    return !array.isView() && (array.rank() <= 1 || array.ordering() == 'c');
  }

  /**
   * Makes a variable of one owner, who sees to it that no two threads use it at the same time.
   *
   * @param name its name
   * @param value its first value, which becomes the variable's own: a contiguous array in C order
   * @return a new variable, which no plan waits for
   * @throws IllegalArgumentException if the array is a view or in another order
   */
  public static Variable unshared(String name, INDArray value) {
    Variable variable = new Variable(name, value);
    variable.guarded = false;
    return variable;
  }

  /**
   * Returns what keeps threads that read and write it apart.
   *
   * @return the guard
   */
  Guard guard() {
    return guard;
  }

  /**
   * Says whether several threads may use it at the same time, which its {@link Guard} then keeps
   * apart.
   *
   * @return false for those that were made {@link #unshared}
   */
  public boolean isShared() {
    return guarded;
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
  @Override
  public Shape shape() {
    return shape;
  }

  /**
   * Returns the type of the elements.
   *
   * @return the data type
   */
  public DataType dataType() {
    return dataType;
  }

  /**
   * Returns the live array, which cannot be closed. Who writes to it calls {@link #touch()}
   * afterwards, and does so while no other thread uses a model of it.
   *
   * @return the array itself, not a copy
   */
  public INDArray value() {
    INDArray known = value;
    return known == null ? makeFirst() : known;
  }

  private synchronized INDArray makeFirst() {
    INDArray known = value;
    Supplier<INDArray> maker = first;
    if (known != null || maker == null) {
      return Objects.requireNonNull(known);
    }
    INDArray made = requireOwn(maker.get());
    requireShape(made);
    requireType(made);
    first = null;
    value = made;
    return made;
  }

  /**
   * Replaces all elements; waits for runs that read the old ones.
   *
   * @param newValue an array of the same shape; converted to this variable's type
   * @throws IllegalArgumentException if the shape differs
   */
  public void assign(INDArray newValue) {
    requireShape(newValue);
    INDArray typed = newValue.dataType() == dataType ? newValue : newValue.castTo(dataType);
    Guard held = guard.lockWrite();
    try {
      if (value != null || !take(typed.dup('c'), true)) {
        value().assign(typed);
      }
      touch();
    } finally {
      held.unlockWrite();
    }
  }

  /**
   * Replaces the value by an array that is not used otherwise: it becomes the variable's own where
   * that can be, so that no other memory is needed, and is closed where not.
   *
   * @param newValue an array of the same shape
   * @throws IllegalArgumentException if the shape differs
   */
  public void adopt(INDArray newValue) {
    requireShape(newValue);
    boolean fits = newValue.dataType() == dataType && isOwn(newValue);
    if (take(newValue, fits)) {
      touch();
      return;
    }
    assign(newValue);
    if (newValue.closeable()) {
      newValue.close();
    }
  }

  /** Makes an array the value if there is none yet. */
  private synchronized boolean take(INDArray array, boolean fits) {
    if (!fits || value != null) {
      return false;
    }
    first = null;
    array.setCloseable(false);
    value = array;
    return true;
  }

  private void requireShape(INDArray array) {
    Shape received = Shape.of(array.shape());
    if (!received.equals(shape)) {
      throw Fault.of("Variable \"%s\"", name)
          .expected("a new value must have shape %s", shape)
          .received(received)
          .remedy("Reshape it, or build the model for it.")
          .argument();
    }
  }

  private void requireType(INDArray array) {
    if (array.dataType() != dataType) {
      throw Fault.of("Variable \"%s\"", name)
          .expected("the first value must have type %s", dataType)
          .received(array.dataType())
          .remedy("Cast it.")
          .argument();
    }
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
   * @return true unless it was set otherwise
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
  @Override
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
