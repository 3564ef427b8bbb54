package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;

/** Running sums, orders and sequences of {@code keras.ops}. */
abstract class SequenceFunctions extends NanFunctions {
  SequenceFunctions() {}

  /**
   * Returns the running sums of all elements, in row-major order.
   *
   * @param x the input
   * @return a tensor of one axis
   */
  public static Tensor cumsum(TensorLike x) {
    return Operation.of("Cumsum").with("axis", null).with("dtype", null).apply(x);
  }

  /**
   * Returns the running sums along an axis, in a type.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @return a tensor of the same shape
   */
  public static Tensor cumsum(TensorLike x, int axis, String dtype) {
    return Operation.of("Cumsum").with("axis", axis).with("dtype", dtype).apply(x);
  }

  /**
   * Returns the running products of all elements, in row-major order.
   *
   * @param x the input
   * @return a tensor of one axis
   */
  public static Tensor cumprod(TensorLike x) {
    return Operation.of("Cumprod").with("axis", null).with("dtype", null).apply(x);
  }

  /**
   * Returns the running products along an axis. Here {@code dtype} is that of the input.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor cumprod(TensorLike x, int axis) {
    return Operation.of("Cumprod").with("axis", axis).with("dtype", null).apply(x);
  }

  /**
   * Returns the running products along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param dtype the type, by Keras' name
   * @return a tensor of the same shape
   */
  public static Tensor cumprod(TensorLike x, int axis, String dtype) {
    return Operation.of("Cumprod").with("axis", axis).with("dtype", dtype).apply(x);
  }

  /**
   * Returns the running sums, NaN counting as 0, of all elements, in row-major order.
   *
   * @param x the input
   * @return a tensor of one axis
   */
  public static Tensor nancumsum(TensorLike x) {
    return Operation.of("Nancumsum").with("axis", null).with("dtype", null).apply(x);
  }

  /**
   * Returns the running sums, NaN counting as 0, along an axis. Here {@code dtype} is that of the
   * input.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor nancumsum(TensorLike x, int axis) {
    return Operation.of("Nancumsum").with("axis", axis).with("dtype", null).apply(x);
  }

  /**
   * Returns the running sums, NaN counting as 0, along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param dtype the type, by Keras' name
   * @return a tensor of the same shape
   */
  public static Tensor nancumsum(TensorLike x, int axis, String dtype) {
    return Operation.of("Nancumsum").with("axis", axis).with("dtype", dtype).apply(x);
  }

  /**
   * Returns the running products, NaN counting as 1, of all elements, in row-major order.
   *
   * @param x the input
   * @return a tensor of one axis
   */
  public static Tensor nancumprod(TensorLike x) {
    return Operation.of("Nancumprod").with("axis", null).with("dtype", null).apply(x);
  }

  /**
   * Returns the running products, NaN counting as 1, along an axis. Here {@code dtype} is that of
   * the input.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor nancumprod(TensorLike x, int axis) {
    return Operation.of("Nancumprod").with("axis", axis).with("dtype", null).apply(x);
  }

  /**
   * Returns the running products, NaN counting as 1, along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param dtype the type, by Keras' name
   * @return a tensor of the same shape
   */
  public static Tensor nancumprod(TensorLike x, int axis, String dtype) {
    return Operation.of("Nancumprod").with("axis", axis).with("dtype", dtype).apply(x);
  }

  /**
   * Returns the differences of neighbours along the last axis.
   *
   * @param a the input
   * @return a tensor with an axis one shorter
   */
  public static Tensor diff(TensorLike a) {
    return Operation.of("Diff").with("n", 1).with("axis", -1).apply(a);
  }

  /**
   * Returns the differences of neighbours along an axis, several times.
   *
   * @param a the input
   * @param n how often
   * @param axis the axis, negative ones from the end
   * @return a tensor with the axis shorter by as many
   */
  public static Tensor diff(TensorLike a, int n, int axis) {
    return Operation.of("Diff").with("n", n).with("axis", axis).apply(a);
  }

  /**
   * Integrates along the last axis by the trapezoidal rule, with points at distance 1.
   *
   * @param y the ordinates
   * @return a tensor of one axis less
   */
  public static Tensor trapezoid(TensorLike y) {
    return Operation.of("Trapezoid").with("x", null).with("dx", 1.0).with("axis", -1).apply(y);
  }

  /**
   * Integrates along an axis by the trapezoidal rule, with points at equal distance.
   *
   * @param y the ordinates
   * @param dx the distance of the points
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor trapezoid(TensorLike y, double dx, int axis) {
    return Operation.of("Trapezoid").with("x", null).with("dx", dx).with("axis", axis).apply(y);
  }

  /**
   * Sorts along the last axis, ascending.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor sort(TensorLike x) {
    return Operation.of("Sort").with("axis", -1).apply(x);
  }

  /**
   * Returns the places of the elements in ascending order along the last axis.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor argsort(TensorLike x) {
    return Operation.of("Argsort").with("axis", -1).apply(x);
  }

  /**
   * Returns the places of the elements in an order in which the k-th one is where it is when
   * sorted, those before it being smaller. Here {@code axis} is the last one.
   *
   * @param x the input
   * @param kth the place, from 0
   * @return a tensor of the same shape
   */
  public static Tensor argpartition(TensorLike x, int kth) {
    return Operation.of("Argpartition").with("kth", kth).with("axis", -1).apply(x);
  }

  /**
   * Returns the places of the elements in an order in which the k-th one is where it is when
   * sorted, those before it being smaller.
   *
   * @param x the input
   * @param kth the place, from 0
   * @param axis the axis
   * @return a tensor of the same shape
   */
  public static Tensor argpartition(TensorLike x, int kth, int axis) {
    return Operation.of("Argpartition").with("kth", kth).with("axis", axis).apply(x);
  }

  /**
   * Returns the greatest elements of the last axis and their places.
   *
   * @param x the input
   * @param k how many
   * @param sorted whether they are in descending order
   * @return the elements and their places, each {@code [..., k]}
   */
  public static List<Tensor> topK(TensorLike x, int k, boolean sorted) {
    return Operation.of("TopK").with("k", k).with("sorted", sorted).applyAll(x);
  }

  /**
   * Correlates two sequences, where they overlap completely or as a mode says. Here {@code mode} is
   * {@code "valid"}.
   *
   * @param x1 the first sequence, {@code [n]}
   * @param x2 the second one, {@code [m]}
   * @return a tensor of one axis
   */
  public static Tensor correlate(TensorLike x1, TensorLike x2) {
    return Operation.of("Correlate").with("mode", "valid").apply(x1, x2);
  }

  /**
   * Correlates two sequences, where they overlap completely or as a mode says.
   *
   * @param x1 the first sequence, {@code [n]}
   * @param x2 the second one, {@code [m]}
   * @param mode {@code "valid"}, {@code "same"} or {@code "full"}
   * @return a tensor of one axis
   */
  public static Tensor correlate(TensorLike x1, TensorLike x2, String mode) {
    return Operation.of("Correlate").with("mode", mode).apply(x1, x2);
  }

  /**
   * Returns the correlation coefficients of rows.
   *
   * @param x one variable per row, {@code [rows, observations]}
   * @return a tensor {@code [rows, rows]}
   */
  public static Tensor corrcoef(TensorLike x) {
    return Operation.of("Corrcoef").apply(x);
  }

  /**
   * Returns the powers of numbers as rows of a Vandermonde matrix. Here {@code N} is as many as
   * numbers and {@code increasing} is last.
   *
   * @param x the numbers, {@code [n]}
   * @return a tensor {@code [n, N]}
   */
  public static Tensor vander(TensorLike x) {
    return Operation.of("Vander").with("N", null).with("increasing", false).apply(x);
  }

  /**
   * Returns the powers of numbers as rows of a Vandermonde matrix.
   *
   * @param x the numbers, {@code [n]}
   * @param N how many powers
   * @param increasing whether the power 0 is first
   * @return a tensor {@code [n, N]}
   */
  public static Tensor vander(TensorLike x, int N, boolean increasing) {
    return Operation.of("Vander").with("N", N).with("increasing", increasing).apply(x);
  }

  /**
   * Returns numbers of equal distance from start to stop, both included. Here {@code num} is 50.
   *
   * @param start the first numbers
   * @param stop the last numbers
   * @return a tensor with an axis of as many in front
   */
  public static Tensor linspace(TensorLike start, TensorLike stop) {
    return Operation.of("Linspace")
        .with("num", 50)
        .with("endpoint", true)
        .with("retstep", false)
        .with("dtype", null)
        .with("axis", 0)
        .apply(start, stop);
  }

  /**
   * Returns numbers of equal distance from start to stop, both included.
   *
   * @param start the first numbers
   * @param stop the last numbers
   * @param num how many
   * @return a tensor with an axis of as many in front
   */
  public static Tensor linspace(TensorLike start, TensorLike stop, int num) {
    return Operation.of("Linspace")
        .with("num", num)
        .with("endpoint", true)
        .with("retstep", false)
        .with("dtype", null)
        .with("axis", 0)
        .apply(start, stop);
  }

  /**
   * Returns numbers of equal distance from start to stop.
   *
   * @param start the first numbers
   * @param stop the last numbers
   * @param num how many
   * @param endpoint whether stop is the last one
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @param axis where the new axis is
   * @return a tensor with an axis of as many
   */
  public static Tensor linspace(
      TensorLike start, TensorLike stop, int num, boolean endpoint, String dtype, int axis) {
    return Operation.of("Linspace")
        .with("num", num)
        .with("endpoint", endpoint)
        .with("retstep", false)
        .with("dtype", dtype)
        .with("axis", axis)
        .apply(start, stop);
  }

  /**
   * Returns powers of 10 whose exponents have equal distance. Here {@code num} is 50.
   *
   * @param start the first exponents
   * @param stop the last exponents
   * @return a tensor with an axis of as many in front
   */
  public static Tensor logspace(TensorLike start, TensorLike stop) {
    return Operation.of("Logspace")
        .with("num", 50)
        .with("endpoint", true)
        .with("base", 10)
        .with("dtype", null)
        .with("axis", 0)
        .apply(start, stop);
  }

  /**
   * Returns powers of 10 whose exponents have equal distance.
   *
   * @param start the first exponents
   * @param stop the last exponents
   * @param num how many
   * @return a tensor with an axis of as many in front
   */
  public static Tensor logspace(TensorLike start, TensorLike stop, int num) {
    return Operation.of("Logspace")
        .with("num", num)
        .with("endpoint", true)
        .with("base", 10)
        .with("dtype", null)
        .with("axis", 0)
        .apply(start, stop);
  }

  /**
   * Returns powers whose exponents have equal distance.
   *
   * @param start the first exponents
   * @param stop the last exponents
   * @param num how many
   * @param endpoint whether stop is the last one
   * @param base what is raised to them
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @param axis where the new axis is
   * @return a tensor with an axis of as many
   */
  public static Tensor logspace(
      TensorLike start,
      TensorLike stop,
      int num,
      boolean endpoint,
      double base,
      String dtype,
      int axis) {
    return Operation.of("Logspace")
        .with("num", num)
        .with("endpoint", endpoint)
        .with("base", base)
        .with("dtype", dtype)
        .with("axis", axis)
        .apply(start, stop);
  }

  /**
   * Returns numbers of equal quotients from start to stop, both included. Here {@code num} is 50.
   *
   * @param start the first numbers
   * @param stop the last numbers
   * @return a tensor with an axis of as many in front
   */
  public static Tensor geomspace(TensorLike start, TensorLike stop) {
    return Operation.of("Geomspace")
        .with("num", 50)
        .with("endpoint", true)
        .with("dtype", null)
        .with("axis", 0)
        .apply(start, stop);
  }

  /**
   * Returns numbers of equal quotients from start to stop, both included.
   *
   * @param start the first numbers
   * @param stop the last numbers
   * @param num how many
   * @return a tensor with an axis of as many in front
   */
  public static Tensor geomspace(TensorLike start, TensorLike stop, int num) {
    return Operation.of("Geomspace")
        .with("num", num)
        .with("endpoint", true)
        .with("dtype", null)
        .with("axis", 0)
        .apply(start, stop);
  }

  /**
   * Returns numbers of equal quotients from start to stop.
   *
   * @param start the first numbers
   * @param stop the last numbers
   * @param num how many
   * @param endpoint whether stop is the last one
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @param axis where the new axis is
   * @return a tensor with an axis of as many
   */
  public static Tensor geomspace(
      TensorLike start, TensorLike stop, int num, boolean endpoint, String dtype, int axis) {
    return Operation.of("Geomspace")
        .with("num", num)
        .with("endpoint", endpoint)
        .with("dtype", dtype)
        .with("axis", axis)
        .apply(start, stop);
  }
}
