package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.Binary;
import io.hornbill.engine.internal.onednn.BinaryAlgorithm;
import io.hornbill.engine.internal.onednn.EltwiseForward;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.PostOps;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Narrow;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A chain of elementwise nodes as oneDNN's post-ops: what happens to a running value, in order. */
final class Chain {
  private static final int MOST_STEPS = 31;

  private final ElementwiseGroup group;
  private final Memory memory;
  private final Function<Tensor, MemoryDesc> descs;
  private final List<Tensor> operands = new ArrayList<>();
  private final IdentityHashMap<Tensor, Copy> copies = new IdentityHashMap<>();
  private final List<Integer> slots = new ArrayList<>();
  private PostOps postOps = PostOps.NONE;
  private @Nullable Tensor bias;
  private @Nullable Tensor overwritten;
  private @Nullable Operands shared;
  private int lane;

  /**
   * An operand that was repeated.
   *
   * @param buffer where it is
   * @param isWhole whether it is as large as the result
   * @param row its layout if it is not
   */
  private record Copy(Buffer buffer, boolean isWhole, MemoryDesc row) {}

  /** A chain whose operands are described in the layout of the primitive that runs it. */
  Chain(ElementwiseGroup group, Memory memory, Function<Tensor, MemoryDesc> descs) {
    this.group = group;
    this.memory = memory;
    this.descs = descs;
  }

  /**
   * Appends all nodes, the running value being the anchor's; false if there are too many. What the
   * first node adds to each channel becomes the {@linkplain #bias bias}.
   */
  boolean follow(Node anchor) {
    Tensor running = anchor.output(0);
    List<Node> nodes = group.nodes();
    int from = nodes.size() - 1;
    bias = addedToChannels(nodes.get(from), running);
    if (bias != null) {
      running = nodes.get(from--).output(0);
    }
    for (int i = from; i >= 0; i--) {
      append(nodes.get(i), running);
      running = nodes.get(i).output(0);
    }
    return postOps.size() <= MOST_STEPS;
  }

  /** What the primitive itself adds to each channel; null if nothing. */
  @Nullable Tensor bias() {
    return bias;
  }

  /** The operand in whose place the result must be written, since it is added to it; or null. */
  @Nullable Tensor overwritten() {
    return overwritten;
  }

  /** Whether links read other tensors than the running value, the bias aside. */
  boolean hasOperands() {
    return !operands.isEmpty() || overwritten != null;
  }

  private static @Nullable Tensor addedToChannels(Node node, Tensor running) {
    if (node.op().getClass() != Add.class) {
      return null;
    }
    Tensor operand = other(node, running);
    return isRow(operand.shape(), running.shape()) && operand != running ? operand : null;
  }

  /** What a node of two inputs takes beside the running value. */
  private static Tensor other(Node node, Tensor running) {
    return node.input(node.input(0) == running ? 1 : 0);
  }

  /** Whether an operand has one number for each element of the last axis, and no more. */
  static boolean isRow(Shape operand, Shape whole) {
    return operand.rank() > 0 && operand.size() == operand.last() && operand.last() == whole.last();
  }

  /** Makes the kernel of a chain that starts from tensors; null if it cannot. */
  @Nullable PrimitiveKernel alone(Operands form) {
    List<Node> nodes = group.nodes();
    Node first = nodes.get(nodes.size() - 1);
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder("chain " + names());
    Shape whole = group.root().shape();
    boolean turned = first.inputs().size() == 2 && form.isWhole(first.input(1));
    Tensor start = first.input(turned && !form.isWhole(first.input(0)) ? 1 : 0);
    for (Tensor leaf : group.leaves()) {
      boolean small = leaf == start && !form.isWhole(leaf);
      if (small || !form.fits(leaf, whole)) {
        copies.put(leaf, copy(builder, leaf, small ? whole : form.copied(leaf, whole)));
      }
    }
    builder.writes(memory.of(group.root()));
    Runnable all =
        () -> {
          for (lane = 0; lane < form.lanes(); lane++) {
            start(builder, form, start);
          }
        };
    if (form.isTogether() && form.lanes() > 1) {
      builder.together(all);
    } else {
      all.run();
    }
    overwriteWhole(builder, start, form);
    PrimitiveKernel kernel = builder.build();
    boolean only = memory.isBlocked(group.root()) || group.isNarrow();
    boolean slow = kernel.isReference() && !only;
    if (postOps.size() > MOST_STEPS || slow) {
      kernel.close();
      return null;
    }
    return kernel;
  }

  private Copy copy(PrimitiveKernel.Builder builder, Tensor operand, Shape to) {
    boolean isWhole = to.equals(group.root().shape());
    Shape from = isWhole ? operand.shape() : Shape.of(operand.shape().size());
    Buffer buffer = Moves.repeated(builder, operand, from, to, memory);
    return new Copy(buffer, isWhole, MemoryDesc.dense(1, to.size()));
  }

  /** Adds the primitive of a lane. */
  private void start(PrimitiveKernel.Builder builder, Operands form, Tensor start) {
    postOps = PostOps.NONE;
    operands.clear();
    slots.clear();
    shared = form;
    List<Node> nodes = group.nodes();
    Node first = nodes.get(nodes.size() - 1);
    if (Links.isUnary(first.op())) {
      startUnary(builder, form, first, nodes.size());
    } else if (start == first.input(0) && form.begins(first.input(1))) {
      startBinary(builder, form, first);
    } else {
      append(first, start);
      startWithOne(builder, form, start);
    }
    bindOperands(builder);
    Buffer target = memory.of(group.root()).lane(lane, form.lanes());
    if (Memory.isNarrow(group.root()) && !Memory.isNarrow(start)) {
      Buffer floats = builder.room(form.whole().bytes());
      builder
          .inside(Args.DST, floats)
          .then(new Reorder(form.whole(), form.whole().bfloat16(), Attributes.NONE))
          .inside(Args.SRC, floats);
    }
    builder.out(Args.DST, target);
  }

  /**
   * The layout of what a primitive starts from, and of its result: oneDNN is slow where the one is
   * of floats and the other is not.
   */
  private MemoryDesc ends(Operands form, Tensor start) {
    boolean narrow = Memory.isNarrow(start) && Memory.isNarrow(group.root());
    return narrow ? form.whole().bfloat16() : form.whole();
  }

  /** Adds the first primitive, after a copy of what it starts from if its result is of floats. */
  private void begin(
      PrimitiveKernel.Builder builder, Operands form, Primitive primitive, Tensor start) {
    if (!Memory.isNarrow(start) || Memory.isNarrow(group.root())) {
      builder.then(primitive);
      bind(builder, Args.SRC, start);
      return;
    }
    Buffer floats = builder.room(form.whole().bytes());
    builder
        .then(new Reorder(form.whole().bfloat16(), form.whole(), Attributes.NONE))
        .in(Args.SRC, memory.of(start))
        .inside(Args.DST, floats)
        .then(primitive)
        .inside(Args.SRC, floats);
  }

  /**
   * oneDNN's functions of one element take no post-ops on their fast path, its functions of two do:
   * with more than one step, the chain starts as a product with 1.
   */
  private void startUnary(PrimitiveKernel.Builder builder, Operands form, Node first, int links) {
    List<Links.Eltwise> steps = Links.unary(first.op());
    Links.Eltwise start = steps.get(0);
    if (links == 1 && steps.size() == 1) {
      Primitive one =
          new EltwiseForward(
              start.algorithm(), form.whole(), start.alpha(), start.beta(), Attributes.NONE);
      begin(builder, form, one, first.input(0));
    } else {
      steps.forEach(this::append);
      startWithOne(builder, form, first.input(0));
    }
  }

  private void startWithOne(PrimitiveKernel.Builder builder, Operands form, Tensor start) {
    followFrom(group.nodes().size() - 2);
    MemoryDesc whole = ends(form, start);
    Primitive product =
        new Binary(BinaryAlgorithm.MUL, whole, form.one(), whole, Attributes.of(postOps));
    begin(builder, form, product, start);
    builder.in(Args.SRC_1, form.ones());
  }

  private void startBinary(PrimitiveKernel.Builder builder, Operands form, Node first) {
    followFrom(group.nodes().size() - 2);
    MemoryDesc whole = ends(form, first.input(0));
    MemoryDesc operand = desc(first.input(1));
    Primitive one =
        new Binary(Links.binary(first.op()), whole, operand, whole, Attributes.of(postOps));
    begin(builder, form, one, first.input(0));
    bind(builder, Args.SRC_1, first.input(1));
  }

  private MemoryDesc desc(Tensor operand) {
    Copy copy = copies.get(operand);
    return copy != null && !copy.isWhole
        ? copy.row
        : Narrowed.desc(operand, descs.apply(copy == null ? operand : group.root()));
  }

  private void bind(PrimitiveKernel.Builder builder, int slot, Tensor operand) {
    Copy copy = copies.get(operand);
    if (copy == null) {
      builder.in(slot, part(operand, memory.of(operand)));
    } else {
      builder.inside(slot, copy.isWhole ? part(group.root(), copy.buffer) : copy.buffer);
    }
  }

  /** What the lane reads of an operand. */
  private Buffer part(Tensor operand, Buffer buffer) {
    return shared == null ? buffer : shared.part(operand, buffer, lane);
  }

  /** A second operand of the same primitive must not be overwritten, an operand later on may. */
  private void overwriteWhole(PrimitiveKernel.Builder builder, Tensor start, Operands form) {
    Node first = group.nodes().get(group.nodes().size() - 1);
    for (Tensor leaf : group.leaves()) {
      if (form.isWhole(leaf) && (leaf == start || !first.inputs().contains(leaf))) {
        builder.overwriting(memory.of(leaf));
      }
    }
  }

  private void followFrom(int index) {
    List<Node> nodes = group.nodes();
    Tensor running = nodes.get(nodes.size() - 1).output(0);
    for (int i = index; i >= 0; i--) {
      append(nodes.get(i), running);
      running = nodes.get(i).output(0);
    }
  }

  PostOps postOps() {
    return postOps;
  }

  /** Binds the operands of the post-ops to the builder's last primitive. */
  void bindOperands(PrimitiveKernel.Builder builder) {
    for (int i = 0; i < slots.size(); i++) {
      bind(builder, slots.get(i), operands.get(i));
    }
  }

  String names() {
    List<String> names = new ArrayList<>();
    group.nodes().forEach(n -> names.add(0, n.op().name()));
    return names + " " + group.root().shape();
  }

  /** A whole operand that nobody needs afterwards is added where it lies. */
  private boolean addsInPlace(Tensor operand) {
    boolean late = memory.isBlocked(operand) && postOps.size() > 0; // oneDNN's plain reference
    return shared == null
        && overwritten == null
        && !late
        && operand.spec().equals(group.root().spec())
        && Memory.isNarrow(operand) == Memory.isNarrow(group.root())
        && memory.mayOverwrite(operand, group.root().node());
  }

  private void append(Node node, Tensor running) {
    Op op = node.op();
    if (op.getClass() == Add.class && addsInPlace(other(node, running))) {
      overwritten = other(node, running);
      postOps = postOps.sum(1);
      return;
    }
    if (op.getClass() == Narrow.class) {
      return; // by the type of the result
    }
    if (Links.isUnary(op)) {
      Links.unary(op).forEach(this::append);
    } else if (node.input(0) == running) {
      append(Links.binary(op), node.input(1));
    } else {
      Links.beforeTurning(op).forEach(this::append);
      append(Links.turned(op), node.input(0));
    }
  }

  private void append(Links.Eltwise step) {
    postOps = postOps.eltwise(step.algorithm(), step.alpha(), step.beta());
  }

  private void append(BinaryAlgorithm algorithm, Tensor operand) {
    slots.add(Args.postOp(postOps.size()));
    operands.add(operand);
    postOps = postOps.binary(algorithm, desc(operand));
  }
}
