package io.hornbill.engine.lowering;

import io.hornbill.engine.kernel.Buffer;
import io.hornbill.engine.kernel.Kernel;
import io.hornbill.engine.kernel.Memory;
import io.hornbill.engine.onednn.Args;
import io.hornbill.engine.onednn.Attributes;
import io.hornbill.engine.onednn.EltwiseAlgorithm;
import io.hornbill.engine.onednn.GruBackward;
import io.hornbill.engine.onednn.GruForward;
import io.hornbill.engine.onednn.LstmBackward;
import io.hornbill.engine.onednn.LstmForward;
import io.hornbill.engine.onednn.MathMode;
import io.hornbill.engine.onednn.MemoryDesc;
import io.hornbill.engine.onednn.Primitive;
import io.hornbill.engine.onednn.RecurrentShape;
import io.hornbill.engine.onednn.Reorder;
import io.hornbill.engine.onednn.RnnBackward;
import io.hornbill.engine.onednn.RnnForward;
import io.hornbill.graph.CompositeGradient;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.ops.Gru;
import io.hornbill.graph.ops.Lstm;
import io.hornbill.graph.ops.Read;
import io.hornbill.graph.ops.Recurrent;
import io.hornbill.graph.ops.SimpleRnn;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers and their gradients. Sequences are turned to time first, which costs a hundredth
 * of what it saves; kernels are copied into the layout that the primitive likes best, again only
 * when they changed.
 */
final class Recurrences {
  private static final String WORKSPACE = "workspace";
  private static final String FORWARD = "forward";
  private static final int[] FIRST = {Args.SRC_ITER, Args.SRC_ITER_C};
  private static final int[] LAST = {Args.DST_ITER, Args.DST_ITER_C};
  private static final int[] FIRST_GRADIENT = {Args.DIFF_SRC_ITER, Args.DIFF_SRC_ITER_C};
  private static final int[] LAST_GRADIENT = {Args.DIFF_DST_ITER, Args.DIFF_DST_ITER_C};

  private final Recurrent op;
  private final Node node;
  private final Memory memory;
  private final RecurrentShape shape;
  private final PrimitiveKernel.Builder builder;

  private Recurrences(Recurrent op, Node node, Memory memory) {
    this.op = op;
    this.node = node;
    this.memory = memory;
    Tensor x = node.input(0);
    Tensor h = node.input(1);
    shape = RecurrentShape.of(x.dim(1), x.dim(0), x.dim(2), h.dim(1)).withFinalState();
    builder = new PrimitiveKernel.Builder(node.toString());
  }

  /** Whether an op is a recurrent layer or the gradient of one. */
  static boolean knows(Op op) {
    return op instanceof Recurrent || isGradient(op);
  }

  static boolean isGradient(Op op) {
    return op instanceof CompositeGradient gradient
        && gradient.op() instanceof Recurrent
        && !gradient.present().contains(false);
  }

  static Kernel forward(Node node, Memory memory) {
    return new Recurrences((Recurrent) node.op(), node, memory).forward();
  }

  /** Null if the layer itself was not computed here. */
  static @Nullable Kernel backward(Node node, Memory memory) {
    CompositeGradient gradient = (CompositeGradient) node.op();
    Node layer = node.input(gradient.arity()).node();
    return memory.note(layer, FORWARD) instanceof Primitive forward
            && memory.note(layer, WORKSPACE) instanceof Buffer workspace
        ? new Recurrences((Recurrent) gradient.op(), node, memory).backward(forward, workspace)
        : null;
  }

  private Kernel forward() {
    boolean training =
        memory.users(node.output(0)).stream()
            .anyMatch(n -> isGradient(n.op()) && n.input(node.inputs().size()).node() == node);
    Primitive primitive = primitive(training);
    bindInputs(primitive);
    builder.out(Args.DST, Sequences.written(node.output(0), memory));
    for (int i = 0; i < op.states(); i++) {
      builder.out(LAST[i], memory.of(node.output(1 + i)));
    }
    if (training) {
      Buffer workspace = Buffer.bytes(primitive.workspaceBytes());
      memory.note(node, FORWARD, primitive);
      memory.note(node, WORKSPACE, workspace);
      builder.out(Args.WORKSPACE, workspace);
    }
    Sequences.deliver(builder, node.output(0), memory);
    return builder.build();
  }

  private Kernel backward(Primitive forward, Buffer workspace) {
    int states = op.states();
    int arity = 4 + states;
    Primitive primitive = gradient(forward);
    Buffer dst = Sequences.read(builder, node.input(arity), memory);
    Buffer diffDst = Sequences.read(builder, node.input(arity + 1 + states), memory);
    bindInputs(primitive);
    builder
        .in(Args.WORKSPACE, workspace)
        .in(Args.DST, dst)
        .in(Args.DIFF_DST, diffDst)
        .out(Args.DIFF_SRC, Sequences.written(node.output(0), memory))
        .out(Args.DIFF_WEIGHTS, memory.of(node.output(1 + states)))
        .out(Args.DIFF_WEIGHTS_ITER, memory.of(node.output(2 + states)))
        .out(Args.DIFF_BIAS, memory.of(node.output(3 + states)));
    for (int i = 0; i < states; i++) {
      builder
          .in(LAST[i], memory.of(node.input(arity + 1 + i)))
          .in(LAST_GRADIENT[i], memory.of(node.input(arity + 2 + states + i)))
          .out(FIRST_GRADIENT[i], memory.of(node.output(1 + i)));
    }
    Sequences.deliver(builder, node.output(0), memory);
    return builder.build();
  }

  /** Adds the primitive and binds sequence, first states, kernels and bias. */
  private void bindInputs(Primitive primitive) {
    int states = op.states();
    Tensor kernel = node.input(1 + states);
    Tensor recurrent = node.input(2 + states);
    Buffer first = copied(primitive, Args.WEIGHTS, shape.kernel(op.gates()), kernel);
    Buffer second =
        copied(primitive, Args.WEIGHTS_ITER, shape.recurrentKernel(op.gates()), recurrent);
    Buffer src = Sequences.read(builder, node.input(0), memory);
    builder.then(primitive).in(Args.SRC, src).in(Args.BIAS, memory.of(node.input(3 + states)));
    for (int i = 0; i < states; i++) {
      builder.in(FIRST[i], memory.of(node.input(1 + i)));
    }
    bind(Args.WEIGHTS, first, kernel);
    bind(Args.WEIGHTS_ITER, second, recurrent);
  }

  private void bind(int slot, @Nullable Buffer copy, Tensor kernel) {
    if (copy == null) {
      builder.in(slot, memory.of(kernel));
    } else {
      builder.inside(slot, copy);
    }
  }

  /** Adds a copy of a kernel into the primitive's layout; null if it has it already. */
  private @Nullable Buffer copied(Primitive primitive, int slot, MemoryDesc layout, Tensor kernel) {
    MemoryDesc chosen = primitive.desc(slot);
    if (chosen.equals(layout)) {
      return null;
    }
    Buffer copy = Buffer.bytes(chosen.bytes());
    builder.then(new Reorder(layout, chosen, Attributes.NONE)).in(Args.SRC, memory.of(kernel));
    if (kernel.op() instanceof Read read) {
      memory.keep(copy);
      builder.out(Args.DST, copy).following(read.variable());
    } else {
      builder.inside(Args.DST, copy);
    }
    return copy;
  }

  private Attributes attributes() {
    return Attributes.NONE.with(memory.bfloat16() ? MathMode.BF16 : MathMode.STRICT);
  }

  private Primitive primitive(boolean training) {
    if (op instanceof Lstm) {
      return new LstmForward(shape, training, true, attributes());
    }
    if (op instanceof Gru gru) {
      return new GruForward(shape, gru.resetAfter(), training, true, attributes());
    }
    EltwiseAlgorithm activation =
        ((SimpleRnn) op).relu() ? EltwiseAlgorithm.RELU : EltwiseAlgorithm.TANH;
    return new RnnForward(shape, activation, training, true, attributes());
  }

  private Primitive gradient(Primitive forward) {
    if (forward instanceof LstmForward lstm) {
      return new LstmBackward(lstm, attributes());
    }
    return forward instanceof GruForward gru
        ? new GruBackward(gru, attributes())
        : new RnnBackward((RnnForward) forward, attributes());
  }
}
