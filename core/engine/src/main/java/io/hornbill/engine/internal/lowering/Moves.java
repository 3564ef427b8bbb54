package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** What moves elements without computing, as copies between strided views. */
final class Moves {
  private static final int MOST_ZEROS = 8192;
  private static final FloatPointer ZEROS_POINTER = new FloatPointer(new float[MOST_ZEROS]);
  private static final Buffer ZEROS =
      Buffer.fixed(DataType.FLOAT, MOST_ZEROS, ZEROS_POINTER.address());

  private Moves() {}

  /** Null for ops that are no moves, or that are not strided copies. */
  static @Nullable Kernel of(Node node, Memory memory) {
    Op op = node.op();
    Tensor x = node.input(0);
    Tensor y = node.output(0);
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder("move " + node);
    long[] dims = y.shape().dims();
    long[] out = MemoryDesc.denseStrides(dims);
    long[] in = MemoryDesc.denseStrides(x.shape().dims());
    if (op instanceof Transpose transpose) {
      long[] strides = transpose.axes().stream().mapToLong(axis -> in[axis]).toArray();
      copy(builder, dims, memory.of(x), strides, memory.of(y), out);
    } else if (op instanceof BroadcastTo && x.shape().size() > 1) {
      copy(builder, dims, memory.of(x), repeating(x.shape(), y.shape()), memory.of(y), out);
    } else if (op instanceof Slice slice) {
      int axis = slice.axis();
      Buffer from = after(memory.of(x), slice.from() * in[axis]);
      in[axis] *= slice.step();
      copy(builder, dims, from, in, memory.of(y), out);
    } else if (op instanceof Spread spread && y.shape().last() <= MOST_ZEROS) {
      int axis = spread.axis();
      long[] row = new long[dims.length];
      row[dims.length - 1] = 1;
      copy(builder, dims, ZEROS, row, memory.of(y), out);
      Buffer to = after(memory.of(y), spread.from() * out[axis]);
      out[axis] *= spread.step();
      copy(builder, x.shape().dims(), memory.of(x), in, to, out);
    } else if (op instanceof Concat concat) {
      concat(builder, concat.axis(), node, memory);
    } else {
      return null;
    }
    PrimitiveKernel kernel = builder.build();
    if (kernel.isReference()) {
      kernel.close();
      return null;
    }
    return kernel;
  }

  private static void concat(PrimitiveKernel.Builder builder, int axis, Node node, Memory memory) {
    Buffer whole = memory.of(node.output(0));
    long[] out = MemoryDesc.denseStrides(node.output(0).shape().dims());
    long at = 0;
    for (Tensor x : node.inputs()) {
      long[] dims = x.shape().dims();
      copy(
          builder,
          dims,
          memory.of(x),
          MemoryDesc.denseStrides(dims),
          after(whole, at * out[axis]),
          out);
      at += dims[axis];
    }
  }

  /** Adds a copy of an operand in full size to a kernel; returns where it will be. */
  static Buffer repeated(
      PrimitiveKernel.Builder builder, Tensor operand, Shape whole, Memory memory) {
    long[] dims = whole.dims();
    Buffer copy = Buffer.bytes(whole.size() * Float.BYTES);
    builder
        .then(
            new Reorder(
                MemoryDesc.strided(dims, repeating(operand.shape(), whole)),
                MemoryDesc.dense(dims),
                Attributes.NONE))
        .in(Args.SRC, memory.of(operand))
        .inside(Args.DST, copy);
    return copy;
  }

  /** The strides at which an operand is read by a result that it broadcasts to. */
  private static long[] repeating(Shape operand, Shape whole) {
    long[] own = MemoryDesc.denseStrides(operand.dims());
    long[] strides = new long[whole.rank()];
    int lead = whole.rank() - operand.rank();
    for (int i = Math.max(0, -lead); i < operand.rank(); i++) {
      strides[lead + i] = operand.dim(i) == 1 ? 0 : own[i];
    }
    return strides;
  }

  private static Buffer after(Buffer buffer, long first) {
    return first == 0 ? buffer : buffer.part(first, buffer.elements() - first);
  }

  private static void copy(
      PrimitiveKernel.Builder builder,
      long[] dims,
      Buffer from,
      long[] fromStrides,
      Buffer to,
      long[] toStrides) {
    builder
        .then(
            new Reorder(
                MemoryDesc.strided(dims, fromStrides),
                MemoryDesc.strided(dims, toStrides),
                Attributes.NONE))
        .in(Args.SRC, from)
        .out(Args.DST, to);
  }
}
