package io.hornbill.engine.lowering;

import io.hornbill.engine.kernel.ElementwiseGroup;
import io.hornbill.engine.kernel.Kernel;
import io.hornbill.engine.kernel.Memory;
import io.hornbill.engine.onednn.Args;
import io.hornbill.engine.onednn.Attributes;
import io.hornbill.engine.onednn.MatMul;
import io.hornbill.engine.onednn.MathMode;
import io.hornbill.engine.onednn.MemoryDesc;
import io.hornbill.engine.onednn.PostOps;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Matrix products, with the chain that follows them. */
final class Products {
  private Products() {}

  static Kernel plain(Node node, Memory memory) {
    return kernel(node, memory, PostOps.NONE, null, null);
  }

  /** A product together with its chain; null if an operand of the chain does not fit. */
  static @Nullable Kernel fused(ElementwiseGroup group, Node node, Memory memory) {
    Shape whole = node.output(0).shape();
    for (Tensor leaf : group.leaves()) {
      if (!fits(leaf.shape(), whole)) {
        return null;
      }
    }
    Chain chain = new Chain(group, memory, t -> MemoryDesc.dense(padded(t.shape(), whole.rank())));
    return chain.follow(node) ? kernel(node, memory, chain.postOps(), chain, group.root()) : null;
  }

  /** Whole, a number, or one row for all. */
  private static boolean fits(Shape operand, Shape whole) {
    long size = operand.size();
    boolean row = operand.rank() > 0 && size == operand.last() && size == whole.last();
    return size == 1 || row || operand.equals(whole);
  }

  static long[] padded(Shape shape, int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    for (int i = 1; i <= Math.min(rank, shape.rank()); i++) {
      dims[rank - i] = shape.dim(-i);
    }
    return dims;
  }

  private static Kernel kernel(
      Node node, Memory memory, PostOps postOps, @Nullable Chain chain, @Nullable Tensor root) {
    io.hornbill.graph.ops.MatMul op = (io.hornbill.graph.ops.MatMul) node.op();
    Tensor y = node.output(0);
    MathMode mode = memory.bfloat16() ? MathMode.BF16 : MathMode.STRICT;
    MatMul product =
        new MatMul(
            operand(node.input(0).shape(), op.transposeA(), y.rank()),
            operand(node.input(1).shape(), op.transposeB(), y.rank()),
            null,
            MemoryDesc.dense(y.shape().dims()),
            Attributes.of(postOps).with(mode));
    String name = "matMul " + node + (chain == null ? "" : " + " + chain.names());
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder(name)
            .then(product)
            .in(Args.SRC, memory.of(node.input(0)))
            .in(Args.WEIGHTS, memory.of(node.input(1)));
    if (chain != null) {
      chain.bindOperands(builder);
    }
    return builder.out(Args.DST, memory.of(root == null ? y : root)).build();
  }

  /** A matrix, or a transposed one by its strides, with leading axes of length 1 added. */
  private static MemoryDesc operand(Shape shape, boolean transposed, int rank) {
    long[] dims = padded(shape, rank);
    long[] strides = MemoryDesc.denseStrides(dims);
    if (transposed) {
      swapLast(dims);
      swapLast(strides);
    }
    return MemoryDesc.strided(dims, strides);
  }

  private static void swapLast(long[] values) {
    long last = values[values.length - 1];
    values[values.length - 1] = values[values.length - 2];
    values[values.length - 2] = last;
  }
}
