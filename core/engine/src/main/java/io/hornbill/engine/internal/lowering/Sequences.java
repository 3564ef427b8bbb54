package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Fill;

/**
 * Sequences {@code [batch, time, features]} as recurrent primitives like them: time first, one part
 * of the batch after the other where several lanes compute, {@code [lane, time, batch / lanes,
 * features]}. A sequence is copied once, for all layers and gradients that read it, and one that
 * such a layer has made is handed to the next as it is.
 */
final class Sequences {
  private Sequences() {}

  /** Where a sequence is, time first. */
  private record TimeMajor(Buffer buffer) {}

  /** Returns where a sequence is, time first; a copy that nobody has made yet joins the kernel. */
  static Buffer read(PrimitiveKernel.Builder builder, Tensor sequence, Memory memory) {
    Buffer own = memory.of(sequence);
    if (isTimeMajor(sequence)) {
      return own;
    }
    TimeMajor known = memory.handed(sequence, TimeMajor.class);
    if (known != null) {
      return known.buffer();
    }
    Buffer copy = made(sequence, memory);
    turn(builder, sequence, memory, true, own, copy);
    return copy;
  }

  /** Returns where a primitive writes a sequence, time first. */
  static Buffer written(Tensor sequence, Memory memory) {
    return isTimeMajor(sequence) ? memory.of(sequence) : made(sequence, memory);
  }

  /** Adds the copy of a written sequence to where others than recurrent layers look for it. */
  static void deliver(PrimitiveKernel.Builder builder, Tensor sequence, Memory memory) {
    boolean others =
        memory.isResult(sequence)
            || memory.users(sequence).stream().anyMatch(node -> !Recurrences.knows(node.op()));
    TimeMajor written = memory.handed(sequence, TimeMajor.class);
    if (others && written != null) {
      turn(builder, sequence, memory, false, written.buffer(), memory.of(sequence));
    }
  }

  private static Buffer made(Tensor sequence, Memory memory) {
    Buffer buffer = Buffer.planned(sequence.spec());
    memory.hand(sequence, new TimeMajor(buffer));
    return buffer;
  }

  /** Whether the order makes no difference. */
  private static boolean isTimeMajor(Tensor sequence) {
    return sequence.dim(0) == 1 || sequence.dim(1) == 1 || sequence.op().getClass() == Fill.class;
  }

  private static void turn(
      PrimitiveKernel.Builder builder,
      Tensor sequence,
      Memory memory,
      boolean toTime,
      Buffer from,
      Buffer to) {
    Shape shape = sequence.shape();
    int lanes = Recurrences.lanes(shape.dim(0), memory.lanes());
    long batch = shape.dim(0) / lanes;
    long time = shape.dim(1);
    long features = shape.dim(2);
    long[] dims = {time, batch, features};
    MemoryDesc batchFirst = MemoryDesc.strided(dims, new long[] {features, time * features, 1});
    MemoryDesc timeFirst = MemoryDesc.dense(dims);
    MemoryDesc src = toTime ? batchFirst : timeFirst;
    MemoryDesc dst = toTime ? timeFirst : batchFirst;
    builder.together(
        () -> {
          for (int lane = 0; lane < lanes; lane++) {
            builder
                .then(new Reorder(src, dst, Attributes.NONE))
                .in(Args.SRC, from.lane(lane, lanes))
                .out(Args.DST, to.lane(lane, lanes));
          }
        });
  }
}
