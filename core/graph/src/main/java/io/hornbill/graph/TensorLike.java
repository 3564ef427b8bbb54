package io.hornbill.graph;

/**
 * What stands for a tensor: a {@link Tensor} itself, a {@link Variable}, or an {@code Input} of a
 * model.
 *
 * <p>Whatever takes tensors takes these, in any mixture:
 *
 * <pre>{@code
 * Input left = new Input(4), right = new Input(4);
 * Tensor both = Ops.concatenate(List.of(left, right, left.minus(right)), -1);
 * }</pre>
 */
public interface TensorLike {
  /**
   * Returns the tensor that this stands for.
   *
   * @return always the same tensor
   */
  Tensor tensor();

  /**
   * Returns the shape, the batch axis being -1 while it is unknown.
   *
   * @return the shape
   */
  default Shape shape() {
    return tensor().shape();
  }

  /**
   * Returns the number of axes.
   *
   * @return the number of axes
   */
  default int rank() {
    return shape().rank();
  }

  /**
   * Returns the length of an axis.
   *
   * @param axis the axis; negative ones count from the end
   * @return its length, -1 if unknown
   */
  default long dim(int axis) {
    return shape().dim(axis);
  }

  /**
   * Adds, with broadcasting.
   *
   * @param other what to add
   * @return the sum
   */
  default Tensor plus(TensorLike other) {
    return Ops.add(this, other);
  }

  /**
   * Adds a number to each element.
   *
   * @param other what to add
   * @return the sum
   */
  default Tensor plus(double other) {
    return Ops.add(this, other);
  }

  /**
   * Subtracts, with broadcasting.
   *
   * @param other what to subtract
   * @return the difference
   */
  default Tensor minus(TensorLike other) {
    return Ops.subtract(this, other);
  }

  /**
   * Subtracts a number from each element.
   *
   * @param other what to subtract
   * @return the difference
   */
  default Tensor minus(double other) {
    return Ops.add(this, -other);
  }

  /**
   * Multiplies element by element, with broadcasting.
   *
   * @param other the factor
   * @return the product
   */
  default Tensor times(TensorLike other) {
    return Ops.multiply(this, other);
  }

  /**
   * Multiplies each element by a number.
   *
   * @param other the factor
   * @return the product
   */
  default Tensor times(double other) {
    return Ops.multiply(this, other);
  }

  /**
   * Divides element by element, with broadcasting.
   *
   * @param other the divisor
   * @return the quotient
   */
  default Tensor dividedBy(TensorLike other) {
    return Ops.divide(this, other);
  }

  /**
   * Divides each element by a number.
   *
   * @param other the divisor
   * @return the quotient
   */
  default Tensor dividedBy(double other) {
    return Ops.divide(this, other);
  }

  /**
   * Divides element by element, with broadcasting; as {@link #dividedBy(TensorLike)}, by the name
   * that arrays and Kotlin's operator have.
   *
   * @param other the divisor
   * @return the quotient
   */
  default Tensor div(TensorLike other) {
    return dividedBy(other);
  }

  /**
   * Divides each element by a number; as {@link #dividedBy(double)}.
   *
   * @param other the divisor
   * @return the quotient
   */
  default Tensor div(double other) {
    return dividedBy(other);
  }

  /**
   * Changes the sign of each element.
   *
   * @return the negative
   */
  default Tensor negated() {
    return Ops.negative(this);
  }

  /**
   * Takes a part along an axis.
   *
   * @param axis the axis; negative ones count from the end
   * @param from the first place
   * @param to the place behind the last one
   * @return a tensor that is {@code to - from} long there
   */
  default Tensor slice(int axis, long from, long to) {
    return Ops.slice(this, axis, from, to);
  }

  /**
   * Raises each element to a power: Python's {@code x ** 2}.
   *
   * @param exponent the power
   * @return a tensor of the same shape
   */
  default Tensor pow(double exponent) {
    return Ops.power(this, exponent);
  }

  /**
   * Multiplies matrices: Python's {@code x @ y}.
   *
   * @param other the second matrix, or matrices
   * @return as {@link Ops#matmul}
   */
  default Tensor matmul(TensorLike other) {
    return Ops.matmul(this, other);
  }

  /**
   * Gives the elements another shape.
   *
   * @param shape the new shape, -1 for a length that follows from the others
   * @return as {@link Ops#reshape}
   */
  default Tensor reshape(long... shape) {
    return Ops.reshape(this, shape);
  }
}
