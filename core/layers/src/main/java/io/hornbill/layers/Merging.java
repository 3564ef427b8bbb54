package io.hornbill.layers;

import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * The merging layers as functions, for {@code import static}: each makes a new layer and applies
 * it.
 *
 * <pre>{@code
 * Tensor h = concatenate(new Dense(32).apply(a), b);
 * Tensor y = add(h, shortcut);
 * }</pre>
 */
public final class Merging {
  private Merging() {}

  /**
   * Adds, element by element.
   *
   * @param inputs at least two tensors whose shapes broadcast
   * @return the sum
   */
  public static Tensor add(Tensor... inputs) {
    return new Add().apply(inputs);
  }

  /**
   * Subtracts, element by element.
   *
   * @param a the minuend
   * @param b the subtrahend
   * @return the difference
   */
  public static Tensor subtract(Tensor a, Tensor b) {
    return new Subtract().apply(a, b);
  }

  /**
   * Multiplies, element by element.
   *
   * @param inputs at least two tensors whose shapes broadcast
   * @return the product
   */
  public static Tensor multiply(Tensor... inputs) {
    return new Multiply().apply(inputs);
  }

  /**
   * Averages, element by element.
   *
   * @param inputs at least two tensors whose shapes broadcast
   * @return the mean
   */
  public static Tensor average(Tensor... inputs) {
    return new Average().apply(inputs);
  }

  /**
   * Takes the greatest, element by element.
   *
   * @param inputs at least two tensors whose shapes broadcast
   * @return the greatest
   */
  public static Tensor maximum(Tensor... inputs) {
    return new Maximum().apply(inputs);
  }

  /**
   * Takes the least, element by element.
   *
   * @param inputs at least two tensors whose shapes broadcast
   * @return the least
   */
  public static Tensor minimum(Tensor... inputs) {
    return new Minimum().apply(inputs);
  }

  /**
   * Puts tensors side by side along the last axis.
   *
   * @param inputs tensors whose other axes are equal
   * @return all of them
   */
  public static Tensor concatenate(Tensor... inputs) {
    return new Concatenate().apply(inputs);
  }

  /**
   * Puts tensors side by side.
   *
   * @param inputs tensors whose other axes are equal
   * @param axis along which axis; negative ones count from the end
   * @return all of them
   */
  public static Tensor concatenate(List<Tensor> inputs, int axis) {
    return new Concatenate().axis(axis).apply(inputs);
  }

  /**
   * Multiplies two tensors sample by sample and sums along one axis of each.
   *
   * @param a the first
   * @param b the second
   * @param axes the axis of both, or the axis of each; negative ones count from the end
   * @return the products, as {@link Dot} makes them
   */
  public static Tensor dot(Tensor a, Tensor b, int... axes) {
    return new Dot(axes).apply(a, b);
  }
}
