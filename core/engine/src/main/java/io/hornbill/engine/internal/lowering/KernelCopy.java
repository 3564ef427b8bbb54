package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Read;
import java.util.List;

/**
 * Weights in the layout that a primitive likes best, copied again only when they changed, or
 * wherever they are read, if memory is short.
 */
final class KernelCopy {
  private KernelCopy() {}

  /**
   * Returns weights in a primitive's layout; the copy, if it needs one, joins the kernel.
   *
   * @param primitive who reads them
   * @param slot as what
   * @param layout how the weights are now
   * @param weights the tensor
   */
  static Buffer of(
      Primitive primitive,
      int slot,
      MemoryDesc layout,
      Tensor weights,
      Memory memory,
      PrimitiveKernel.Builder builder) {
    return of(primitive, slot, layout, 0, weights, memory, builder);
  }

  /**
   * Returns some of the weights in a primitive's layout; the copy, if it needs one, joins the
   * kernel.
   *
   * @param primitive who reads them
   * @param slot as what
   * @param layout how these weights are now
   * @param first where they begin
   * @param weights the tensor
   */
  static Buffer of(
      Primitive primitive,
      int slot,
      MemoryDesc layout,
      long first,
      Tensor weights,
      Memory memory,
      PrimitiveKernel.Builder builder) {
    MemoryDesc chosen = primitive.desc(slot);
    Buffer own = Moves.after(memory.of(weights), first);
    if (chosen.equals(layout)) {
      builder.reads(own);
      return own;
    }
    Buffer copy = Buffer.bytes(chosen.bytes());
    if (memory.isDerived(weights)) {
      Kernel kernel =
          reorder(new PrimitiveKernel.Builder("layout of " + weights.node()), layout, chosen, own)
              .out(Args.DST, copy)
              .build();
      memory.prepare(kernel, weights, List.of(layout, chosen, first));
      builder.reads(copy);
      return copy;
    }
    reorder(builder, layout, chosen, own);
    if (weights.op() instanceof Read read && !memory.isBrief(read.variable())) {
      memory.keep(copy);
      builder.out(Args.DST, copy).following(read.variable());
    } else {
      builder.inside(Args.DST, copy);
    }
    return copy;
  }

  private static PrimitiveKernel.Builder reorder(
      PrimitiveKernel.Builder builder, MemoryDesc from, MemoryDesc to, Buffer weights) {
    return builder.then(new Reorder(from, to, Attributes.NONE)).in(Args.SRC, weights);
  }
}
