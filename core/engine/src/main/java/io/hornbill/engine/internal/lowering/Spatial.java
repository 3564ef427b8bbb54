package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.ConvolutionBackwardData;
import io.hornbill.engine.internal.onednn.ConvolutionForward;
import io.hornbill.engine.internal.onednn.ConvolutionShape;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.PoolingAlgorithm;
import io.hornbill.engine.internal.onednn.PoolingBackward;
import io.hornbill.engine.internal.onednn.PoolingForward;
import io.hornbill.engine.internal.onednn.PoolingShape;
import io.hornbill.engine.internal.onednn.PostOps;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.Narrow;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.Relu;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and poolings. Images are channels-last as the user has them, or inside plans that
 * are asked for predictions in {@link io.hornbill.engine.internal.kernel.ChannelBlocks}; kernels
 * are copied into the layout that the primitive likes best, again only when they changed.
 */
final class Spatial {
  private static final long LONGEST = 1 << 20;

  /** For steps of tens of thousands oneDNN looks for a plan of its own for minutes. */
  private static final long FARTHEST = 2048;

  private Spatial() {}

  /** What a pooling leaves for its gradient. */
  private record Pooled(PoolingForward primitive, @Nullable Buffer workspace) {}

  static Kernel conv(Node node, Memory memory) {
    return conv(node, memory, PostOps.NONE, null, node.output(0));
  }

  /** A convolution together with its chain; null if an operand of the chain does not fit. */
  static @Nullable Kernel conv(ElementwiseGroup group, Node node, Memory memory) {
    if (!isWithin(((Conv) node.op()).window()) || !Narrowed.canEnd(group, node)) {
      return null;
    }
    Tensor y = node.output(0);
    for (Tensor leaf : group.leaves()) {
      Shape shape = leaf.shape();
      boolean perChannel = shape.rank() > 0 && shape.size() == shape.last();
      if (shape.size() != 1
          && !(perChannel && shape.last() == y.shape().last())
          && !shape.equals(y.shape())) {
        return null;
      }
    }
    boolean blocks = memory.isBlocked(node);
    Chain chain =
        new Chain(
            group,
            memory,
            t ->
                blocks && t.shape().equals(y.shape())
                    ? BlockedImages.desc(y.shape())
                    : channelsLast(t.shape(), y.rank()));
    return chain.follow(node) ? conv(node, memory, chain.postOps(), chain, group.root()) : null;
  }

  private static MemoryDesc channelsLast(Shape shape, int rank) {
    long[] dims = Products.padded(shape, rank);
    long[] moved = new long[rank];
    moved[0] = dims[0];
    moved[1] = dims[rank - 1];
    System.arraycopy(dims, 1, moved, 2, rank - 2);
    return MemoryDesc.channelsLast(moved);
  }

  private static Kernel conv(
      Node node, Memory memory, PostOps postOps, @Nullable Chain chain, Tensor root) {
    Conv op = (Conv) node.op();
    ConvolutionShape shape =
        shape(op.window(), op.groups(), node.input(0).shape(), node.input(1).shape());
    Tensor bias = chain == null ? null : chain.bias();
    shape = bias == null ? shape : shape.withBias();
    Attributes attributes = Attributes.of(postOps);
    Tensor kernel = node.input(1);
    Primitive primitive =
        memory.isBlocked(node)
            ? new ConvolutionForward(
                shape,
                BlockedImages.desc(node.input(0).shape()),
                shape.anyWeights(),
                BlockedImages.desc(node.output(0).shape()),
                attributes)
            : new ConvolutionForward(
                shape,
                Narrowed.desc(node.input(0), shape.src()),
                Narrowed.desc(kernel, shape.anyWeights()),
                Narrowed.desc(root, shape.dst()),
                attributes);
    String name = name(node, memory) + (chain == null ? "" : " + " + chain.names());
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder(name);
    Buffer weights = weights(builder, shape, primitive, kernel, memory);
    builder.then(primitive).in(Args.SRC, memory.of(node.input(0))).inside(Args.WEIGHTS, weights);
    if (chain != null) {
      chain.bindOperands(builder);
    }
    if (bias != null) {
      builder.in(Args.BIAS, memory.of(bias));
    }
    Buffer target = target(chain, root, memory);
    if (chain != null && chain.overwritten() != null) {
      builder.reads(target);
    }
    return builder.out(Args.DST, target).build();
  }

  private static String name(Node node, Memory memory) {
    return "conv " + node + (memory.isBlocked(node) ? " in blocks" : "");
  }

  /** Where a result goes: into the place of what is added to it, if the chain says so. */
  private static Buffer target(@Nullable Chain chain, Tensor root, Memory memory) {
    Tensor place = chain == null ? null : chain.overwritten();
    if (place != null) {
      memory.put(root, memory.of(place));
    }
    return memory.of(root);
  }

  static Kernel convInput(Node node, Memory memory) {
    ConvInput op = (ConvInput) node.op();
    ConvolutionShape shape =
        shape(op.window(), op.groups(), node.output(0).shape(), node.input(1).shape());
    Primitive primitive =
        new ConvolutionBackwardData(
            shape,
            shape.src(),
            Narrowed.desc(node.input(1), shape.anyWeights()),
            Narrowed.desc(node.input(0), shape.dst()),
            Attributes.NONE);
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder("convInput " + node);
    Buffer weights = weights(builder, shape, primitive, node.input(1), memory);
    builder
        .then(primitive)
        .in(Args.DIFF_DST, memory.of(node.input(0)))
        .inside(Args.WEIGHTS, weights);
    return builder.out(Args.DIFF_SRC, memory.of(node.output(0))).build();
  }

  /** The kernel in the layout that the primitive likes best. */
  private static Buffer weights(
      PrimitiveKernel.Builder builder,
      ConvolutionShape shape,
      Primitive primitive,
      Tensor kernel,
      Memory memory) {
    MemoryDesc own = Narrowed.desc(kernel, shape.weights());
    return KernelCopy.of(primitive, Args.WEIGHTS, own, kernel, memory, builder);
  }

  static ConvolutionShape shape(Window window, long groups, Shape x, Shape kernel) {
    int n = window.rank();
    return ConvolutionShape.of(
            x.dim(0), x.slice(1, n + 1).dims(), x.last(), kernel.last(), kernel.slice(0, n).dims())
        .strides(array(window.strides()))
        .dilations(array(window.dilations()))
        .padding(array(window.before()), array(window.after()))
        .groups(groups);
  }

  /** Whether a pooling is so small that native code cannot overflow its numbers by it. */
  static boolean isWithin(Pool pool) {
    return isWithin(pool.window()) && isWithin(pool.size());
  }

  /** Whether a window is so small that native code cannot overflow its numbers of 32 bits by it. */
  static boolean isWithin(Window window) {
    return isWithin(window.strides(), FARTHEST)
        && isWithin(window.dilations(), FARTHEST)
        && isWithin(window.before())
        && isWithin(window.after());
  }

  private static boolean isWithin(List<Long> numbers) {
    return isWithin(numbers, LONGEST);
  }

  private static boolean isWithin(List<Long> numbers, long most) {
    return numbers.stream().allMatch(number -> Math.abs(number) <= most);
  }

  static Kernel pool(Node node, Memory memory) {
    Pool op = (Pool) node.op();
    boolean training =
        memory.users(node.output(0)).stream()
            .anyMatch(n -> n.op().getClass() == PoolGradient.class);
    PoolingShape shape = shape(op, node);
    PoolingForward.Layouts layouts =
        memory.isBlocked(node)
            ? new PoolingForward.Layouts(
                BlockedImages.desc(node.input(0).shape()),
                BlockedImages.desc(node.output(0).shape()))
            : new PoolingForward.Layouts(
                Narrowed.desc(node.input(0), shape.src()),
                Narrowed.desc(node.output(0), shape.dst()));
    PoolingForward primitive =
        new PoolingForward(algorithm(op), shape, layouts, training, Attributes.NONE);
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder("pool " + node)
            .then(primitive)
            .in(Args.SRC, memory.of(node.input(0)))
            .out(Args.DST, memory.of(node.output(0)));
    Buffer workspace = null;
    if (primitive.workspaceBytes() > 0) {
      workspace = Buffer.bytes(primitive.workspaceBytes());
      builder.out(Args.WORKSPACE, workspace);
    }
    if (training) {
      memory.hand(node.output(0), new Pooled(primitive, workspace));
    }
    if (op.max() && !isClipped(node.input(0).node())) {
      Tensor x = node.input(0);
      Tensor y = node.output(0);
      NanPooling.follow(builder, op, x, y, memory);
    }
    return builder.build();
  }

  /** Whether oneDNN's relu has made a tensor, which has no NaN then: it takes them for zero. */
  private static boolean isClipped(Node node) {
    Node source = node.op().getClass() == Narrow.class ? node.input(0).node() : node;
    return source.op().getClass() == Relu.class && DnnlKernels.isChained(source);
  }

  /** Null if the pool itself was not computed here. */
  static @Nullable Kernel poolGradient(Node node, Memory memory) {
    Pooled pooled = memory.handed(node.input(1).node().output(0), Pooled.class);
    if (pooled == null) {
      return null;
    }
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder("poolGradient " + node)
            .then(new PoolingBackward(pooled.primitive()))
            .in(Args.DIFF_DST, memory.of(node.input(2)))
            .out(Args.DIFF_SRC, memory.of(node.output(0)));
    if (pooled.workspace() != null) {
      builder.in(Args.WORKSPACE, pooled.workspace());
    }
    return builder.build();
  }

  private static PoolingAlgorithm algorithm(Pool op) {
    return op.max() ? PoolingAlgorithm.MAX : PoolingAlgorithm.AVERAGE_EXCLUDE_PADDING;
  }

  private static PoolingShape shape(Pool op, Node node) {
    Shape x = node.input(0).shape();
    Window window = op.window();
    return PoolingShape.of(x.dim(0), x.last(), x.slice(1, x.rank() - 1).dims(), array(op.size()))
        .strides(array(window.strides()))
        .dilations(array(window.dilations()))
        .padding(array(window.before()), array(window.after()));
  }

  private static long[] array(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }
}
