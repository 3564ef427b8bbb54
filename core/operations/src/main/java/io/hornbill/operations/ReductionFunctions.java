package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reductions of {@code keras.ops}. */
abstract class ReductionFunctions extends ComparisonFunctions {
  ReductionFunctions() {}

  /** Keras' way of saying that no axes mean all. */
  static int @Nullable [] orAll(int... axes) {
    return axes.length == 0 ? null : axes;
  }

  /**
   * Returns the greatest element over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor amax(TensorLike x, int... axis) {
    return Operation.of("Amax").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the greatest element over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor amax(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Amax").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the greatest element over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor amax(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Amax").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the least element over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor amin(TensorLike x, int... axis) {
    return Operation.of("Amin").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the least element over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor amin(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Amin").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the least element over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor amin(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Amin").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the difference of the greatest and the least element over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor ptp(TensorLike x, int... axis) {
    return Operation.of("Ptp").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the difference of the greatest and the least element over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor ptp(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Ptp").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the difference of the greatest and the least element over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor ptp(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Ptp").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the median over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor median(TensorLike x, int... axis) {
    return Operation.of("Median").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the median over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor median(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Median").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the median over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor median(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Median").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the greatest one of a number and the elements over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @param initial the number, which the result is not below
   * @return a tensor of one axis less, or as many
   */
  public static Tensor max(TensorLike x, int axis, boolean keepdims, double initial) {
    return Operation.of("Max")
        .with("axis", axis)
        .with("keepdims", keepdims)
        .with("initial", initial)
        .apply(x);
  }

  /**
   * Returns the least one of a number and the elements over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @param initial the number, which the result is not above
   * @return a tensor of one axis less, or as many
   */
  public static Tensor min(TensorLike x, int axis, boolean keepdims, double initial) {
    return Operation.of("Min")
        .with("axis", axis)
        .with("keepdims", keepdims)
        .with("initial", initial)
        .apply(x);
  }

  /**
   * Returns the product over one axis in a type.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @param dtype the type, by Keras' name such as {@code "int32"}
   * @return a tensor of one axis less, or as many
   */
  public static Tensor prod(TensorLike x, int axis, boolean keepdims, String dtype) {
    return Operation.of("Prod")
        .with("axis", axis)
        .with("keepdims", keepdims)
        .with("dtype", dtype)
        .apply(x);
  }

  /**
   * Returns the logarithm of the sum of exponentials of all elements, without overflow.
   *
   * @param x the input
   * @return a single number
   */
  public static Tensor logsumexp(TensorLike x) {
    return Operation.of("Logsumexp").with("axis", null).with("keepdims", false).apply(x);
  }

  /**
   * Returns the logarithm of the sum of exponentials over axes, without overflow.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor logsumexp(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Logsumexp").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Counts the elements other than 0 over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor countNonzero(TensorLike x, int... axis) {
    return Operation.of("CountNonzero").with("axis", orAll(axis)).apply(x);
  }

  /**
   * Returns the place of the greatest element among all, in row-major order.
   *
   * @param x the input
   * @return a single whole number
   */
  public static Tensor argmax(TensorLike x) {
    return Operation.of("Argmax").with("axis", null).with("keepdims", false).apply(x);
  }

  /**
   * Returns the place of the greatest element along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor argmax(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Argmax").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the place of the least element among all, in row-major order.
   *
   * @param x the input
   * @return a single whole number
   */
  public static Tensor argmin(TensorLike x) {
    return Operation.of("Argmin").with("axis", null).with("keepdims", false).apply(x);
  }

  /**
   * Returns the place of the least element along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor argmin(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Argmin").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the mean of all elements.
   *
   * @param x the input
   * @return a single number
   */
  public static Tensor average(TensorLike x) {
    return Operation.of("Average").with("axis", null).withArgument("weights", null).apply(x);
  }

  /**
   * Returns the mean along an axis, weighted or not. Here {@code weights} is all the same.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor average(TensorLike x, int axis) {
    return Operation.of("Average").with("axis", axis).withArgument("weights", null).apply(x);
  }

  /**
   * Returns the mean along an axis, weighted or not.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param weights the weights, of the shape of the input or of the length of the axis
   * @return a tensor of one axis less
   */
  public static Tensor average(TensorLike x, int axis, TensorLike weights) {
    return Operation.of("Average").with("axis", axis).withArgument("weights", weights).apply(x);
  }

  /**
   * Returns means and variances over axes. Here {@code keepdims} is false.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end
   * @return the means and the variances, without these axes, or with as many
   */
  public static List<Tensor> moments(TensorLike x, int[] axes) {
    return Operation.of("Moments")
        .with("axes", axes)
        .with("keepdims", false)
        .with("synchronized", false)
        .applyAll(x);
  }

  /**
   * Returns means and variances over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end
   * @param keepdims whether the axes stay with length 1
   * @return the means and the variances, without these axes, or with as many
   */
  public static List<Tensor> moments(TensorLike x, int[] axes, boolean keepdims) {
    return Operation.of("Moments")
        .with("axes", axes)
        .with("keepdims", keepdims)
        .with("synchronized", false)
        .applyAll(x);
  }

  /**
   * Returns the norm of vectors or matrices of an order. Here {@code keepdims} is false.
   *
   * @param x the input
   * @param ord the order, 1, 2, infinity or another number
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor norm(TensorLike x, double ord, int axis) {
    return Operation.of("Norm")
        .with("ord", ord)
        .with("axis", axis)
        .with("keepdims", false)
        .apply(x);
  }

  /**
   * Returns the norm of vectors or matrices of an order.
   *
   * @param x the input
   * @param ord the order, 1, 2, infinity or another number
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor norm(TensorLike x, double ord, int axis, boolean keepdims) {
    return Operation.of("Norm")
        .with("ord", ord)
        .with("axis", axis)
        .with("keepdims", keepdims)
        .apply(x);
  }

  /**
   * Returns the norm of vectors or matrices of a name. Here {@code keepdims} is false.
   *
   * @param x the input
   * @param ord {@code "fro"} for that of Frobenius, {@code "nuc"} for the nuclear one
   * @param axis the two axes of the matrices
   * @return a tensor without these axes, or with as many
   */
  public static Tensor norm(TensorLike x, String ord, int... axis) {
    return Operation.of("Norm")
        .with("ord", ord)
        .with("axis", axis)
        .with("keepdims", false)
        .apply(x);
  }

  /**
   * Returns the norm of vectors or matrices of a name.
   *
   * @param x the input
   * @param ord {@code "fro"} for that of Frobenius, {@code "nuc"} for the nuclear one
   * @param axis the two axes of the matrices
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor norm(TensorLike x, String ord, int[] axis, boolean keepdims) {
    return Operation.of("Norm")
        .with("ord", ord)
        .with("axis", axis)
        .with("keepdims", keepdims)
        .apply(x);
  }

  /**
   * Returns a quantile of all elements.
   *
   * @param x the input
   * @param q which one, in {@code [0, 1]}
   * @return a single number
   */
  public static Tensor quantile(TensorLike x, double q) {
    return Operation.of("Quantile")
        .with("axis", null)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a quantile along an axis. Here {@code method} is {@code "linear"} and {@code keepdims}
   * is false.
   *
   * @param x the input
   * @param q which one, in {@code [0, 1]}
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor quantile(TensorLike x, double q, int axis) {
    return Operation.of("Quantile")
        .with("axis", axis)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a quantile along an axis.
   *
   * @param x the input
   * @param q which one, in {@code [0, 1]}
   * @param axis the axis, negative ones from the end
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor quantile(TensorLike x, double q, int axis, String method, boolean keepdims) {
    return Operation.of("Quantile")
        .with("axis", axis)
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }

  /**
   * Returns several quantiles over axes.
   *
   * @param x the input
   * @param q which ones, in {@code [0, 1]}, {@code [n]}
   * @param axis the axes, negative ones from the end; none means all
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axes stay with length 1
   * @return a tensor with an axis of as many results before the others
   */
  public static Tensor quantile(
      TensorLike x, TensorLike q, int[] axis, String method, boolean keepdims) {
    return Operation.of("Quantile")
        .with("axis", orAll(axis))
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }

  /**
   * Returns a percentile of all elements.
   *
   * @param x the input
   * @param q which one, in {@code [0, 100]}
   * @return a single number
   */
  public static Tensor percentile(TensorLike x, double q) {
    return Operation.of("Percentile")
        .with("axis", null)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a percentile along an axis. Here {@code method} is {@code "linear"} and {@code
   * keepdims} is false.
   *
   * @param x the input
   * @param q which one, in {@code [0, 100]}
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor percentile(TensorLike x, double q, int axis) {
    return Operation.of("Percentile")
        .with("axis", axis)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a percentile along an axis.
   *
   * @param x the input
   * @param q which one, in {@code [0, 100]}
   * @param axis the axis, negative ones from the end
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor percentile(
      TensorLike x, double q, int axis, String method, boolean keepdims) {
    return Operation.of("Percentile")
        .with("axis", axis)
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }

  /**
   * Returns several percentiles over axes.
   *
   * @param x the input
   * @param q which ones, in {@code [0, 100]}, {@code [n]}
   * @param axis the axes, negative ones from the end; none means all
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axes stay with length 1
   * @return a tensor with an axis of as many results before the others
   */
  public static Tensor percentile(
      TensorLike x, TensorLike q, int[] axis, String method, boolean keepdims) {
    return Operation.of("Percentile")
        .with("axis", orAll(axis))
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }
}
