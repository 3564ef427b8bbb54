package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.Buffer;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.kernel.View;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.InnerProductForward;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.PostOps;
import io.hornbill.engine.internal.onednn.Primitive;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Matrix products, with the chain that follows them. */
final class Products {
  /** Up to so many rows oneDNN's inner product is faster than its matrix product. */
  private static final long FEW_ROWS = 4;

  /** Of a matrix too large to be copied, so it is up to so many rows. */
  private static final long SOME_ROWS = 64;

  /** A lane reads at least so many elements, which takes longer than waking a helper. */
  private static final long ENOUGH = 65_536;

  /** Lanes have whole vectors of columns, and share no line of the caches. */
  private static final long STEP = 16;

  /** Larger matrices, in bytes, are read where they are. */
  private static final long MOST_COPIED = 16 << 20;

  private static final List<Integer> PLAIN = List.of(0, 1);

  private Products() {}

  /** In which order of axes a product reads its inputs and returns its output. */
  private record Orders(List<Integer> left, List<Integer> right, List<Integer> out) {
    static Orders of(Node node) {
      if (node.op().getClass() == PermutedMatMul.class) {
        PermutedMatMul op = (PermutedMatMul) node.op();
        return new Orders(op.left(), op.right(), op.out());
      }
      MatMul op = (MatMul) node.op();
      return new Orders(
          order(node.input(0).rank(), op.transposeA()),
          order(node.input(1).rank(), op.transposeB()),
          order(node.output(0).rank(), false));
    }

    private static List<Integer> order(int rank, boolean swapped) {
      List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
      if (swapped) {
        Collections.swap(order, rank - 1, rank - 2);
      }
      return order;
    }
  }

  /**
   * In how many lanes a product may be computed. One row takes as long as the matrix takes to be
   * read, so each lane reads some columns, from a copy.
   */
  static int lanes(Node node, int threads) {
    Orders orders = Orders.of(node);
    Tensor matrix = node.input(1);
    if (!isPlain(orders) || node.output(0).dim(0) != 1 || Memory.isNarrow(matrix)) {
      return 1;
    }
    long most = Math.min(matrix.shape().size() / ENOUGH, node.output(0).shape().last() / STEP);
    return (int) Math.max(1, Math.min(most, threads));
  }

  /** Whether a node is a product of a matrix of each sample with another one of the same sample. */
  static boolean splits(Node node) {
    int rank = node.output(0).rank();
    boolean product = node.op().getClass() == MatMul.class || node.op() instanceof PermutedMatMul;
    if (!product || rank < 3 || node.inputs().stream().anyMatch(t -> t.rank() != rank)) {
      return false;
    }
    Orders orders = Orders.of(node);
    boolean first = orders.left().get(0) + orders.right().get(0) + orders.out().get(0) == 0;
    return first && node.inputs().stream().allMatch(t -> t.dim(0) == node.output(0).dim(0));
  }

  private static int lanes(Node node, Memory memory) {
    return memory.isDerived(node.input(1)) ? lanes(node, memory.lanes()) : 1;
  }

  private static boolean isPlain(Orders orders) {
    return orders.left().equals(PLAIN) && orders.out().equals(PLAIN);
  }

  /** One row in lanes; its chain has no operands. */
  private static PrimitiveKernel row(
      Node node, Memory memory, int lanes, @Nullable Chain chain, Tensor root) {
    Tensor matrix = node.input(1);
    View turned = turned(matrix.shape(), Orders.of(node).right());
    long length = node.input(0).shape().last();
    long columns = root.shape().last();
    long width = (columns / lanes + STEP - 1) / STEP * STEP;
    Tensor bias = chain == null ? null : chain.bias();
    Attributes attributes = attributes(chain);
    PrimitiveKernel.Builder builder =
        new PrimitiveKernel.Builder(name(node, chain) + " in " + lanes + " lanes");
    builder.together(
        () -> {
          for (long from = 0; from < columns; from += width) {
            long count = Math.min(width, columns - from);
            View part = turned.stepped(0, from, count, 1);
            Primitive product =
                new InnerProductForward(
                    MemoryDesc.dense(1, length),
                    MemoryDesc.strided(new long[] {count, length}, new long[] {1, count}),
                    bias == null ? null : MemoryDesc.dense(count),
                    MemoryDesc.dense(1, count),
                    attributes);
            Buffer weights =
                KernelCopy.of(
                    product,
                    Args.WEIGHTS,
                    Moves.desc(part),
                    part.offset(),
                    matrix,
                    memory,
                    builder);
            builder
                .then(product)
                .in(Args.SRC, memory.of(node.input(0)))
                .inside(Args.WEIGHTS, weights);
            if (bias != null) {
              builder.in(Args.BIAS, memory.of(bias).part(from, count));
            }
            builder.out(Args.DST, memory.of(root).part(from, count));
          }
        });
    return builder.build();
  }

  static Kernel plain(Node node, Memory memory) {
    int lanes = lanes(node, memory);
    if (lanes > 1) {
      return row(node, memory, lanes, null, node.output(0));
    }
    return builder(node, memory, null, node.output(0))
        .out(Args.DST, memory.of(node.output(0)))
        .build();
  }

  /** A product together with its chain; null if oneDNN has no fast way. */
  static @Nullable Kernel fused(ElementwiseGroup group, Node node, Memory memory) {
    Orders orders = Orders.of(node);
    int rank = node.output(0).rank();
    if (group.leaves().stream().anyMatch(t -> t.rank() > rank) || !Narrowed.canEnd(group, node)) {
      return null;
    }
    Chain chain = new Chain(group, memory, t -> result(padded(t.shape(), rank), orders.out()));
    if (!chain.follow(node)) {
      return null;
    }
    int lanes = chain.hasOperands() ? 1 : lanes(node, memory);
    if (lanes > 1) {
      return row(node, memory, lanes, chain, group.root());
    }
    PrimitiveKernel.Builder builder = builder(node, memory, chain, group.root());
    chain.bindOperands(builder);
    Tensor bias = chain.bias();
    if (bias != null) {
      builder.in(Args.BIAS, memory.of(bias));
    }
    Tensor place = chain.overwritten();
    Buffer target = memory.of(place == null ? group.root() : place);
    if (place != null) {
      builder.reads(target);
    }
    PrimitiveKernel kernel = builder.out(Args.DST, target).build();
    if (kernel.isReference() || (kernel.isOf("avx2") && hasPartial(group, bias))) {
      kernel.close();
      return null;
    }
    memory.put(group.root(), target);
    return kernel;
  }

  /**
   * Whether an operand is neither a number nor whole nor one row for all: oneDNN 3.11 reads past
   * such operands with AVX2.
   */
  private static boolean hasPartial(ElementwiseGroup group, @Nullable Tensor bias) {
    Shape whole = group.root().shape();
    return group.leaves().stream()
        .filter(t -> t != bias)
        .map(Tensor::shape)
        .anyMatch(s -> s.size() != 1 && s.size() != whole.size() && !Chain.isRow(s, whole));
  }

  static long[] padded(Shape shape, int rank) {
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    for (int i = 1; i <= Math.min(rank, shape.rank()); i++) {
      dims[rank - i] = shape.dim(-i);
    }
    return dims;
  }

  private static PrimitiveKernel.Builder builder(
      Node node, Memory memory, @Nullable Chain chain, Tensor root) {
    Orders orders = Orders.of(node);
    Shape y = node.output(0).shape();
    Tensor matrix = node.input(1);
    MemoryDesc left =
        Narrowed.desc(node.input(0), operand(node.input(0).shape(), orders.left(), y.rank()));
    MemoryDesc right = operand(matrix.shape(), orders.right(), y.rank());
    MemoryDesc out = Narrowed.desc(root, result(y.dims(), orders.out()));
    Attributes attributes = attributes(chain);
    Tensor bias = chain == null ? null : chain.bias();
    boolean large = memory.of(matrix).byteSize() > MOST_COPIED;
    boolean few = isPlain(orders) && y.dim(0) <= (large ? SOME_ROWS : FEW_ROWS);
    MemoryDesc layout =
        Narrowed.desc(matrix, few ? Moves.desc(turned(matrix.shape(), orders.right())) : right);
    boolean copied = !few && isWorthCopying(matrix, memory);
    MemoryDesc open = copied ? Narrowed.desc(matrix, MemoryDesc.any(layout.dims())) : layout;
    Primitive product =
        few
            ? new InnerProductForward(left, open, vector(bias, 1), out, attributes)
            : new io.hornbill.engine.internal.onednn.MatMul(
                left, open, vector(bias, y.rank()), out, attributes);
    PrimitiveKernel.Builder builder = new PrimitiveKernel.Builder(name(node, chain));
    Buffer weights = KernelCopy.of(product, Args.WEIGHTS, layout, matrix, memory, builder);
    return builder
        .then(product)
        .in(Args.SRC, memory.of(node.input(0)))
        .inside(Args.WEIGHTS, weights);
  }

  private static Attributes attributes(@Nullable Chain chain) {
    return Attributes.of(chain == null ? PostOps.NONE : chain.postOps());
  }

  private static String name(Node node, @Nullable Chain chain) {
    return "matMul " + node + (chain == null ? "" : " + " + chain.names());
  }

  /**
   * Whether weights get the layout that a product likes best, besides their own: with several rows,
   * products take half of the time then.
   */
  private static boolean isWorthCopying(Tensor weights, Memory memory) {
    return memory.isDerived(weights) && memory.of(weights).byteSize() <= MOST_COPIED;
  }

  /** What is added to each column, with leading axes of length 1. */
  private static @Nullable MemoryDesc vector(@Nullable Tensor bias, int rank) {
    if (bias == null) {
      return null;
    }
    long[] dims = new long[rank];
    Arrays.fill(dims, 1);
    dims[rank - 1] = bias.shape().size();
    return MemoryDesc.dense(dims);
  }

  /** The right matrix with its columns first, which is how the inner product wants it. */
  private static View turned(Shape shape, List<Integer> order) {
    return View.dense(shape).permuted(List.of(order.get(1), order.get(0)));
  }

  /** An input with its axes in another order, and leading axes of length 1 added. */
  private static MemoryDesc operand(Shape shape, List<Integer> order, int rank) {
    return Moves.desc(View.dense(shape).permuted(order).led(rank, shape.size()));
  }

  /** An array of the output's order of axes, in the product's own order. */
  private static MemoryDesc result(long[] own, List<Integer> order) {
    return Moves.desc(View.dense(Shape.of(own)).unpermuted(order));
  }
}
