package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;

/** Diagonals, triangles and new arrays of {@code keras.ops}. */
abstract class CreationFunctions extends ArrayFunctions {
  CreationFunctions() {}

  /**
   * Makes a matrix with a vector as a diagonal, or returns a diagonal of a matrix. Here {@code k}
   * is 0.
   *
   * @param x the vector or the matrix
   * @return a tensor of two axes, or of one
   */
  public static Tensor diag(TensorLike x) {
    return Operation.of("Diag").with("k", 0).apply(x);
  }

  /**
   * Makes a matrix with a vector as a diagonal, or returns a diagonal of a matrix.
   *
   * @param x the vector or the matrix
   * @param k which diagonal: positive ones lie above
   * @return a tensor of two axes, or of one
   */
  public static Tensor diag(TensorLike x, int k) {
    return Operation.of("Diag").with("k", k).apply(x);
  }

  /**
   * Makes a matrix with all elements as a diagonal. Here {@code k} is 0.
   *
   * @param x the input
   * @return a tensor of two axes
   */
  public static Tensor diagflat(TensorLike x) {
    return Operation.of("Diagflat").with("k", 0).apply(x);
  }

  /**
   * Makes a matrix with all elements as a diagonal.
   *
   * @param x the input
   * @param k which diagonal: positive ones lie above
   * @return a tensor of two axes
   */
  public static Tensor diagflat(TensorLike x, int k) {
    return Operation.of("Diagflat").with("k", k).apply(x);
  }

  /**
   * Returns the diagonal of the first two axes.
   *
   * @param x the input
   * @return a tensor of one axis less, the diagonal being the last one
   */
  public static Tensor diagonal(TensorLike x) {
    return Operation.of("Diagonal").with("offset", 0).with("axis1", 0).with("axis2", 1).apply(x);
  }

  /**
   * Returns a diagonal of two axes.
   *
   * @param x the input
   * @param offset which diagonal: positive ones lie above
   * @param axis1 the first axis of the plane
   * @param axis2 the second axis of the plane
   * @return a tensor of one axis less, the diagonal being the last one
   */
  public static Tensor diagonal(TensorLike x, int offset, int axis1, int axis2) {
    return Operation.of("Diagonal")
        .with("offset", offset)
        .with("axis1", axis1)
        .with("axis2", axis2)
        .apply(x);
  }

  /**
   * Keeps the lower triangle of the last two axes, and writes zeros above it. Here {@code k} is 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor tril(TensorLike x) {
    return Operation.of("Tril").with("k", 0).apply(x);
  }

  /**
   * Keeps the lower triangle of the last two axes, and writes zeros above it.
   *
   * @param x the input
   * @param k the uppermost diagonal that is kept: positive ones lie above
   * @return a tensor of the same shape
   */
  public static Tensor tril(TensorLike x, int k) {
    return Operation.of("Tril").with("k", k).apply(x);
  }

  /**
   * Keeps the upper triangle of the last two axes, and writes zeros below it. Here {@code k} is 0.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor triu(TensorLike x) {
    return Operation.of("Triu").with("k", 0).apply(x);
  }

  /**
   * Keeps the upper triangle of the last two axes, and writes zeros below it.
   *
   * @param x the input
   * @param k the lowest diagonal that is kept: positive ones lie above
   * @return a tensor of the same shape
   */
  public static Tensor triu(TensorLike x, int k) {
    return Operation.of("Triu").with("k", k).apply(x);
  }

  /**
   * Makes an array of ones in a type.
   *
   * @param x the input
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @return a tensor of the same shape
   */
  public static Tensor onesLike(TensorLike x, String dtype) {
    return Operation.of("OnesLike").with("dtype", dtype).apply(x);
  }

  /**
   * Makes an array of zeros in a type.
   *
   * @param x the input
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @return a tensor of the same shape
   */
  public static Tensor zerosLike(TensorLike x, String dtype) {
    return Operation.of("ZerosLike").with("dtype", dtype).apply(x);
  }

  /**
   * Makes an array of the shape of the input; its elements are zeros. Here {@code dtype} is that of
   * the input.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor emptyLike(TensorLike x) {
    return Operation.of("EmptyLike").with("dtype", null).apply(x);
  }

  /**
   * Makes an array of the shape of the input; its elements are zeros.
   *
   * @param x the input
   * @param dtype the type, by Keras' name
   * @return a tensor of the same shape
   */
  public static Tensor emptyLike(TensorLike x, String dtype) {
    return Operation.of("EmptyLike").with("dtype", dtype).apply(x);
  }

  /**
   * Makes an array of one number of the shape of the input. Here {@code dtype} is that of the
   * input.
   *
   * @param x the input
   * @param fillValue the number
   * @return a tensor of the same shape
   */
  public static Tensor fullLike(TensorLike x, double fillValue) {
    return Operation.of("FullLike").with("dtype", null).apply(x, fillValue);
  }

  /**
   * Makes an array of one number of the shape of the input.
   *
   * @param x the input
   * @param fillValue the number
   * @param dtype the type, by Keras' name
   * @return a tensor of the same shape
   */
  public static Tensor fullLike(TensorLike x, double fillValue, String dtype) {
    return Operation.of("FullLike").with("dtype", dtype).apply(x, fillValue);
  }

  /**
   * Makes an array of one tensor, which broadcasts to a shape. Here {@code dtype} is that of the
   * tensor.
   *
   * @param shape the shape
   * @param fillValue what fills it
   * @return a tensor of that shape
   */
  public static Tensor full(int[] shape, TensorLike fillValue) {
    return Operation.of("Full").with("shape", shape).with("dtype", null).apply(fillValue);
  }

  /**
   * Makes an array of one tensor, which broadcasts to a shape.
   *
   * @param shape the shape
   * @param fillValue what fills it
   * @param dtype the type, by Keras' name
   * @return a tensor of that shape
   */
  public static Tensor full(int[] shape, TensorLike fillValue, String dtype) {
    return Operation.of("Full").with("shape", shape).with("dtype", dtype).apply(fillValue);
  }

  /**
   * Returns a tensor, perhaps in another type. Here {@code dtype} is that of the input.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor array(TensorLike x) {
    return Operation.of("Array").with("dtype", null).apply(x);
  }

  /**
   * Returns a tensor, perhaps in another type.
   *
   * @param x the input
   * @param dtype the type, by Keras' name
   * @return a tensor of the same shape
   */
  public static Tensor array(TensorLike x, String dtype) {
    return Operation.of("Array").with("dtype", dtype).apply(x);
  }

  /**
   * Returns a tensor in a type.
   *
   * @param x the input
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @return a tensor of the same shape
   */
  public static Tensor convertToTensor(TensorLike x, String dtype) {
    return Operation.of("ConvertToTensor")
        .with("dtype", dtype)
        .with("sparse", null)
        .with("ragged", null)
        .apply(x);
  }

  /**
   * Broadcasts to a shape.
   *
   * @param x the input
   * @param shape the shape
   * @return a tensor of that shape
   */
  public static Tensor broadcastTo(TensorLike x, int... shape) {
    return Operation.of("BroadcastTo").with("shape", shape).apply(x);
  }

  /**
   * Returns the number of axes.
   *
   * @param x the input
   * @return a single whole number
   */
  public static Tensor ndim(TensorLike x) {
    return Operation.of("Ndim").apply(x);
  }

  /**
   * Returns the number of elements.
   *
   * @param x the input
   * @return a single whole number
   */
  public static Tensor size(TensorLike x) {
    return Operation.of("Size").apply(x);
  }
}
