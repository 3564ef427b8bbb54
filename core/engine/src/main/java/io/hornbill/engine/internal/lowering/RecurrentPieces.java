package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.graph.Node;
import io.hornbill.graph.internal.ops.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Recurrent layers without a gradient: sequences are computed in pieces whose lengths are powers of
 * two, each from the states after the one before. So a few primitives, which take long to make,
 * serve all lengths.
 */
final class RecurrentPieces {
  private final Recurrent op;
  private final Node node;
  private final Memory memory;
  private final PrimitiveKernel.Builder builder;

  RecurrentPieces(Recurrent op, Node node, Memory memory, PrimitiveKernel.Builder builder) {
    this.op = op;
    this.node = node;
    this.memory = memory;
    this.builder = builder;
  }

  /**
   * Makes the primitives of each piece, one for each lane.
   *
   * @param steps the number of time steps
   * @param maker makes primitives for a number of time steps
   * @return the pieces in their order; a single one if they want kernels in different layouts
   */
  static List<List<Primitive>> of(long steps, LongFunction<List<Primitive>> maker) {
    List<List<Primitive>> pieces = new ArrayList<>();
    for (long left = steps; left > 0; left -= Long.highestOneBit(left)) {
      pieces.add(maker.apply(Long.highestOneBit(left)));
    }
    if (pieces.stream().map(piece -> piece.get(0)).allMatch(one -> agree(one, pieces.get(0)))) {
      return pieces;
    }
    pieces.forEach(piece -> piece.forEach(Primitive::close));
    return List.of(maker.apply(steps));
  }

  private static boolean agree(Primitive one, List<Primitive> first) {
    return one.desc(Args.WEIGHTS).equals(first.get(0).desc(Args.WEIGHTS))
        && one.desc(Args.WEIGHTS_ITER).equals(first.get(0).desc(Args.WEIGHTS_ITER));
  }

  /** Adds the pieces, one after the other, the lanes of each at the same time. */
  void add(List<List<Primitive>> pieces, Recurrences.Inputs inputs, Buffer dst) {
    List<Buffer> states = new ArrayList<>();
    for (int i = 0; i < op.states(); i++) {
      states.add(memory.of(node.input(1 + i)));
    }
    long from = 0;
    for (int i = 0; i < pieces.size(); i++) {
      List<Buffer> before = List.copyOf(states);
      states.replaceAll(state -> Buffer.bytes(state.byteSize()));
      boolean last = i == pieces.size() - 1;
      Reach reach = new Reach(from, before, List.copyOf(states), last);
      List<Primitive> lanes = pieces.get(i);
      builder.together(
          () ->
              IntStream.range(0, lanes.size())
                  .forEach(lane -> bind(lanes, lane, inputs, dst, reach)));
      from += lanes.get(0).desc(Args.SRC).dims()[0];
    }
  }

  /** The time step at which a piece begins, the states around it, and whether it is the last. */
  private record Reach(long from, List<Buffer> before, List<Buffer> after, boolean last) {}

  private void bind(
      List<Primitive> lanes, int lane, Recurrences.Inputs inputs, Buffer dst, Reach reach) {
    Primitive primitive = lanes.get(lane);
    int count = lanes.size();
    builder
        .then(primitive)
        .in(Args.BIAS, memory.of(node.input(3 + op.states())))
        .inside(Args.WEIGHTS, inputs.kernel())
        .inside(Args.WEIGHTS_ITER, inputs.recurrent())
        .in(Args.SRC, seen(inputs.src().lane(lane, count), primitive.desc(Args.SRC), reach))
        .out(Args.DST, seen(dst.lane(lane, count), primitive.desc(Args.DST), reach));
    for (int i = 0; i < op.states(); i++) {
      bindState(i, reach, lane, count);
    }
  }

  private void bindState(int state, Reach reach, int lane, int count) {
    Buffer before = reach.before().get(state).lane(lane, count);
    if (reach.from() == 0) {
      builder.in(Recurrences.FIRST[state], before);
    } else {
      builder.inside(Recurrences.FIRST[state], before);
    }
    if (reach.last()) {
      builder.out(Recurrences.LAST[state], memory.of(node.output(1 + state)).lane(lane, count));
    } else {
      builder.inside(Recurrences.LAST[state], reach.after().get(state).lane(lane, count));
    }
  }

  /** What a primitive for fewer time steps sees of a sequence, time first. */
  private static Buffer seen(Buffer sequence, MemoryDesc desc, Reach reach) {
    long[] dims = desc.dims();
    return sequence.part(reach.from() * dims[1] * dims[2], dims[0] * dims[1] * dims[2]);
  }
}
