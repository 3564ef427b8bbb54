package io.hornbill.engine.internal.kernel;

import static java.util.Map.entry;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an array of given lengths steps over memory. Ops that only move elements are views of their
 * input, or write through a view of their output.
 *
 * @param offset where the first element is, in elements
 * @param dims the length of each axis
 * @param strides the distance in elements of neighbours along each axis; 0 where one element
 *     repeats, negative where the order is turned
 */
@SuppressWarnings("ArrayRecordComponent") // made once for each kernel, never compared
public record View(long offset, long[] dims, long[] strides) {
  private interface Reading {
    View of(Op op, View whole, Shape result);
  }

  private static final Map<Class<? extends Op>, Reading> READINGS =
      Map.ofEntries(
          entry(Transpose.class, (op, x, y) -> x.permuted(((Transpose) op).axes())),
          entry(Slice.class, (op, x, y) -> x.part((Slice) op)),
          entry(Reverse.class, (op, x, y) -> x.reversed(((Reverse) op).axis())),
          entry(BroadcastTo.class, (op, x, y) -> x.repeated(y)),
          entry(Reshape.class, (op, x, y) -> dense(y)));

  /**
   * Returns the view of an array without gaps, the last axis fastest.
   *
   * @param shape its shape
   * @return the view
   */
  public static View dense(Shape shape) {
    long[] dims = shape.dims();
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dims[axis];
    }
    return new View(0, dims, strides);
  }

  /**
   * Returns how the result of an op that moves elements steps over its input.
   *
   * @param node the node
   * @return the view; null if the op computes, or reads more than one input
   */
  public static @Nullable View read(Node node) {
    Reading reading = READINGS.get(node.op().getClass());
    return reading == null
        ? null
        : reading.of(node.op(), dense(node.input(0).shape()), node.output(0).shape());
  }

  /**
   * Returns this array with its axes in another order.
   *
   * @param axes for each axis of the result which of this it is
   * @return the view
   */
  public View permuted(List<Integer> axes) {
    return new View(
        offset,
        axes.stream().mapToLong(axis -> dims[axis]).toArray(),
        axes.stream().mapToLong(axis -> strides[axis]).toArray());
  }

  /**
   * Returns the array of which this one is the permuted: where its axes are in another one's order.
   *
   * @param axes for each of its axes which of the result it is
   * @return the view
   */
  public View unpermuted(List<Integer> axes) {
    long[] newDims = new long[dims.length];
    long[] newStrides = new long[dims.length];
    for (int i = 0; i < dims.length; i++) {
      newDims[axes.get(i)] = dims[i];
      newStrides[axes.get(i)] = strides[i];
    }
    return new View(offset, newDims, newStrides);
  }

  /**
   * Returns this array in a larger one, by which it is repeated.
   *
   * @param whole the shape to repeat it to
   * @return the view, of the larger shape
   */
  public View repeated(Shape whole) {
    long[] steps = new long[whole.rank()];
    int lead = whole.rank() - dims.length;
    for (int i = Math.max(0, -lead); i < dims.length; i++) {
      steps[lead + i] = dims[i] == 1 ? 0 : strides[i];
    }
    return new View(offset, whole.dims(), steps);
  }

  /**
   * Returns this array with axes of length 1 before its own.
   *
   * @param rank the number of axes of the result
   * @param stride the distance along the new ones
   * @return the view
   */
  public View led(int rank, long stride) {
    long[] newDims = new long[rank];
    long[] newStrides = new long[rank];
    Arrays.fill(newDims, 1);
    Arrays.fill(newStrides, stride);
    int lead = rank - dims.length;
    System.arraycopy(dims, 0, newDims, lead, dims.length);
    System.arraycopy(strides, 0, newStrides, lead, dims.length);
    return new View(offset, newDims, newStrides);
  }

  /**
   * Returns the elements that a slice picks.
   *
   * @param slice from where, how many and how far apart
   * @return the view
   */
  public View part(Slice slice) {
    long length = (slice.to() - slice.from() + slice.step() - 1) / slice.step();
    return stepped(slice.axis(), slice.from(), length, slice.step());
  }

  /**
   * Returns the elements to which others are spread.
   *
   * @param spread from where and how far apart
   * @param length how many they are along the axis
   * @return the view, of the shape of what is spread
   */
  public View part(Spread spread, long length) {
    return stepped(spread.axis(), spread.from(), length, spread.step());
  }

  /**
   * Returns a part of this array along one axis.
   *
   * @param axis the axis
   * @param from the first index
   * @param length how many there are
   * @param step the distance of two of them
   * @return the view
   */
  public View stepped(int axis, long from, long length, long step) {
    long[] newDims = dims.clone();
    long[] newStrides = strides.clone();
    newDims[axis] = length;
    newStrides[axis] *= step;
    return new View(offset + from * strides[axis], newDims, newStrides);
  }

  /**
   * Returns where in a concatenation each of its inputs goes.
   *
   * @param concat a node of {@link Concat}
   * @return a view of its output for each input
   */
  public static List<View> parts(Node concat) {
    int axis = ((Concat) concat.op()).axis();
    View whole = dense(concat.output(0).shape());
    List<View> parts = new ArrayList<>();
    long from = 0;
    for (Tensor x : concat.inputs()) {
      parts.add(whole.stepped(axis, from, x.dim(axis), 1));
      from += x.dim(axis);
    }
    return parts;
  }

  private View reversed(int axis) {
    return stepped(axis, dims[axis] - 1, dims[axis], -1);
  }

  /**
   * Says whether the elements lie side by side in their own order.
   *
   * @return true if the view is a part of memory as it is
   */
  public boolean isContiguous() {
    long stride = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      if (dims[axis] != 1 && strides[axis] != stride) {
        return false;
      }
      stride *= dims[axis];
    }
    return true;
  }

  /**
   * Returns where each element is, in their own order.
   *
   * @return as many positions as there are elements
   */
  public int[] positions() {
    int[] result = new int[(int) Shape.of(dims).size()];
    long[] index = new long[dims.length];
    long position = offset;
    for (int i = 0; i < result.length; i++) {
      result[i] = (int) position;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        index[axis]++;
        position += strides[axis];
        if (index[axis] < dims[axis]) {
          break;
        }
        position -= strides[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return result;
  }
}
