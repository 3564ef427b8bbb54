package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Spread;
import java.util.List;
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
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder("move " + node);
    Tensor x = node.input(0);
    if (node.op().getClass() == Concat.class) {
      concat(builder, node, memory);
    } else if (node.op().getClass() == Spread.class) {
      if (node.output(0).shape().last() > MOST_ZEROS) {
        return null;
      }
      spread(builder, (Spread) node.op(), node, memory);
    } else {
      View view = View.read(node);
      boolean one = node.op().getClass() == BroadcastTo.class && x.shape().size() <= 1;
      if (view == null || one) {
        return null;
      }
      Tensor y = node.output(0);
      copy(builder, memory.of(x), view, memory.of(y), View.dense(y.shape()));
    }
    PrimitiveKernel kernel = builder.build();
    if (kernel.isReference()) {
      kernel.close();
      return null;
    }
    return kernel;
  }

  /** Zeros everywhere, and then the elements. */
  private static void spread(PrimitiveKernel.Builder builder, Spread op, Node node, Memory memory) {
    Tensor x = node.input(0);
    Tensor y = node.output(0);
    View whole = View.dense(y.shape());
    View row = View.dense(Shape.of(y.shape().last())).repeated(y.shape());
    copy(builder, ZEROS, row, memory.of(y), whole);
    View places = whole.part(op, x.dim(op.axis()));
    copy(builder, memory.of(x), View.dense(x.shape()), memory.of(y), places);
  }

  private static void concat(PrimitiveKernel.Builder builder, Node node, Memory memory) {
    List<View> parts = View.parts(node);
    for (int i = 0; i < parts.size(); i++) {
      Tensor x = node.input(i);
      Buffer target = memory.of(node.output(0));
      copy(builder, memory.of(x), View.dense(x.shape()), target, parts.get(i));
    }
  }

  /**
   * Adds a copy of an operand, repeated to a larger shape, to a kernel; or to what is prepared, if
   * weights alone decide it. Returns where it is.
   */
  static Buffer repeated(
      PrimitiveKernel.Builder builder, Tensor operand, Shape from, Shape to, Memory memory) {
    Reorder repeating =
        new Reorder(desc(View.dense(from).repeated(to)), desc(View.dense(to)), Attributes.NONE);
    Buffer copy = Buffer.bytes(to.size() * Float.BYTES);
    if (memory.isDerived(operand)) {
      Kernel kernel =
          new PrimitiveKernel.Builder("repeated " + operand.node())
              .then(repeating)
              .in(Args.SRC, memory.of(operand))
              .out(Args.DST, copy)
              .build();
      memory.prepare(kernel, operand, List.of(from, to));
      builder.reads(copy);
    } else {
      builder.then(repeating).in(Args.SRC, memory.of(operand)).inside(Args.DST, copy);
    }
    return copy;
  }

  /** How oneDNN is told of a view, whose offset goes into the address. */
  static MemoryDesc desc(View view) {
    return MemoryDesc.strided(view.dims(), view.strides());
  }

  /** What follows in a buffer from an element on. */
  static Buffer after(Buffer buffer, long first) {
    return first == 0 ? buffer : buffer.part(first, buffer.elements() - first);
  }

  /** Adds a copy from one view into another one. */
  static void copy(
      PrimitiveKernel.Builder builder, Buffer from, View read, Buffer to, View written) {
    builder
        .then(new Reorder(desc(read), desc(written), Attributes.NONE))
        .in(Args.SRC, after(from, read.offset()))
        .out(Args.DST, after(to, written.offset()));
  }
}
