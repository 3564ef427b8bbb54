package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;

/** Places, segments and encodings of {@code keras.ops}. */
abstract class IndexFunctions extends CreationFunctions {
  IndexFunctions() {}

  /**
   * Takes one place of the first axis, as {@code x[key]} of Python.
   *
   * @param x the input
   * @param key the place, negative ones from the end
   * @return a tensor of one axis less
   */
  public static Tensor getItem(TensorLike x, int key) {
    return Operation.of("GetItem").apply(x, key);
  }

  /**
   * Takes one place of each of the first axes, as {@code x[i, j]} of Python.
   *
   * @param x the input
   * @param key the places, negative ones from the end
   * @return a tensor without these axes
   */
  public static Tensor getItem(TensorLike x, int... key) {
    return Operation.of("GetItem").apply(x, key);
  }

  /**
   * Takes a block.
   *
   * @param inputs the input
   * @param startIndices where the block begins, one number for each axis
   * @param shape its shape
   * @return a tensor of that shape
   */
  public static Tensor slice(TensorLike inputs, int[] startIndices, int... shape) {
    return Operation.of("Slice").with("shape", shape).apply(inputs, startIndices);
  }

  /**
   * Writes a block into a tensor.
   *
   * @param inputs the input
   * @param startIndices where the block begins, one number for each axis
   * @param updates the block
   * @return a tensor of the same shape
   */
  public static Tensor sliceUpdate(TensorLike inputs, int[] startIndices, TensorLike updates) {
    return Operation.of("SliceUpdate").apply(inputs, startIndices, updates);
  }

  /**
   * Takes elements of the input in row-major order, or along an axis.
   *
   * @param x the input
   * @param indices the places, negative ones from the end
   * @param axis the axis, negative ones from the end
   * @return a tensor with the shape of the places in place of the axis
   */
  public static Tensor take(TensorLike x, int[] indices, int axis) {
    return Operation.of("Take").with("axis", axis).apply(x, indices);
  }

  /**
   * Takes elements in row-major order.
   *
   * @param x the input
   * @param indices the places, {@code [n]}
   * @return a tensor of one axis
   */
  public static Tensor takeAlongAxis(TensorLike x, TensorLike indices) {
    return Operation.of("TakeAlongAxis").with("axis", null).apply(x, indices);
  }

  /**
   * Takes from each row along an axis the elements at its own places.
   *
   * @param x the input
   * @param indices the places, of the shape of the input but for this axis
   * @param axis the axis, negative ones from the end
   * @return a tensor of the shape of the places
   */
  public static Tensor takeAlongAxis(TensorLike x, TensorLike indices, int axis) {
    return Operation.of("TakeAlongAxis").with("axis", axis).apply(x, indices);
  }

  /**
   * Adds values at places of an array of zeros.
   *
   * @param indices the places, {@code [n, axes]}
   * @param values what is added at each, {@code [n, ...]}
   * @param shape the shape
   * @return a tensor of that shape
   */
  public static Tensor scatter(TensorLike indices, TensorLike values, int... shape) {
    return Operation.of("Scatter").with("shape", shape).apply(indices, values);
  }

  /**
   * Writes or adds values at places of a tensor. Here {@code reduction} is it is replaced.
   *
   * @param inputs the input
   * @param indices the places, {@code [n, axes]}
   * @param updates the values, {@code [n, ...]}
   * @return a tensor of the same shape
   */
  public static Tensor scatterUpdate(TensorLike inputs, TensorLike indices, TensorLike updates) {
    return Operation.of("ScatterUpdate").with("reduction", null).apply(inputs, indices, updates);
  }

  /**
   * Writes or adds values at places of a tensor.
   *
   * @param inputs the input
   * @param indices the places, {@code [n, axes]}
   * @param updates the values, {@code [n, ...]}
   * @param reduction what happens to what was there: {@code "add"}, {@code "max"}, {@code "min"} or
   *     {@code "mul"}
   * @return a tensor of the same shape
   */
  public static Tensor scatterUpdate(
      TensorLike inputs, TensorLike indices, TensorLike updates, String reduction) {
    return Operation.of("ScatterUpdate")
        .with("reduction", reduction)
        .apply(inputs, indices, updates);
  }

  /**
   * Turns places in row-major order into places along each axis.
   *
   * @param indices the places
   * @param shape the shape of the array that they are places of
   * @return one tensor for each axis, of the shape of the places
   */
  public static List<Tensor> unravelIndex(TensorLike indices, int... shape) {
    return Operation.of("UnravelIndex").with("shape", shape).applyAll(indices);
  }

  /**
   * Sums rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentSum(TensorLike data, TensorLike segmentIds, int numSegments) {
    return Operation.of("SegmentSum")
        .with("num_segments", numSegments)
        .with("sorted", false)
        .apply(data, segmentIds);
  }

  /**
   * Sums rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @param sorted whether the numbers of segments ascend, which changes nothing here
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentSum(
      TensorLike data, TensorLike segmentIds, int numSegments, boolean sorted) {
    return Operation.of("SegmentSum")
        .with("num_segments", numSegments)
        .with("sorted", sorted)
        .apply(data, segmentIds);
  }

  /**
   * Multiplies rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentProd(TensorLike data, TensorLike segmentIds, int numSegments) {
    return Operation.of("SegmentProd")
        .with("num_segments", numSegments)
        .with("sorted", false)
        .apply(data, segmentIds);
  }

  /**
   * Multiplies rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @param sorted whether the numbers of segments ascend, which changes nothing here
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentProd(
      TensorLike data, TensorLike segmentIds, int numSegments, boolean sorted) {
    return Operation.of("SegmentProd")
        .with("num_segments", numSegments)
        .with("sorted", sorted)
        .apply(data, segmentIds);
  }

  /**
   * Returns the greatest elements of rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentMax(TensorLike data, TensorLike segmentIds, int numSegments) {
    return Operation.of("SegmentMax")
        .with("num_segments", numSegments)
        .with("sorted", false)
        .apply(data, segmentIds);
  }

  /**
   * Returns the greatest elements of rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @param sorted whether the numbers of segments ascend, which changes nothing here
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentMax(
      TensorLike data, TensorLike segmentIds, int numSegments, boolean sorted) {
    return Operation.of("SegmentMax")
        .with("num_segments", numSegments)
        .with("sorted", sorted)
        .apply(data, segmentIds);
  }

  /**
   * Returns the least elements of rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentMin(TensorLike data, TensorLike segmentIds, int numSegments) {
    return Operation.of("SegmentMin")
        .with("num_segments", numSegments)
        .with("sorted", false)
        .apply(data, segmentIds);
  }

  /**
   * Returns the least elements of rows by segments.
   *
   * @param data the rows, {@code [n, ...]}
   * @param segmentIds the number of the segment of each row, {@code [n]}
   * @param numSegments how many segments there are
   * @param sorted whether the numbers of segments ascend, which changes nothing here
   * @return a tensor {@code [segments, ...]}
   */
  public static Tensor segmentMin(
      TensorLike data, TensorLike segmentIds, int numSegments, boolean sorted) {
    return Operation.of("SegmentMin")
        .with("num_segments", numSegments)
        .with("sorted", sorted)
        .apply(data, segmentIds);
  }

  /**
   * Turns whole numbers into rows of zeros and a one. Here {@code dtype} is float32.
   *
   * @param x the input
   * @param numClasses how many numbers there are
   * @param axis where the new axis is
   * @return a tensor of the shape of the input with an axis of {@code numClasses} more
   */
  public static Tensor oneHot(TensorLike x, int numClasses, int axis) {
    return Operation.of("OneHot")
        .with("num_classes", numClasses)
        .with("axis", axis)
        .with("dtype", "float32")
        .with("sparse", false)
        .apply(x);
  }

  /**
   * Turns whole numbers into rows of zeros and a one.
   *
   * @param x the input
   * @param numClasses how many numbers there are
   * @param axis where the new axis is
   * @param dtype the type, by Keras' name
   * @return a tensor of the shape of the input with an axis of {@code numClasses} more
   */
  public static Tensor oneHot(TensorLike x, int numClasses, int axis, String dtype) {
    return Operation.of("OneHot")
        .with("num_classes", numClasses)
        .with("axis", axis)
        .with("dtype", dtype)
        .with("sparse", false)
        .apply(x);
  }

  /**
   * Turns lists of whole numbers into rows of zeros and ones. Here {@code axis} is last and {@code
   * dtype} is float32.
   *
   * @param inputs the input
   * @param numClasses how many numbers there are
   * @return a tensor with {@code numClasses} in place of the axis of each list
   */
  public static Tensor multiHot(TensorLike inputs, int numClasses) {
    return Operation.of("MultiHot")
        .with("num_classes", numClasses)
        .with("axis", -1)
        .with("dtype", "float32")
        .with("sparse", false)
        .apply(inputs);
  }

  /**
   * Turns lists of whole numbers into rows of zeros and ones.
   *
   * @param inputs the input
   * @param numClasses how many numbers there are
   * @param axis where the new axis is
   * @param dtype the type, by Keras' name
   * @return a tensor with {@code numClasses} in place of the axis of each list
   */
  public static Tensor multiHot(TensorLike inputs, int numClasses, int axis, String dtype) {
    return Operation.of("MultiHot")
        .with("num_classes", numClasses)
        .with("axis", axis)
        .with("dtype", dtype)
        .with("sparse", false)
        .apply(inputs);
  }
}
