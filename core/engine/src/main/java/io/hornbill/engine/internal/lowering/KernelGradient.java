package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.ConvolutionBackwardWeights;
import io.hornbill.engine.internal.onednn.ConvolutionShape;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.engine.internal.onednn.Sum;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a convolution by its kernel, and by its bias if the node asks for both.
 *
 * <p>It is faster on blocked copies of the images. These are made for a part of the batch at a
 * time, so that they are read again before they leave the cache; the parts' gradients are added up.
 */
final class KernelGradient {
  /** From so many channels on, gradients are faster on blocked copies of the images. */
  private static final long BLOCK = 16;

  /** Copies of so many bytes are still in the cache when they are read. */
  private static final long CACHED = 8L << 20;

  private static final long MOST_PARTS = 16;

  private final Node node;
  private final Memory memory;
  private final ConvKernel op;
  private final boolean bias;
  private final PrimitiveKernel.Builder builder;
  private final List<ConvolutionBackwardWeights> parts = new ArrayList<>();

  private KernelGradient(Node node, Memory memory) {
    this.node = node;
    this.memory = memory;
    bias = node.op() instanceof ConvKernelBias;
    op = bias ? ((ConvKernelBias) node.op()).kernel() : (ConvKernel) node.op();
    builder = new PrimitiveKernel.Builder("convKernel " + node);
  }

  static Kernel of(Node node, Memory memory) {
    return new KernelGradient(node, memory).kernel();
  }

  private Kernel kernel() {
    long batch = node.input(0).dim(0);
    long rows = rows(batch);
    for (long from = 0; from < batch; from += rows) {
      parts.add(primitive(Math.min(rows, batch - from)));
    }
    ConvolutionBackwardWeights first = parts.get(0);
    List<Total> totals = new ArrayList<>();
    totals.add(
        new Total(
            Args.DIFF_WEIGHTS,
            first.desc(Args.DIFF_WEIGHTS),
            shape(batch).weights(),
            memory.of(node.output(0))));
    if (bias) {
      MemoryDesc filters = first.desc(Args.DIFF_BIAS);
      totals.add(new Total(Args.DIFF_BIAS, filters, filters, memory.of(node.output(1))));
    }
    Buffer x = room(Args.SRC);
    Buffer dy = room(Args.DIFF_DST);
    for (int i = 0; i < parts.size(); i++) {
      add(i, i * rows, x, dy);
      for (Total total : totals) {
        total.bind(i);
      }
    }
    totals.forEach(Total::deliver);
    return builder.build();
  }

  /** How many rows of the batch make a part: parts of equal size if there are such. */
  private long rows(long batch) {
    long fewest = isBlocked() ? Math.max(1, count()) : 1;
    for (long count = fewest; count < 2 * fewest; count++) {
      if (batch % count == 0) {
        return batch / count;
      }
    }
    return (batch + fewest - 1) / fewest;
  }

  /** How many parts there should be: as the cache wants it, unless their gradients are large. */
  private long count() {
    long images = Float.BYTES * (node.input(0).shape().size() + node.input(1).shape().size());
    long gradient = Float.BYTES * op.shape().size();
    return Math.min((images + CACHED - 1) / CACHED, Math.min(MOST_PARTS, images / 8 / gradient));
  }

  private boolean isBlocked() {
    return op.groups() == 1 && Math.min(op.shape().dim(-2), op.shape().last()) >= BLOCK;
  }

  private ConvolutionShape shape(long rows) {
    Shape x = node.input(0).shape().with(0, rows);
    ConvolutionShape shape = Spatial.shape(op.window(), op.groups(), x, op.shape());
    return bias ? shape.withBias() : shape;
  }

  private ConvolutionBackwardWeights primitive(long rows) {
    ConvolutionShape shape = shape(rows);
    return new ConvolutionBackwardWeights(
        shape,
        isBlocked() ? open(0, shape.srcDims()) : own(0, shape.src()),
        parts.isEmpty() ? shape.anyWeights() : parts.get(0).desc(Args.DIFF_WEIGHTS),
        isBlocked() ? open(1, shape.dstDims()) : own(1, shape.dst()),
        Attributes.NONE);
  }

  private MemoryDesc open(int input, long[] dims) {
    return own(input, MemoryDesc.any(dims));
  }

  private MemoryDesc own(int input, MemoryDesc desc) {
    return Narrowed.desc(node.input(input), desc);
  }

  /** Makes room for the copies of one part. */
  private Buffer room(int slot) {
    return Buffer.bytes(parts.stream().mapToLong(part -> part.bytes(slot)).max().orElse(0));
  }

  private void add(int index, long from, Buffer roomOfX, Buffer roomOfDy) {
    ConvolutionBackwardWeights part = parts.get(index);
    long rows = part.desc(Args.SRC).dims()[0];
    ConvolutionShape shape = shape(rows);
    Buffer x = copied(own(0, shape.src()), part.desc(Args.SRC), rows(0, from, rows), roomOfX);
    Buffer dy =
        copied(own(1, shape.dst()), part.desc(Args.DIFF_DST), rows(1, from, rows), roomOfDy);
    builder.then(part).in(Args.SRC, x).in(Args.DIFF_DST, dy);
  }

  /** Some rows of an input. */
  private Buffer rows(int input, long from, long count) {
    Shape shape = node.input(input).shape();
    Buffer whole = memory.of(node.input(input));
    long row = whole.elements() / shape.dim(0);
    return whole.part(from * row, count * row);
  }

  /** Adds a copy of images into the primitive's layout, unless they have it already. */
  private Buffer copied(MemoryDesc own, MemoryDesc wanted, Buffer images, Buffer room) {
    if (own.equals(wanted)) {
      return images;
    }
    builder
        .then(new Reorder(own, wanted, Attributes.NONE))
        .in(Args.SRC, images)
        .inside(Args.DST, room);
    return room;
  }

  /** A gradient of all parts, one after the other, and their sum in the layout that is wanted. */
  private final class Total {
    private final int slot;
    private final MemoryDesc layout;
    private final MemoryDesc wanted;
    private final Buffer target;
    private final @Nullable Buffer all;

    Total(int slot, MemoryDesc layout, MemoryDesc wanted, Buffer target) {
      this.slot = slot;
      this.layout = layout;
      this.wanted = wanted;
      this.target = target;
      boolean direct = parts.size() == 1 && layout.equals(wanted);
      all = direct ? null : Buffer.bytes(parts.size() * layout.bytes());
    }

    void bind(int index) {
      if (all == null) {
        builder.out(slot, target);
      } else {
        builder.inside(slot, part(all, index));
      }
    }

    private Buffer part(Buffer whole, int index) {
      long elements = layout.bytes() / Float.BYTES;
      return whole.part(index * elements, elements);
    }

    void deliver() {
      if (all == null) {
        return;
      }
      boolean plain = layout.equals(wanted);
      if (parts.size() > 1) {
        float[] ones = new float[parts.size()];
        Arrays.fill(ones, 1);
        builder.then(new Sum(layout, ones));
        for (int i = 0; i < parts.size(); i++) {
          builder.inside(Args.multiple(i), part(all, i));
        }
        if (plain) {
          builder.out(Args.DST, target);
        } else {
          builder.inside(Args.DST, part(all, 0));
        }
      }
      if (!plain) {
        builder
            .then(new Reorder(layout, wanted, Attributes.NONE))
            .inside(Args.SRC, part(all, 0))
            .out(Args.DST, target);
      }
    }
  }
}
