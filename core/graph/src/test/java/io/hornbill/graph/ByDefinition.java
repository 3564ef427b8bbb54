package io.hornbill.graph;

import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Composite;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Computes graphs of the commonest ops element by element, so that tests need no engine. */
record ByDefinition(Map<Tensor, ByDefinition.Values> given) {
  /** Numbers in C order. */
  record Values(Shape shape, double... data) {
    /** The element of an index of a shape that this one broadcasts to. */
    double at(long... index) {
      int lead = index.length - shape.rank();
      long at = 0;
      for (int i = 0; i < shape.rank(); i++) {
        at = at * shape.dim(i) + (shape.dim(i) == 1 ? 0 : index[lead + i]);
      }
      return data[(int) at];
    }
  }

  static double[] of(Tensor tensor, Map<Tensor, Values> given) {
    return new ByDefinition(given).compute(tensor).data();
  }

  private Values compute(Tensor tensor) {
    Values known = given.get(tensor);
    if (known != null) {
      return known;
    }
    Op op = tensor.op();
    if (op instanceof Composite composite) {
      return compute(composite.compose(tensor.node().inputs()).get(tensor.index()));
    }
    List<Values> in = tensor.node().inputs().stream().map(this::compute).toList();
    return fill(tensor.shape(), index -> element(op, in, index));
  }

  private static Values fill(Shape shape, ToDoubleFunction<long[]> element) {
    double[] data = new double[(int) shape.size()];
    for (int i = 0; i < data.length; i++) {
      long[] index = new long[shape.rank()];
      long rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        index[axis] = rest % shape.dim(axis);
        rest /= shape.dim(axis);
      }
      data[i] = element.applyAsDouble(index);
    }
    return new Values(shape, data);
  }

  private static double element(Op op, List<Values> in, long[] index) {
    if (op instanceof Fill fill) {
      return fill.number();
    } else if (op instanceof Unary unary) {
      return unary.value(in.get(0).at(index));
    } else if (op instanceof Binary binary) {
      return binary.value(in.get(0).at(index), in.get(1).at(index));
    } else if (op instanceof Where) {
      return in.get(in.get(0).at(index) != 0 ? 1 : 2).at(index);
    } else if (op instanceof BroadcastTo) {
      return in.get(0).at(index);
    } else if (op instanceof Transpose transpose) {
      long[] from = new long[index.length];
      for (int i = 0; i < index.length; i++) {
        from[transpose.axes().get(i)] = index[i];
      }
      return in.get(0).at(from);
    } else if (op instanceof Slice slice) {
      long[] from = index.clone();
      from[slice.axis()] = slice.from() + slice.step() * index[slice.axis()];
      return in.get(0).at(from);
    } else if (op instanceof Concat concat) {
      return joined(concat, in, index);
    } else if (op instanceof Gather) {
      return gathered(in.get(0), in.get(1), index);
    } else if (op instanceof Constant constant) {
      return constant.value().getDouble(index);
    } else if (op instanceof Reshape reshape) {
      return reshaped(reshape, in.get(0), index);
    } else if (op instanceof Reduce reduce) {
      return reduced(reduce, in.get(0), index);
    } else if (op instanceof MatMul product) {
      return product(product, in.get(0), in.get(1), index);
    }
    throw new UnsupportedOperationException("ByDefinition knows no " + op);
  }

  private static double joined(Concat concat, List<Values> in, long[] index) {
    long[] from = index.clone();
    for (Values part : in) {
      long length = part.shape().dim(concat.axis());
      if (from[concat.axis()] < length) {
        return part.at(from);
      }
      from[concat.axis()] -= length;
    }
    throw new IllegalStateException("beyond the last part");
  }

  private static double gathered(Values table, Values ids, long[] index) {
    int rank = ids.shape().rank();
    long[] from = new long[index.length - rank + 1];
    from[0] = (long) ids.at(Arrays.copyOf(index, rank));
    System.arraycopy(index, rank, from, 1, index.length - rank);
    return table.at(from);
  }

  /** The open length is found as the reshape's own rule does. */
  private static double reshaped(Reshape reshape, Values x, long[] index) {
    long[] dims = reshape.dims().stream().mapToLong(Long::longValue).toArray();
    long known = Arrays.stream(dims).filter(d -> d >= 0).reduce(1, (a, b) -> a * b);
    long at = 0;
    for (int i = 0; i < dims.length; i++) {
      at = at * (dims[i] < 0 ? x.data().length / known : dims[i]) + index[i];
    }
    return x.data()[(int) at];
  }

  /** Sums and means. */
  private static double reduced(Reduce reduce, Values x, long[] index) {
    double sum = 0;
    long count = 0;
    Values places = fill(x.shape(), at -> reaches(reduce, at, index) ? 1 : 0);
    for (int i = 0; i < x.data().length; i++) {
      sum += places.data()[i] * x.data()[i];
      count += (long) places.data()[i];
    }
    return switch (reduce.kind()) {
      case SUM -> sum;
      case MEAN -> sum / count;
      default -> throw new UnsupportedOperationException("ByDefinition knows no " + reduce);
    };
  }

  /** Whether an element of the input goes to one of the output. */
  private static boolean reaches(Reduce reduce, long[] from, long[] to) {
    int next = 0;
    for (int i = 0; i < from.length; i++) {
      boolean gone = reduce.axes().contains(i);
      if (!gone && from[i] != to[next]) {
        return false;
      }
      next += gone && !reduce.keepDims() ? 0 : 1;
    }
    return true;
  }

  private static double product(MatMul op, Values a, Values b, long[] index) {
    int rank = index.length;
    double sum = 0;
    for (int k = 0; k < a.shape().dim(op.transposeA() ? -2 : -1); k++) {
      long[] left = index.clone();
      long[] right = index.clone();
      left[op.transposeA() ? rank - 1 : rank - 2] = index[rank - 2];
      left[op.transposeA() ? rank - 2 : rank - 1] = k;
      right[op.transposeB() ? rank - 2 : rank - 1] = index[rank - 1];
      right[op.transposeB() ? rank - 1 : rank - 2] = k;
      sum += a.at(left) * b.at(right);
    }
    return sum;
  }
}
