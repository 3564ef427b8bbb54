package io.hornbill.saving.internal.legacy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A weight while its layout is changed: elements in row-major order. */
final class Block {
  private final long[] shape;
  private final double[] data;

  Block(long[] shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  static Block of(INDArray array) {
    return new Block(array.shape().clone(), array.dup('c').data().asDouble());
  }

  INDArray toArray() {
    return Nd4j.createFromArray(data).reshape('c', shape);
  }

  long[] shape() {
    return shape;
  }

  double[] data() {
    return data;
  }

  int rank() {
    return shape.length;
  }

  long last() {
    return shape[shape.length - 1];
  }

  Block reshape(long... newShape) {
    return new Block(newShape, data);
  }

  /** Orders the axes anew: axis i of the result is axis {@code axes[i]} of this. */
  Block permute(int... axes) {
    long[] strides = strides();
    return gather(
        IntStream.of(axes).mapToLong(axis -> shape[axis]).toArray(),
        0,
        IntStream.of(axes).mapToLong(axis -> strides[axis]).toArray());
  }

  /** Turns round the first axes. */
  Block flip(int axes) {
    long[] strides = strides();
    long start = 0;
    for (int i = 0; i < axes; i++) {
      start += (shape[i] - 1) * strides[i];
      strides[i] = -strides[i];
    }
    return gather(shape, start, strides);
  }

  /** Cuts the last axis into parts of equal length. */
  List<Block> split(int parts) {
    long length = last() / parts;
    long[] part = shape.clone();
    part[part.length - 1] = length;
    return IntStream.range(0, parts).mapToObj(i -> gather(part, i * length, strides())).toList();
  }

  /** Joins blocks along their last axis. */
  static Block join(List<Block> parts) {
    long[] shape = parts.get(0).shape.clone();
    int columns = parts.stream().mapToInt(part -> (int) part.last()).sum();
    shape[shape.length - 1] = columns;
    double[] data = new double[parts.stream().mapToInt(part -> part.data.length).sum()];
    int from = 0;
    for (Block part : parts) {
      int length = (int) part.last();
      for (int row = 0; row * length < part.data.length; row++) {
        System.arraycopy(part.data, row * length, data, row * columns + from, length);
      }
      from += length;
    }
    return new Block(shape, data);
  }

  private long[] strides() {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  private Block gather(long[] newShape, long start, long[] strides) {
    double[] result = new double[(int) LongStream.of(newShape).reduce(1, (a, b) -> a * b)];
    long[] index = new long[newShape.length];
    long at = start;
    for (int i = 0; i < result.length; i++) {
      result[i] = data[(int) at];
      for (int axis = newShape.length - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < newShape[axis]) {
          break;
        }
        at -= strides[axis] * newShape[axis];
        index[axis] = 0;
      }
    }
    return new Block(newShape, result);
  }
}
