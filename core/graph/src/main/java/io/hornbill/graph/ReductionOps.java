package io.hornbill.graph;

import io.hornbill.base.Fault;
import io.hornbill.graph.internal.ops.ArgReduce;
import io.hornbill.graph.internal.ops.CumulativeSum;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Ops that combine elements along axes. */
abstract class ReductionOps extends ElementwiseOps {
  ReductionOps() {}

  /**
   * Returns the sum over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor sum(TensorLike x, int... axes) {
    return sum(x, axes, false);
  }

  /**
   * Returns the sum over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor sum(TensorLike x, int axis, boolean keepDims) {
    return sum(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the sum over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor sum(TensorLike x, int[] axes, boolean keepDims) {
    return reduce(Reduce.Kind.SUM, x, axes, keepDims);
  }

  /**
   * Returns the mean over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor mean(TensorLike x, int... axes) {
    return mean(x, axes, false);
  }

  /**
   * Returns the mean over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor mean(TensorLike x, int axis, boolean keepDims) {
    return mean(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the mean over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor mean(TensorLike x, int[] axes, boolean keepDims) {
    return reduce(Reduce.Kind.MEAN, x, axes, keepDims);
  }

  /**
   * Returns the greatest element over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor max(TensorLike x, int... axes) {
    return max(x, axes, false);
  }

  /**
   * Returns the greatest element over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor max(TensorLike x, int axis, boolean keepDims) {
    return max(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the greatest element over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor max(TensorLike x, int[] axes, boolean keepDims) {
    return reduce(Reduce.Kind.MAX, x, axes, keepDims);
  }

  /**
   * Returns the smallest element over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor min(TensorLike x, int... axes) {
    return min(x, axes, false);
  }

  /**
   * Returns the smallest element over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor min(TensorLike x, int axis, boolean keepDims) {
    return min(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the smallest element over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor min(TensorLike x, int[] axes, boolean keepDims) {
    return reduce(Reduce.Kind.MIN, x, axes, keepDims);
  }

  /**
   * Returns the product over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor prod(TensorLike x, int... axes) {
    return prod(x, axes, false);
  }

  /**
   * Returns the product over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor prod(TensorLike x, int axis, boolean keepDims) {
    return prod(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the product over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor prod(TensorLike x, int[] axes, boolean keepDims) {
    return reduce(Reduce.Kind.PROD, x, axes, keepDims);
  }

  /**
   * Returns the mean squared distance from the mean over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor var(TensorLike x, int... axes) {
    return var(x, axes, false);
  }

  /**
   * Returns the mean squared distance from the mean over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor var(TensorLike x, int axis, boolean keepDims) {
    return var(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the mean squared distance from the mean over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor var(TensorLike x, int[] axes, boolean keepDims) {
    return mean(square(x.minus(mean(x, axes, true))), axes, keepDims);
  }

  /**
   * Returns the root of the mean squared distance from the mean over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor std(TensorLike x, int... axes) {
    return std(x, axes, false);
  }

  /**
   * Returns the root of the mean squared distance from the mean over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor std(TensorLike x, int axis, boolean keepDims) {
    return std(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the root of the mean squared distance from the mean over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor std(TensorLike x, int[] axes, boolean keepDims) {
    return sqrt(var(x, axes, keepDims));
  }

  /**
   * Returns 1 where every element is different from 0, else 0, over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor all(TensorLike x, int... axes) {
    return all(x, axes, false);
  }

  /**
   * Returns 1 where every element is different from 0, else 0, over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor all(TensorLike x, int axis, boolean keepDims) {
    return all(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns 1 where every element is different from 0, else 0, over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor all(TensorLike x, int[] axes, boolean keepDims) {
    return min(notEqual(x, 0), axes, keepDims);
  }

  /**
   * Returns 1 where an element is different from 0, else 0, over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor any(TensorLike x, int... axes) {
    return any(x, axes, false);
  }

  /**
   * Returns 1 where an element is different from 0, else 0, over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor any(TensorLike x, int axis, boolean keepDims) {
    return any(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns 1 where an element is different from 0, else 0, over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor any(TensorLike x, int[] axes, boolean keepDims) {
    return max(notEqual(x, 0), axes, keepDims);
  }

  /**
   * Returns {@code log(sum(exp(x)))} over an axis, without overflow.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor logsumexp(TensorLike x, int axis) {
    return logsumexp(x, axis, false);
  }

  /**
   * Returns {@code log(sum(exp(x)))} over an axis, without overflow.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor logsumexp(TensorLike x, int axis, boolean keepDims) {
    Tensor top = stopGradient(max(x, axis, true));
    Tensor finite = where(less(abs(top), Double.POSITIVE_INFINITY), top, Ops.zerosLike(top));
    Tensor wide = log(sum(exp(x.minus(finite)), axis, true)).plus(finite);
    return keepDims ? wide : Ops.squeeze(wide, axis);
  }

  /**
   * Returns the Euclidean norm over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @return a tensor without these axes
   */
  public static Tensor norm(TensorLike x, int... axes) {
    return norm(x, axes, false);
  }

  /**
   * Returns the Euclidean norm over one axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param keepDims whether the axis stays with length 1
   * @return a tensor of one axis less, or as many
   */
  public static Tensor norm(TensorLike x, int axis, boolean keepDims) {
    return norm(x, new int[] {axis}, keepDims);
  }

  /**
   * Returns the Euclidean norm over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end; none means all
   * @param keepDims whether the axes stay with length 1
   * @return a tensor without these axes, or with as many
   */
  public static Tensor norm(TensorLike x, int[] axes, boolean keepDims) {
    return sqrt(sum(square(x), axes, keepDims));
  }

  /**
   * Returns the position of the greatest element along an axis, the first one on a tie.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor argmax(TensorLike x, int axis) {
    return Node.apply(new ArgReduce(x.shape().axis(axis), true), x);
  }

  /**
   * Returns the position of the smallest element along an axis, the first one on a tie.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor argmin(TensorLike x, int axis) {
    return Node.apply(new ArgReduce(x.shape().axis(axis), false), x);
  }

  /**
   * Returns the running sums along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor cumsum(TensorLike x, int axis) {
    return cumsum(x, axis, false);
  }

  /**
   * Returns the running sums along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param reverse whether to run from the end
   * @return a tensor of the same shape
   */
  public static Tensor cumsum(TensorLike x, int axis, boolean reverse) {
    return Node.apply(new CumulativeSum(x.shape().axis(axis), reverse), x);
  }

  /**
   * Sorts along an axis, the smallest first.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor sort(TensorLike x, int axis) {
    return Ops.moveaxis(sort(Ops.moveaxis(x, axis, -1), false), -1, axis);
  }

  /**
   * Returns the positions that sort an axis, the smallest first.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor argsort(TensorLike x, int axis) {
    return Ops.moveaxis(argsort(Ops.moveaxis(x, axis, -1), false), -1, axis);
  }

  /**
   * Sorts along the last axis.
   *
   * @param x the input
   * @param descending whether the greatest comes first
   * @return a tensor of the same shape
   */
  public static Tensor sort(TensorLike x, boolean descending) {
    return Node.apply(new Sort(descending), x);
  }

  /**
   * Returns the positions that sort the last axis.
   *
   * @param x the input
   * @param descending whether the greatest comes first
   * @return a tensor of the same shape
   */
  public static Tensor argsort(TensorLike x, boolean descending) {
    return Node.of(new Sort(descending), List.of(x.tensor())).output(1);
  }

  /**
   * Returns the {@code k} greatest elements of the last axis and their positions.
   *
   * @param x the input
   * @param k how many
   * @return values and positions, {@code [..., k]} each
   */
  public static List<Tensor> topK(TensorLike x, int k) {
    Node sorted = Node.of(new Sort(true), List.of(x.tensor()));
    return List.of(Ops.slice(sorted.output(0), -1, 0, k), Ops.slice(sorted.output(1), -1, 0, k));
  }

  /**
   * Divides by the Euclidean norm along the last axis.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor normalize(TensorLike x) {
    return normalize(x, -1);
  }

  /**
   * Divides by the Euclidean norm along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor normalize(TensorLike x, int axis) {
    return normalize(x, axis, 2);
  }

  /**
   * Divides by the norm along an axis.
   *
   * @param x the input
   * @param axis the axis, negative ones from the end
   * @param order of the norm {@code sum(abs(x) ^ order) ^ (1 / order)}, at least 1
   * @return a tensor of the same shape
   * @throws IllegalArgumentException if the order is less
   */
  public static Tensor normalize(TensorLike x, int axis, int order) {
    return normalize(x, new int[] {axis}, order, 1e-7);
  }

  /**
   * Divides by the norm over axes.
   *
   * @param x the input
   * @param axes the axes, negative ones from the end
   * @param order of the norm {@code sum(abs(x) ^ order) ^ (1 / order)}, at least 1
   * @param epsilon the least norm to divide by
   * @return a tensor of the same shape
   * @throws IllegalArgumentException if the order is less
   */
  public static Tensor normalize(TensorLike x, int[] axes, int order, double epsilon) {
    if (order < 1) {
      throw Fault.of("normalize")
          .expected("order must be at least 1")
          .received(order)
          .remedy("Choose 2 for the Euclidean norm.")
          .argument();
    }
    if (order == 2) {
      Tensor inverse = rsqrt(sum(square(x), axes, true));
      return x.times(minimum(inverse, 1 / epsilon));
    }
    Tensor norm = power(sum(power(abs(x), order), axes, true), 1.0 / order);
    return x.dividedBy(maximum(norm, epsilon));
  }

  private static Tensor reduce(Reduce.Kind kind, TensorLike x, int[] axes, boolean keepDims) {
    TreeSet<Integer> set = new TreeSet<>();
    for (int axis : axes) {
      set.add(x.shape().axis(axis));
    }
    for (int i = 0; axes.length == 0 && i < x.rank(); i++) {
      set.add(i);
    }
    return set.isEmpty()
        ? x.tensor()
        : Node.apply(new Reduce(kind, new ArrayList<>(set), keepDims), x);
  }
}
