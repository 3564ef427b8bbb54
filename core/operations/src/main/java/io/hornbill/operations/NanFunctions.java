package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;

/** Reductions of {@code keras.ops} that pass over NaN. */
abstract class NanFunctions extends ReductionFunctions {
  NanFunctions() {}

  /**
   * Returns the sum of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nansum(TensorLike x, int... axis) {
    return Operation.of("Nansum").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the sum of what is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nansum(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nansum").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the sum of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nansum(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nansum").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the mean of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanmean(TensorLike x, int... axis) {
    return Operation.of("Nanmean").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the mean of what is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanmean(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanmean").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the mean of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanmean(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanmean").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the product of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanprod(TensorLike x, int... axis) {
    return Operation.of("Nanprod").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the product of what is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanprod(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanprod").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the product of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanprod(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanprod").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the greatest element that is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanmax(TensorLike x, int... axis) {
    return Operation.of("Nanmax").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the greatest element that is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanmax(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanmax").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the greatest element that is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanmax(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanmax").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the least element that is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanmin(TensorLike x, int... axis) {
    return Operation.of("Nanmin").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the least element that is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanmin(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanmin").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the least element that is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanmin(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanmin").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the variance of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanvar(TensorLike x, int... axis) {
    return Operation.of("Nanvar").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the variance of what is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanvar(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanvar").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the variance of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanvar(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanvar").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the standard deviation of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanstd(TensorLike x, int... axis) {
    return Operation.of("Nanstd").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the standard deviation of what is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanstd(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanstd").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the standard deviation of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanstd(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanstd").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the median of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor nanmedian(TensorLike x, int... axis) {
    return Operation.of("Nanmedian").with("axis", orAll(axis)).with("keepdims", false).apply(x);
  }

  /**
   * Returns the median of what is not NaN over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanmedian(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanmedian").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the median of what is not NaN over axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end; none means all
   * @param keepdims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor nanmedian(TensorLike x, int[] axis, boolean keepdims) {
    return Operation.of("Nanmedian").with("axis", orAll(axis)).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the place of the greatest element that is not NaN among all, in row-major order.
   *
   * @param x the input
   * @return a single whole number
   */
  public static Tensor nanargmax(TensorLike x) {
    return Operation.of("Nanargmax").with("axis", null).with("keepdims", false).apply(x);
  }

  /**
   * Returns the place of the greatest element that is not NaN along an axis. Here {@code keepdims}
   * is false.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanargmax(TensorLike x, int axis) {
    return Operation.of("Nanargmax").with("axis", axis).with("keepdims", false).apply(x);
  }

  /**
   * Returns the place of the greatest element that is not NaN along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanargmax(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanargmax").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns the place of the least element that is not NaN among all, in row-major order.
   *
   * @param x the input
   * @return a single whole number
   */
  public static Tensor nanargmin(TensorLike x) {
    return Operation.of("Nanargmin").with("axis", null).with("keepdims", false).apply(x);
  }

  /**
   * Returns the place of the least element that is not NaN along an axis. Here {@code keepdims} is
   * false.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanargmin(TensorLike x, int axis) {
    return Operation.of("Nanargmin").with("axis", axis).with("keepdims", false).apply(x);
  }

  /**
   * Returns the place of the least element that is not NaN along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanargmin(TensorLike x, int axis, boolean keepdims) {
    return Operation.of("Nanargmin").with("axis", axis).with("keepdims", keepdims).apply(x);
  }

  /**
   * Returns a quantile of what is not NaN of all elements.
   *
   * @param x the input
   * @param q which one, in {@code [0, 1]}
   * @return a single number
   */
  public static Tensor nanquantile(TensorLike x, double q) {
    return Operation.of("Nanquantile")
        .with("axis", null)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a quantile of what is not NaN along an axis. Here {@code method} is {@code "linear"}
   * and {@code keepdims} is false.
   *
   * @param x the input
   * @param q which one, in {@code [0, 1]}
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanquantile(TensorLike x, double q, int axis) {
    return Operation.of("Nanquantile")
        .with("axis", axis)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a quantile of what is not NaN along an axis.
   *
   * @param x the input
   * @param q which one, in {@code [0, 1]}
   * @param axis the axis, negative ones from the end
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanquantile(
      TensorLike x, double q, int axis, String method, boolean keepdims) {
    return Operation.of("Nanquantile")
        .with("axis", axis)
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }

  /**
   * Returns several quantiles of what is not NaN over axes.
   *
   * @param x the input
   * @param q which ones, in {@code [0, 1]}, {@code [n]}
   * @param axis the axes, negative ones from the end; none means all
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axes stay with length 1
   * @return a tensor with an axis of as many results before the others
   */
  public static Tensor nanquantile(
      TensorLike x, TensorLike q, int[] axis, String method, boolean keepdims) {
    return Operation.of("Nanquantile")
        .with("axis", orAll(axis))
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }

  /**
   * Returns a percentile of what is not NaN of all elements.
   *
   * @param x the input
   * @param q which one, in {@code [0, 100]}
   * @return a single number
   */
  public static Tensor nanpercentile(TensorLike x, double q) {
    return Operation.of("Nanpercentile")
        .with("axis", null)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a percentile of what is not NaN along an axis. Here {@code method} is {@code "linear"}
   * and {@code keepdims} is false.
   *
   * @param x the input
   * @param q which one, in {@code [0, 100]}
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanpercentile(TensorLike x, double q, int axis) {
    return Operation.of("Nanpercentile")
        .with("axis", axis)
        .with("method", "linear")
        .with("keepdims", false)
        .apply(x, q);
  }

  /**
   * Returns a percentile of what is not NaN along an axis.
   *
   * @param x the input
   * @param q which one, in {@code [0, 100]}
   * @param axis the axis, negative ones from the end
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor nanpercentile(
      TensorLike x, double q, int axis, String method, boolean keepdims) {
    return Operation.of("Nanpercentile")
        .with("axis", axis)
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }

  /**
   * Returns several percentiles of what is not NaN over axes.
   *
   * @param x the input
   * @param q which ones, in {@code [0, 100]}, {@code [n]}
   * @param axis the axes, negative ones from the end; none means all
   * @param method what lies between two elements: {@code "linear"}, {@code "lower"}, {@code
   *     "higher"}, {@code "midpoint"} or {@code "nearest"}
   * @param keepdims whether the axes stay with length 1
   * @return a tensor with an axis of as many results before the others
   */
  public static Tensor nanpercentile(
      TensorLike x, TensorLike q, int[] axis, String method, boolean keepdims) {
    return Operation.of("Nanpercentile")
        .with("axis", orAll(axis))
        .with("method", method)
        .with("keepdims", keepdims)
        .apply(x, q);
  }
}
