package io.hornbill.operations;

import io.hornbill.graph.Tensor;
import io.hornbill.graph.TensorLike;
import java.util.List;
import java.util.Map;

/** Shapes of arrays, and arrays joined and split, of {@code keras.ops}. */
abstract class ArrayFunctions extends SequenceFunctions {
  ArrayFunctions() {}

  /**
   * Appends all elements of one tensor to those of another one, both in row-major order.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @return a tensor of one axis
   */
  public static Tensor append(TensorLike x1, TensorLike x2) {
    return Operation.of("Append").with("axis", null).apply(x1, x2);
  }

  /**
   * Appends one tensor to another one along an axis.
   *
   * @param x1 the first input
   * @param x2 the second input
   * @param axis the axis, negative ones from the end
   * @return a tensor with the axis as long as both
   */
  public static Tensor append(TensorLike x1, TensorLike x2, int axis) {
    return Operation.of("Append").with("axis", axis).apply(x1, x2);
  }

  /**
   * Joins tensors along the first axis.
   *
   * @param xs the tensors, of one shape but for this axis
   * @return a tensor with the axis as long as all
   */
  public static Tensor concatenate(List<? extends TensorLike> xs) {
    return Operation.of("Concatenate").with("axis", 0).apply(xs);
  }

  /**
   * Puts tensors of one shape side by side along a new first axis.
   *
   * @param x the tensors
   * @return a tensor {@code [n, ...]}
   */
  public static Tensor stack(List<? extends TensorLike> x) {
    return Operation.of("Stack").with("axis", 0).apply(x);
  }

  /**
   * Joins tensors along the second axis, those of one axis along it.
   *
   * @param xs the tensors
   * @return a tensor with the axis as long as all
   */
  public static Tensor hstack(List<? extends TensorLike> xs) {
    return Operation.of("Hstack").apply(xs);
  }

  /**
   * Joins tensors along the first axis, those of one axis as rows.
   *
   * @param xs the tensors
   * @return a tensor with the axis as long as all
   */
  public static Tensor vstack(List<? extends TensorLike> xs) {
    return Operation.of("Vstack").apply(xs);
  }

  /**
   * Joins tensors along the third axis, which others get as their last.
   *
   * @param xs the tensors
   * @return a tensor with the axis as long as all
   */
  public static Tensor dstack(List<? extends TensorLike> xs) {
    return Operation.of("Dstack").apply(xs);
  }

  /**
   * Splits along the second axis into equal parts.
   *
   * @param x the input
   * @param indicesOrSections how many parts
   * @return the parts
   */
  public static List<Tensor> hsplit(TensorLike x, int indicesOrSections) {
    return Operation.of("Hsplit").with("indices_or_sections", indicesOrSections).applyAll(x);
  }

  /**
   * Splits along the second axis before given places.
   *
   * @param x the input
   * @param indicesOrSections the places, ascending
   * @return the parts, one more than places
   */
  public static List<Tensor> hsplit(TensorLike x, int[] indicesOrSections) {
    return Operation.of("Hsplit").with("indices_or_sections", indicesOrSections).applyAll(x);
  }

  /**
   * Splits along the first axis into equal parts.
   *
   * @param x the input
   * @param indicesOrSections how many parts
   * @return the parts
   */
  public static List<Tensor> vsplit(TensorLike x, int indicesOrSections) {
    return Operation.of("Vsplit").with("indices_or_sections", indicesOrSections).applyAll(x);
  }

  /**
   * Splits along the first axis before given places.
   *
   * @param x the input
   * @param indicesOrSections the places, ascending
   * @return the parts, one more than places
   */
  public static List<Tensor> vsplit(TensorLike x, int[] indicesOrSections) {
    return Operation.of("Vsplit").with("indices_or_sections", indicesOrSections).applyAll(x);
  }

  /**
   * Splits along the third axis into equal parts.
   *
   * @param x the input
   * @param indicesOrSections how many parts
   * @return the parts
   */
  public static List<Tensor> dsplit(TensorLike x, int indicesOrSections) {
    return Operation.of("Dsplit").with("indices_or_sections", indicesOrSections).applyAll(x);
  }

  /**
   * Splits along the third axis before given places.
   *
   * @param x the input
   * @param indicesOrSections the places, ascending
   * @return the parts, one more than places
   */
  public static List<Tensor> dsplit(TensorLike x, int[] indicesOrSections) {
    return Operation.of("Dsplit").with("indices_or_sections", indicesOrSections).applyAll(x);
  }

  /**
   * Splits along the first axis into equal parts.
   *
   * @param x the input
   * @param indicesOrSections how many parts
   * @return the parts
   */
  public static List<Tensor> split(TensorLike x, int indicesOrSections) {
    return Operation.of("Split")
        .with("indices_or_sections", indicesOrSections)
        .with("axis", 0)
        .applyAll(x);
  }

  /**
   * Splits along an axis before given places. Here {@code axis} is the first one.
   *
   * @param x the input
   * @param indicesOrSections the places, ascending
   * @return the parts, one more than places
   */
  public static List<Tensor> split(TensorLike x, int[] indicesOrSections) {
    return Operation.of("Split")
        .with("indices_or_sections", indicesOrSections)
        .with("axis", 0)
        .applyAll(x);
  }

  /**
   * Splits along an axis before given places.
   *
   * @param x the input
   * @param indicesOrSections the places, ascending
   * @param axis the axis, negative ones from the end
   * @return the parts, one more than places
   */
  public static List<Tensor> split(TensorLike x, int[] indicesOrSections, int axis) {
    return Operation.of("Split")
        .with("indices_or_sections", indicesOrSections)
        .with("axis", axis)
        .applyAll(x);
  }

  /**
   * Splits along an axis into parts of nearly equal length, longer ones first. Here {@code axis} is
   * the first one.
   *
   * @param x the input
   * @param indicesOrSections how many parts
   * @return the parts
   */
  public static List<Tensor> arraySplit(TensorLike x, int indicesOrSections) {
    return Operation.of("ArraySplit")
        .with("indices_or_sections", indicesOrSections)
        .with("axis", 0)
        .applyAll(x);
  }

  /**
   * Splits along an axis into parts of nearly equal length, longer ones first.
   *
   * @param x the input
   * @param indicesOrSections how many parts
   * @param axis the axis, negative ones from the end
   * @return the parts
   */
  public static List<Tensor> arraySplit(TensorLike x, int indicesOrSections, int axis) {
    return Operation.of("ArraySplit")
        .with("indices_or_sections", indicesOrSections)
        .with("axis", axis)
        .applyAll(x);
  }

  /**
   * Takes the first axis apart.
   *
   * @param x the input
   * @return one tensor for each place of it, of one axis less
   */
  public static List<Tensor> unstack(TensorLike x) {
    return Operation.of("Unstack").with("num", null).with("axis", 0).applyAll(x);
  }

  /**
   * Takes an axis apart.
   *
   * @param x the input
   * @param num its length
   * @param axis the axis, negative ones from the end
   * @return one tensor for each place of it, of one axis less
   */
  public static List<Tensor> unstack(TensorLike x, int num, int axis) {
    return Operation.of("Unstack").with("num", num).with("axis", axis).applyAll(x);
  }

  /**
   * Puts all elements into one axis, in row-major order.
   *
   * @param x the input
   * @return a tensor of one axis
   */
  public static Tensor ravel(TensorLike x) {
    return Operation.of("Ravel").apply(x);
  }

  /**
   * Removes all axes of length 1.
   *
   * @param x the input
   * @return a tensor without them
   */
  public static Tensor squeeze(TensorLike x) {
    return Operation.of("Squeeze").with("axis", null).apply(x);
  }

  /**
   * Removes axes of length 1.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end
   * @return a tensor without them
   */
  public static Tensor squeeze(TensorLike x, int... axis) {
    return Operation.of("Squeeze").with("axis", axis).apply(x);
  }

  /**
   * Adds axes of length 1.
   *
   * @param x the input
   * @param axis where they are in the result
   * @return a tensor with them
   */
  public static Tensor expandDims(TensorLike x, int... axis) {
    return Operation.of("ExpandDims").with("axis", axis).apply(x);
  }

  /**
   * Moves axes to other places.
   *
   * @param x the input
   * @param source where the axes are
   * @param destination where they go
   * @return a tensor with its axes in another order
   */
  public static Tensor moveaxis(TensorLike x, int[] source, int... destination) {
    return Operation.of("Moveaxis")
        .with("source", source)
        .with("destination", destination)
        .apply(x);
  }

  /**
   * Reverses the order along all axes.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor flip(TensorLike x) {
    return Operation.of("Flip").with("axis", null).apply(x);
  }

  /**
   * Reverses the order along axes.
   *
   * @param x the input
   * @param axis the axes, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor flip(TensorLike x, int... axis) {
    return Operation.of("Flip").with("axis", axis).apply(x);
  }

  /**
   * Reverses the order along the second axis.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor fliplr(TensorLike x) {
    return Operation.of("Fliplr").apply(x);
  }

  /**
   * Reverses the order along the first axis.
   *
   * @param x the input
   * @return a tensor of the same shape
   */
  public static Tensor flipud(TensorLike x) {
    return Operation.of("Flipud").apply(x);
  }

  /**
   * Turns the first two axes by 90 degrees, the first one towards the second one.
   *
   * @param array the input
   * @return a tensor with both lengths exchanged
   */
  public static Tensor rot90(TensorLike array) {
    return Operation.of("Rot90").with("k", 1).with("axes", List.of(0, 1)).apply(array);
  }

  /**
   * Turns a plane by multiples of 90 degrees.
   *
   * @param array the input
   * @param k how often; negative numbers turn the other way
   * @param axes the two axes of the plane, turned from the first one towards the second one
   * @return a tensor with both lengths as before or exchanged
   */
  public static Tensor rot90(TensorLike array, int k, int... axes) {
    return Operation.of("Rot90").with("k", k).with("axes", axes).apply(array);
  }

  /**
   * Shifts the elements in row-major order; those that leave at one end come back at the other one.
   *
   * @param x the input
   * @param shift by how many places; negative numbers shift back
   * @return a tensor of the same shape
   */
  public static Tensor roll(TensorLike x, int shift) {
    return Operation.of("Roll").with("shift", shift).with("axis", null).apply(x);
  }

  /**
   * Shifts along an axis; what leaves at one end comes back at the other one.
   *
   * @param x the input
   * @param shift by how many places; negative numbers shift back
   * @param axis the axis, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor roll(TensorLike x, int shift, int axis) {
    return Operation.of("Roll").with("shift", shift).with("axis", axis).apply(x);
  }

  /**
   * Shifts along axes; what leaves at one end comes back at the other one.
   *
   * @param x the input
   * @param shift by how many places along each axis; negative numbers shift back
   * @param axis the axes, negative ones from the end
   * @return a tensor of the same shape
   */
  public static Tensor roll(TensorLike x, int[] shift, int... axis) {
    return Operation.of("Roll").with("shift", shift).with("axis", axis).apply(x);
  }

  /**
   * Repeats each element in row-major order.
   *
   * @param x the input
   * @param repeats how often
   * @return a tensor of one axis
   */
  public static Tensor repeat(TensorLike x, int repeats) {
    return Operation.of("Repeat").with("repeats", repeats).with("axis", null).apply(x);
  }

  /**
   * Repeats each row of an axis as often as is said for it.
   *
   * @param x the input
   * @param repeats how often, one number for each row
   * @param axis the axis, negative ones from the end
   * @return a tensor with the axis longer
   */
  public static Tensor repeat(TensorLike x, int[] repeats, int axis) {
    return Operation.of("Repeat").with("repeats", repeats).with("axis", axis).apply(x);
  }

  /**
   * Pads axes by a mode.
   *
   * @param x the input
   * @param padWidth how many elements before and after each axis
   * @param mode {@code "constant"} for zeros, {@code "reflect"}, {@code "symmetric"}, {@code
   *     "edge"}, {@code "wrap"} …
   * @return a tensor with longer axes
   */
  public static Tensor pad(TensorLike x, int[][] padWidth, String mode) {
    return Operation.of("Pad")
        .with("pad_width", padWidth)
        .with("mode", mode)
        .withArgument("constant_values", null)
        .apply(x);
  }

  /**
   * Pads axes with a number.
   *
   * @param x the input
   * @param padWidth how many elements before and after each axis
   * @param mode {@code "constant"}
   * @param constantValues the number
   * @return a tensor with longer axes
   */
  public static Tensor pad(TensorLike x, int[][] padWidth, String mode, double constantValues) {
    return Operation.of("Pad")
        .with("pad_width", padWidth)
        .with("mode", mode)
        .withArgument("constant_values", constantValues)
        .apply(x);
  }

  /**
   * Rearranges axes by a pattern of einops.
   *
   * @param tensor the input
   * @param pattern the axes' names before and after, {@code "b h w c -> b (h w) c"}
   * @return a tensor of the axes right of the arrow
   */
  public static Tensor rearrange(TensorLike tensor, String pattern) {
    return Operation.of("Rearrange").apply(tensor, pattern);
  }

  /**
   * Rearranges axes by a pattern of einops, in which axes are split.
   *
   * @param tensor the input
   * @param pattern the axes' names before and after, {@code "(h p) w -> h (p w)"}
   * @param axesLengths the lengths of axes by name
   * @return a tensor of the axes right of the arrow
   */
  public static Tensor rearrange(
      TensorLike tensor, String pattern, Map<String, Integer> axesLengths) {
    OperationCall call = Operation.of("Rearrange");
    axesLengths.forEach(call::withArgument);
    return call.apply(tensor, pattern);
  }

  /**
   * Spreads vectors over the grid that they span, the first one along the second axis.
   *
   * @param x the vectors
   * @return as many tensors, each with as many axes
   */
  public static List<Tensor> meshgrid(List<? extends TensorLike> x) {
    return Operation.of("Meshgrid").with("indexing", "xy").applyAll(x.toArray());
  }

  /**
   * Spreads vectors over the grid that they span.
   *
   * @param x the vectors
   * @param indexing {@code "xy"} for the first one along the second axis, {@code "ij"} for each
   *     along its own
   * @return as many tensors, each with as many axes
   */
  public static List<Tensor> meshgrid(List<? extends TensorLike> x, String indexing) {
    return Operation.of("Meshgrid").with("indexing", indexing).applyAll(x.toArray());
  }
}
