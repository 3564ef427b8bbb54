package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.EltwiseAlgorithm;
import io.hornbill.engine.internal.onednn.GruBackward;
import io.hornbill.engine.internal.onednn.GruForward;
import io.hornbill.engine.internal.onednn.LstmBackward;
import io.hornbill.engine.internal.onednn.LstmForward;
import io.hornbill.engine.internal.onednn.MathMode;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.engine.internal.onednn.RecurrentShape;
import io.hornbill.engine.internal.onednn.RnnBackward;
import io.hornbill.engine.internal.onednn.RnnForward;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Gru;
import io.hornbill.graph.internal.ops.Lstm;
import io.hornbill.graph.internal.ops.Recurrent;
import io.hornbill.graph.internal.ops.SimpleRnn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers and their gradients. Sequences are turned to time first, which costs a hundredth
 * of what it saves; kernels are copied into the layout that the primitive likes best, again only
 * when they changed.
 */
final class Recurrences {
  /** With fewer rows the products of a time step are slow on one thread. */
  private static final long ENOUGH_ROWS = 8;

  static final int[] FIRST = {Args.SRC_ITER, Args.SRC_ITER_C};
  static final int[] LAST = {Args.DST_ITER, Args.DST_ITER_C};
  private static final int[] FIRST_GRADIENT = {Args.DIFF_SRC_ITER, Args.DIFF_SRC_ITER_C};
  private static final int[] LAST_GRADIENT = {Args.DIFF_DST_ITER, Args.DIFF_DST_ITER_C};

  private static final int[] WEIGHTS = {Args.DIFF_WEIGHTS, Args.DIFF_WEIGHTS_ITER, Args.DIFF_BIAS};

  /** The primitives of a kind of recurrent layer. */
  private record Cell(Forward forward, Backward backward) {
    interface Forward {
      Primitive of(Recurrent op, RecurrentShape shape, boolean training, Attributes attributes);
    }

    interface Backward {
      Primitive of(Primitive forward, Attributes attributes);
    }
  }

  private static final Map<Class<? extends Op>, Cell> CELLS =
      Map.of(
          Lstm.class,
          new Cell(
              (op, shape, training, attr) -> new LstmForward(shape, training, true, attr),
              (forward, attr) -> new LstmBackward((LstmForward) forward, attr)),
          Gru.class,
          new Cell(
              (op, shape, training, attr) ->
                  new GruForward(shape, ((Gru) op).resetAfter(), training, true, attr),
              (forward, attr) -> new GruBackward((GruForward) forward, attr)),
          SimpleRnn.class,
          new Cell(
              (op, shape, training, attr) ->
                  new RnnForward(shape, activation((SimpleRnn) op), training, true, attr),
              (forward, attr) -> new RnnBackward((RnnForward) forward, attr)));

  private static EltwiseAlgorithm activation(SimpleRnn op) {
    return op.relu() ? EltwiseAlgorithm.RELU : EltwiseAlgorithm.TANH;
  }

  private final Recurrent op;
  private final Node node;
  private final Memory memory;
  private final RecurrentShape shape;
  private final int lanes;
  private final PrimitiveKernel.Builder builder;

  private Recurrences(Recurrent op, Node node, Memory memory) {
    this.op = op;
    this.node = node;
    this.memory = memory;
    lanes = lanes(node.input(0).dim(0), memory.lanes());
    shape = shape(node.input(0).dim(1));
    builder = new PrimitiveKernel.Builder(node.toString());
  }

  private RecurrentShape shape(long steps) {
    Tensor x = node.input(0);
    return RecurrentShape.of(steps, x.dim(0) / lanes, x.dim(2), node.input(1).dim(1))
        .withFinalState();
  }

  /** What a forward pass leaves for the gradient. */
  private record Trained(Primitive primitive, Buffer workspace) {}

  /** Whether an op is a recurrent layer or the gradient of one. */
  static boolean knows(Op op) {
    CompositeGradient gradient = Gradients.of(op);
    return gradient == null
        ? CELLS.containsKey(op.getClass())
        : CELLS.containsKey(gradient.op().getClass()) && isWhole(gradient);
  }

  /** Whether a gradient is one by all outputs. */
  static boolean isWhole(CompositeGradient gradient) {
    return !gradient.present().contains(false);
  }

  /** In how many lanes a layer or gradient is computed. */
  static int lanes(Node node, int threads) {
    return lanes(node.input(0).dim(0), threads);
  }

  /**
   * In how many lanes a batch is computed. Sequences of a batch do not depend on each other, so a
   * thread that has its own need not wait for others at each time step.
   */
  static int lanes(long batch, int threads) {
    return batch % threads == 0 && batch / threads >= ENOUGH_ROWS ? threads : 1;
  }

  static Kernel forward(Node node, Memory memory) {
    return new Recurrences((Recurrent) node.op(), node, memory).forward();
  }

  /** Null if the layer itself was not computed here. */
  static @Nullable Kernel backward(Node node, Memory memory) {
    CompositeGradient gradient = (CompositeGradient) node.op();
    int lanes = lanes(node, memory.lanes());
    if (gradient.op().getClass() == Lstm.class && LstmLanes.fits(node, lanes)) {
      return LstmLanes.backward(node, memory, lanes);
    }
    Tensor sequence = node.input(gradient.arity()).node().output(0);
    Trained trained = memory.handed(sequence, Trained.class);
    return trained == null
        ? null
        : new Recurrences((Recurrent) gradient.op(), node, memory).backward(trained);
  }

  private Kernel forward() {
    boolean training =
        memory.users(node.output(0)).stream()
            .anyMatch(n -> Gradients.isOf(n, Recurrent.class, node));
    if (op.getClass() == Lstm.class && LstmLanes.fits(node, lanes)) {
      return LstmLanes.forward(node, memory, lanes, training);
    }
    return training ? trained() : asked();
  }

  private Kernel asked() {
    List<List<Primitive>> pieces =
        RecurrentPieces.of(
            node.input(0).dim(1),
            steps -> lanes(() -> cell().forward().of(op, shape(steps), false, attributes(memory))));
    Inputs inputs = inputs(pieces.get(0).get(0));
    Buffer dst = Sequences.written(node.output(0), memory);
    new RecurrentPieces(op, node, memory, builder).add(pieces, inputs, dst);
    Sequences.deliver(builder, node.output(0), memory);
    return builder.build();
  }

  private Kernel trained() {
    List<Primitive> primitives =
        lanes(() -> cell().forward().of(op, shape, true, attributes(memory)));
    Inputs inputs = inputs(primitives.get(0));
    Buffer dst = Sequences.written(node.output(0), memory);
    Buffer workspace = Buffer.bytes(lanes * Buffer.aligned(primitives.get(0).workspaceBytes()));
    inLanes(
        lane -> {
          builder.then(primitives.get(lane));
          bind(inputs, lane);
          builder.out(Args.DST, part(dst, lane));
          for (int i = 0; i < op.states(); i++) {
            builder.out(LAST[i], part(memory.of(node.output(1 + i)), lane));
          }
          builder.out(Args.WORKSPACE, part(workspace, lane));
        });
    memory.hand(node.output(0), new Trained(primitives.get(0), workspace));
    Sequences.deliver(builder, node.output(0), memory);
    return builder.build();
  }

  private Kernel backward(Trained trained) {
    int states = op.states();
    int arity = ((CompositeGradient) node.op()).arity();
    List<Primitive> primitives =
        lanes(() -> cell().backward().of(trained.primitive(), attributes(memory)));
    Buffer dst = Sequences.read(builder, node.input(arity), memory);
    Buffer diffDst = Sequences.read(builder, node.input(arity + 1 + states), memory);
    Inputs inputs = inputs(primitives.get(0));
    Buffer diffSrc = Sequences.written(node.output(0), memory);
    List<LaneSum> sums = new ArrayList<>();
    for (int i = 0; i < WEIGHTS.length; i++) {
      sums.add(new LaneSum(memory.of(node.output(1 + states + i)), lanes, builder));
    }
    inLanes(
        lane -> {
          builder.then(primitives.get(lane));
          bind(inputs, lane);
          builder
              .in(Args.WORKSPACE, part(trained.workspace(), lane))
              .in(Args.DST, part(dst, lane))
              .in(Args.DIFF_DST, part(diffDst, lane))
              .out(Args.DIFF_SRC, part(diffSrc, lane));
          for (int i = 0; i < states; i++) {
            builder
                .in(LAST[i], part(memory.of(node.input(arity + 1 + i)), lane))
                .in(LAST_GRADIENT[i], part(memory.of(node.input(arity + 2 + states + i)), lane))
                .out(FIRST_GRADIENT[i], part(memory.of(node.output(1 + i)), lane));
          }
          for (int i = 0; i < WEIGHTS.length; i++) {
            builder.inside(WEIGHTS[i], sums.get(i).part(lane));
          }
        });
    sums.forEach(LaneSum::add);
    Sequences.deliver(builder, node.output(0), memory);
    return builder.build();
  }

  private List<Primitive> lanes(Supplier<Primitive> maker) {
    return Stream.generate(maker).limit(lanes).toList();
  }

  private void inLanes(IntConsumer adding) {
    builder.together(() -> IntStream.range(0, lanes).forEach(adding));
  }

  private Buffer part(Buffer whole, int lane) {
    return whole.lane(lane, lanes);
  }

  /** A sequence, and kernels in the primitive's layout. */
  record Inputs(Buffer src, Buffer kernel, Buffer recurrent) {}

  private Inputs inputs(Primitive primitive) {
    int gates = op.gates();
    Buffer kernel = copied(primitive, Args.WEIGHTS, shape.kernel(gates), 1);
    Buffer recurrent = copied(primitive, Args.WEIGHTS_ITER, shape.recurrentKernel(gates), 2);
    return new Inputs(Sequences.read(builder, node.input(0), memory), kernel, recurrent);
  }

  private Buffer copied(Primitive primitive, int slot, MemoryDesc layout, int place) {
    return KernelCopy.of(primitive, slot, layout, node.input(place + op.states()), memory, builder);
  }

  /** Binds sequence, first states, kernels and bias. */
  private void bind(Inputs inputs, int lane) {
    int states = op.states();
    builder.in(Args.SRC, part(inputs.src(), lane));
    builder.in(Args.BIAS, memory.of(node.input(3 + states)));
    for (int i = 0; i < states; i++) {
      builder.in(FIRST[i], part(memory.of(node.input(1 + i)), lane));
    }
    builder.inside(Args.WEIGHTS, inputs.kernel());
    builder.inside(Args.WEIGHTS_ITER, inputs.recurrent());
  }

  static Attributes attributes(Memory memory) {
    return Attributes.NONE.with(memory.bfloat16() ? MathMode.BF16 : MathMode.STRICT);
  }

  private Cell cell() {
    return Objects.requireNonNull(CELLS.get(op.getClass()));
  }
}
