package io.hornbill.engine.internal.lowering;

import static java.util.Map.entry;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ChannelBlocks;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Lowering;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.PoolingAlgorithm;
import io.hornbill.engine.internal.onednn.PoolingForward;
import io.hornbill.engine.internal.onednn.PoolingShape;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Relaid;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** What is computed on images in {@link ChannelBlocks}, and by what. */
final class BlockedImages {
  /** Sums of more elements are taken row by row first, so that few roundings add up. */
  private static final long LONG_SUM = 1024;

  private static final Map<Class<? extends Op>, Predicate<Node>> FITTING =
      Map.of(
          Conv.class, BlockedImages::convolves,
          Pool.class, node -> Spatial.isWithin((Pool) node.op()),
          Concat.class, BlockedImages::joinsChannels,
          Reduce.class, BlockedImages::isMeanOfPixels);

  private static final Map<Class<? extends Op>, Lowering> OPS =
      Map.ofEntries(
          entry(Conv.class, Spatial::conv),
          entry(Pool.class, Spatial::pool),
          entry(Concat.class, BlockedImages::concat),
          entry(Reduce.class, BlockedImages::mean),
          entry(Relaid.class, BlockedImages::relaid));

  private BlockedImages() {}

  /** Whether there is a kernel for blocks. */
  static boolean fits(Node node) {
    boolean makesImage = ChannelBlocks.fits(node.output(0));
    if (!makesImage && !ChannelBlocks.fits(node.input(0))) {
      return false;
    }
    Predicate<Node> fitting = FITTING.get(node.op().getClass());
    Op op = node.op();
    boolean elementwise = op instanceof Unary || op instanceof Binary || op instanceof Where;
    return fitting == null ? elementwise && makesImage && isElementwise(node) : fitting.test(node);
  }

  /** The kernel of a node that is not elementwise. */
  static Kernel kernel(Node node, Memory memory) {
    return Objects.requireNonNull(
        Objects.requireNonNull(OPS.get(node.op().getClass())).of(node, memory));
  }

  /** Channels in whole blocks, in each group too, or one channel in each group. */
  private static boolean convolves(Node node) {
    Conv conv = (Conv) node.op();
    long in = node.input(0).shape().last();
    long out = node.output(0).shape().last();
    long groups = conv.groups();
    boolean depthwise = groups == in && in == out;
    boolean blocks = isWhole(in / groups) && isWhole(out / groups);
    return Spatial.isWithin(conv.window())
        && isWhole(out)
        && (blocks || (depthwise && isWhole(in)));
  }

  private static boolean isWhole(long channels) {
    return channels % ChannelBlocks.LENGTH == 0;
  }

  private static boolean joinsChannels(Node node) {
    return ((Concat) node.op()).axis() == 3 && node.inputs().stream().allMatch(ChannelBlocks::fits);
  }

  private static boolean isMeanOfPixels(Node node) {
    Reduce reduce = (Reduce) node.op();
    return reduce.kind() == Reduce.Kind.MEAN && reduce.axes().equals(List.of(1, 2));
  }

  /**
   * Operands are whole images or numbers; links of chains may have a number for each channel too,
   * of all images or of each.
   */
  private static boolean isElementwise(Node node) {
    Shape image = node.output(0).shape();
    boolean link = DnnlKernels.isChained(node) && image.last() <= Rows.MOST_ONES;
    return node.inputs().stream()
        .map(Tensor::shape)
        .allMatch(
            operand ->
                operand.equals(image)
                    || operand.size() == 1
                    || (link
                        && (Chain.isRow(operand, image) || BlockedChain.isGate(operand, image))));
  }

  /** The layout of an image of a kernel that works on blocks. */
  static MemoryDesc desc(Shape image) {
    return isWhole(image.last())
        ? MemoryDesc.channelBlocks(channelsSecond(image))
        : MemoryDesc.channelsLast(channelsSecond(image));
  }

  private static long[] channelsSecond(Shape image) {
    return new long[] {image.dim(0), image.last(), image.dim(1), image.dim(2)};
  }

  private static Kernel relaid(Node node, Memory memory) {
    long[] dims = channelsSecond(node.output(0).shape());
    MemoryDesc last = MemoryDesc.channelsLast(dims);
    MemoryDesc blocks = MemoryDesc.channelBlocks(dims);
    boolean into = ((Relaid) node.op()).blocked();
    return new PrimitiveKernel.Builder("layout of " + node)
        .then(new Reorder(into ? last : blocks, into ? blocks : last, Attributes.NONE))
        .in(Args.SRC, memory.of(node.input(0)))
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }

  /** For each image of the batch, parts one after the other. */
  private static Kernel concat(Node node, Memory memory) {
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder("move " + node + " in blocks");
    View whole = View.dense(rows(node.output(0)));
    long from = 0;
    for (Tensor x : node.inputs()) {
      Shape rows = rows(x);
      View part = whole.stepped(1, from, rows.last(), 1);
      Moves.copy(builder, memory.of(x), View.dense(rows), memory.of(node.output(0)), part);
      from += rows.last();
    }
    return builder.build();
  }

  private static Shape rows(Tensor image) {
    return Shape.of(image.dim(0), image.shape().size() / image.dim(0));
  }

  /** Means of rows, and then of these, if there are many pixels. */
  private static Kernel mean(Node node, Memory memory) {
    Shape x = node.input(0).shape();
    Shape y = Shape.of(x.dim(0), 1, 1, x.last());
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder(node + " in blocks");
    if (x.dim(1) * x.dim(2) <= LONG_SUM) {
      return builder
          .then(mean(x, y, x.dim(1), x.dim(2)))
          .in(Args.SRC, memory.of(node.input(0)))
          .out(Args.DST, memory.of(node.output(0)))
          .build();
    }
    Shape rows = x.with(2, 1);
    Buffer between = Buffer.bytes(rows.size() * Float.BYTES);
    return builder
        .then(mean(x, rows, 1, x.dim(2)))
        .in(Args.SRC, memory.of(node.input(0)))
        .inside(Args.DST, between)
        .then(mean(rows, y, x.dim(1), 1))
        .inside(Args.SRC, between)
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }

  private static PoolingForward mean(Shape x, Shape y, long height, long width) {
    PoolingShape shape =
        PoolingShape.of(x.dim(0), x.last(), new long[] {x.dim(1), x.dim(2)}, height, width);
    PoolingForward.Layouts layouts = new PoolingForward.Layouts(desc(x), desc(y));
    return new PoolingForward(
        PoolingAlgorithm.AVERAGE_EXCLUDE_PADDING, shape, layouts, false, Attributes.NONE);
  }
}
