package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.lowering.LstmGradientLane.InputGradient;
import io.hornbill.engine.internal.lowering.LstmLane.PerChunk;
import io.hornbill.engine.internal.lowering.LstmLane.Sizes;
import io.hornbill.engine.internal.lowering.LstmLane.Trace;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MatMul;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.CompositeGradient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LSTMs of large batches: each thread computes a part of the batch from the first time step to the
 * last. oneDNN's own primitive waits for all threads at each step, uses an older matrix product for
 * gradients, keeps twice as much, and cannot leave out the gradient by the input.
 */
final class LstmLanes {
  private static final int STATES = 2;
  private static final int WEIGHTS = 3;
  private static final int KERNELS = 1 + STATES;
  private static final int ARITY = KERNELS + WEIGHTS;

  private final Node node;
  private final Memory memory;
  private final int lanes;
  private final Sizes sizes;
  private final Attributes attributes;
  private final PrimitiveKernel.Builder builder;

  private LstmLanes(Node node, Memory memory, int lanes) {
    this.node = node;
    this.memory = memory;
    this.lanes = lanes;
    sizes = sizes(node, lanes);
    attributes = Recurrences.attributes(memory);
    builder = new PrimitiveKernel.Builder(node + " in " + lanes + " lanes");
  }

  private static Sizes sizes(Node node, int lanes) {
    Tensor x = node.input(0);
    return new Sizes(
        Math.toIntExact(x.dim(1)),
        Math.toIntExact(x.dim(0) / lanes),
        Math.toIntExact(x.dim(2)),
        Math.toIntExact(node.input(1).dim(1)));
  }

  /** Whether there are lanes, and Java can reach all that is kept for a lane's gradient. */
  static boolean fits(Node node, int lanes) {
    return lanes > 1 && Trace.elements(sizes(node, lanes)) <= Integer.MAX_VALUE / Float.BYTES;
  }

  static Kernel forward(Node node, Memory memory, int lanes, boolean training) {
    return new LstmLanes(node, memory, lanes).forward(training);
  }

  /** Null if the layer itself was not computed here. */
  static @Nullable Kernel backward(Node node, Memory memory, int lanes) {
    Kept kept = memory.handed(node.input(arity(node)).node().output(0), Kept.class);
    return kept == null ? null : new LstmLanes(node, memory, lanes).backward(kept.trace());
  }

  /** How many inputs the layer has, of which this is the gradient. */
  private static int arity(Node gradient) {
    return ((CompositeGradient) gradient.op()).arity();
  }

  /** Which step of each sequence is the last that counts; null if all count. */
  private @Nullable Tensor last(int arity) {
    return arity > ARITY ? node.input(ARITY) : null;
  }

  private @Nullable Buffer last(@Nullable Tensor last, int lane) {
    return last == null ? null : part(last, lane);
  }

  /** What a forward pass keeps for the gradients, of all lanes. */
  private record Kept(Buffer trace) {}

  /** A sequence and kernels as lanes want them. */
  private record Copies(Buffer x, Buffer kernel, Buffer recurrent) {}

  private Kernel forward(boolean training) {
    List<PerChunk> kernels = new ArrayList<>();
    List<MatMul> recurrents = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      kernels.add(sizes.kernel(attributes));
      recurrents.add(sizes.recurrent(attributes));
    }
    Tensor bias = node.input(ARITY - 1);
    Tensor last = last(node.inputs().size());
    Buffer trace = Buffer.bytes(lanes * Trace.elements(sizes) * Float.BYTES);
    Copies copies =
        builder.together(
            () ->
                new Copies(
                    Sequences.read(builder, node.input(0), memory),
                    copied(kernels.get(0).others(), node.input(ARITY - 3), false),
                    copied(recurrents.get(0), node.input(ARITY - 2), false)));
    Buffer out = Sequences.written(node.output(0), memory);
    List<Stage> stages = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      var arguments =
          new LstmForwardLane.Arguments(
              part(copies.x(), lane),
              part(node.input(1), lane),
              part(node.input(2), lane),
              copies.kernel(),
              copies.recurrent(),
              memory.of(bias),
              part(out, lane),
              part(node.output(1), lane),
              part(node.output(2), lane),
              last(last, lane));
      Trace kept = training ? new Trace(part(trace, lane), sizes) : null;
      stages.add(
          new LstmForwardLane(
              sizes, kernels.get(lane), recurrents.get(lane), arguments, kept, builder));
    }
    builder.together(() -> stages.forEach(builder::then));
    builder.reads(copies.x(), memory.of(node.input(1)), memory.of(node.input(2)));
    builder.reads(memory.of(bias));
    if (last != null) {
      builder.reads(memory.of(last));
    }
    builder.writes(out, memory.of(node.output(1)), memory.of(node.output(2)));
    if (training) {
      builder.writes(trace);
      memory.hand(node.output(0), new Kept(trace));
    }
    Sequences.deliver(builder, node.output(0), memory);
    return builder.build();
  }

  private Kernel backward(Buffer trace) {
    int arity = arity(node);
    int given = arity + 1 + STATES;
    Tensor last = last(arity);
    boolean wanted = memory.isResult(node.output(0)) || !memory.users(node.output(0)).isEmpty();
    List<MatMul> toStates = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      toStates.add(sizes.stateGradient(attributes));
    }
    List<InputGradient> toInputs = new ArrayList<>();
    Buffer recurrent =
        builder.together(
            () -> {
              if (wanted) {
                toInputs.addAll(inputGradients());
              }
              return copied(toStates.get(0), node.input(ARITY - 2), true);
            });
    Buffer x = Sequences.read(builder, node.input(0), memory);
    Buffer out = Sequences.read(builder, node.input(arity), memory);
    Buffer outChange = Sequences.read(builder, node.input(given), memory);
    List<LaneSum> weights = new ArrayList<>();
    for (int i = KERNELS; i < ARITY; i++) {
      weights.add(new LaneSum(memory.of(node.output(i)), lanes, builder));
    }
    List<Stage> stages = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      int lane = i;
      var arguments =
          new LstmGradientLane.Arguments(
              part(x, lane),
              part(node.input(1), lane),
              part(out, lane),
              recurrent,
              part(outChange, lane),
              part(node.input(given + 1), lane),
              part(node.input(given + 2), lane),
              part(node.output(1), lane),
              part(node.output(2), lane),
              weights.stream().map(sum -> sum.part(lane)).toList(),
              last(last, lane));
      stages.add(
          new LstmGradientLane(
              sizes,
              attributes,
              toStates.get(lane),
              wanted ? toInputs.get(lane) : null,
              arguments,
              new Trace(part(trace, lane), sizes),
              builder));
    }
    builder.together(() -> stages.forEach(builder::then));
    builder.reads(x, memory.of(node.input(1)), out, outChange, trace);
    builder.reads(memory.of(node.input(given + 1)), memory.of(node.input(given + 2)));
    if (last != null) {
      builder.reads(memory.of(last));
    }
    builder.writes(memory.of(node.output(1)), memory.of(node.output(2)));
    builder.together(() -> weights.forEach(LaneSum::add));
    if (wanted) {
      Sequences.deliver(builder, node.output(0), memory);
    }
    return builder.build();
  }

  private List<InputGradient> inputGradients() {
    List<PerChunk> products = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      products.add(sizes.inputGradient(attributes));
    }
    Buffer kernel = copied(products.get(0).others(), node.input(ARITY - 3), true);
    Buffer x = Sequences.written(node.output(0), memory);
    builder.writes(x);
    List<InputGradient> gradients = new ArrayList<>();
    for (int lane = 0; lane < lanes; lane++) {
      gradients.add(new InputGradient(products.get(lane), kernel, part(x, lane)));
    }
    return gradients;
  }

  private Buffer part(Tensor tensor, int lane) {
    return part(memory.of(tensor), lane);
  }

  private Buffer part(Buffer whole, int lane) {
    return whole.lane(lane, lanes);
  }

  /** Returns a kernel, transposed or not, in the layout of a product's weights. */
  private Buffer copied(Primitive product, Tensor kernel, boolean transposed) {
    long n = kernel.dim(0);
    long m = kernel.dim(1);
    MemoryDesc layout =
        transposed
            ? MemoryDesc.strided(new long[] {m, n}, new long[] {1, m})
            : MemoryDesc.dense(n, m);
    return KernelCopy.of(product, Args.WEIGHTS, layout, kernel, memory, builder);
  }
}
