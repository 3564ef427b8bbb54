package io.hornbill.engine.internal.java;

import io.hornbill.engine.internal.java.StridedCopy.Side;
import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Reverse;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Moves elements without computing: one or more strided copies, over zeros where there are gaps.
 */
final class MoveKernel extends Kernel {
  private final List<StridedCopy> copies;
  private final Buffer target;
  private final boolean gaps;
  private Pointer memory = new BytePointer();

  private MoveKernel(Node node, Memory memory, List<StridedCopy> copies, boolean gaps) {
    super(
        "move " + node,
        node.inputs().stream().map(memory::of).toList(),
        List.of(memory.of(node.output(0))));
    this.copies = copies;
    this.target = memory.of(node.output(0));
    this.gaps = gaps;
  }

  /** Makes the kernel of a node that moves elements; null for other nodes. */
  static @Nullable MoveKernel of(Node node, Memory memory) {
    Op op = node.op();
    if (op instanceof Concat concat) {
      return new MoveKernel(node, memory, concat(concat.axis(), node, memory), false);
    }
    if (node.inputs().size() != 1) {
      return null;
    }
    Tensor x = node.input(0);
    Tensor y = node.output(0);
    long[] in = StridedCopy.strides(x.shape().dims());
    long[] out = StridedCopy.strides(y.shape().dims());
    Buffer from = memory.of(x);
    Buffer to = memory.of(y);
    if (op instanceof Spread spread) {
      int axis = spread.axis();
      long offset = spread.from() * out[axis];
      out[axis] *= spread.step();
      Side target = new Side(to, offset, out);
      StridedCopy copy = new StridedCopy(x.shape().dims(), new Side(from, 0, in), target);
      return new MoveKernel(node, memory, List.of(copy), true);
    }
    Side source = source(op, x, y, from, in);
    if (source == null) {
      return null;
    }
    StridedCopy copy = new StridedCopy(y.shape().dims(), source, new Side(to, 0, out));
    return new MoveKernel(node, memory, List.of(copy), false);
  }

  /** How the output's elements step over the input. */
  private static @Nullable Side source(Op op, Tensor x, Tensor y, Buffer from, long[] in) {
    if (op instanceof Transpose transpose) {
      long[] strides = transpose.axes().stream().mapToLong(a -> in[a]).toArray();
      return new Side(from, 0, strides);
    }
    if (op instanceof Slice slice) {
      long offset = slice.from() * in[slice.axis()];
      in[slice.axis()] *= slice.step();
      return new Side(from, offset, in);
    }
    if (op instanceof Reverse reverse) {
      long offset = (x.dim(reverse.axis()) - 1) * in[reverse.axis()];
      in[reverse.axis()] *= -1;
      return new Side(from, offset, in);
    }
    if (op instanceof BroadcastTo) {
      long[] strides = new long[y.rank()];
      int lead = y.rank() - x.rank();
      for (int i = 0; i < x.rank(); i++) {
        strides[lead + i] = x.dim(i) == 1 ? 0 : in[i];
      }
      return new Side(from, 0, strides);
    }
    return null;
  }

  private static List<StridedCopy> concat(int axis, Node node, Memory memory) {
    Tensor y = node.output(0);
    long[] out = StridedCopy.strides(y.shape().dims());
    List<StridedCopy> copies = new ArrayList<>();
    long at = 0;
    for (Tensor x : node.inputs()) {
      long[] dims = x.shape().dims();
      Side source = new Side(memory.of(x), 0, StridedCopy.strides(dims));
      copies.add(new StridedCopy(dims, source, new Side(memory.of(y), at * out[axis], out)));
      at += dims[axis];
    }
    return copies;
  }

  @Override
  public void bind() {
    memory = target.pointer();
    copies.forEach(StridedCopy::bind);
  }

  @Override
  public void run() {
    if (gaps) {
      Pointer.memset(memory, 0, target.byteSize());
    }
    for (int i = 0; i < copies.size(); i++) {
      copies.get(i).run();
    }
  }
}
