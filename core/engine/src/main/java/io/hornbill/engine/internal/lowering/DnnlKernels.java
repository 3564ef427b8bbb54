package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Dnnl;
import io.hornbill.engine.internal.onednn.DnnlException;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Narrow;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Softmax;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The kernels of oneDNN, for floats. */
public final class DnnlKernels implements KernelFactory {
  /** Below this many elements a Java loop is done before oneDNN has started. */
  static final long SMALL = 8192;

  /** From this many elements on it pays to share them out to lanes. */
  private static final long LARGE = 32_768;

  /** Makes the kernel of a product together with the chain that follows it. */
  private interface Anchor {
    @Nullable Kernel with(ElementwiseGroup group, Node anchor, Memory memory);
  }

  /** From what a chain may start. */
  private static final Map<Class<? extends Op>, Anchor> ANCHORS =
      Map.of(
          MatMul.class, Products::fused,
          PermutedMatMul.class, Products::fused,
          Conv.class, Spatial::conv);

  /** Makes the family. */
  public DnnlKernels() {}

  @Override
  public boolean supports(Op op, List<Spec> inputs) {
    boolean floats = inputs.stream().allMatch(s -> s.dataType() == DataType.FLOAT);
    Shape x = inputs.get(0).shape();
    return floats && x.rank() >= 1 && x.size() > 0 && Lowerings.isWhole(op, x);
  }

  @Override
  public boolean chains(Node node) {
    return isChained(node);
  }

  @Override
  public boolean continues(Node node) {
    boolean one = Links.isUnary(node.op()) && Links.knows(node.op()) && isFloat(node);
    Node source = one && !node.inputs().isEmpty() ? node.input(0).node() : node;
    return source != node && readsFloats(node) && (isAnchor(source) || isAddedToProduct(source));
  }

  /**
   * Whether a node is computed as a link of a chain: if it is large enough, or adds something to
   * each channel of a product, which costs nothing there.
   */
  static boolean isChained(Node node) {
    return node.op().getClass() == Narrow.class || isLink(node);
  }

  private static boolean isLink(Node node) {
    return isFloat(node)
        && (isLarge(node) || isAddedToProduct(node))
        && Links.knows(node.op())
        && readsFloats(node);
  }

  /** Whether it pays to compute a node in oneDNN even if it follows no product. */
  private static boolean isLarge(Node node) {
    return node.output(0).shape().size() >= SMALL;
  }

  private static boolean isAddedToProduct(Node node) {
    if (node.op().getClass() != Add.class) {
      return false;
    }
    Shape whole = node.output(0).shape();
    boolean toProduct = false;
    boolean vector = false;
    for (Tensor t : node.inputs()) {
      toProduct |= isAnchor(t.node()) && t.shape().equals(whole);
      vector |= Chain.isRow(t.shape(), whole);
    }
    return toProduct && vector;
  }

  @Override
  public boolean anchors(Node node) {
    return isAnchor(node);
  }

  private static boolean isAnchor(Node node) {
    return isFloat(node) && ANCHORS.containsKey(node.op().getClass());
  }

  @Override
  public boolean blocks(Node node) {
    return isFloat(node)
        && !node.inputs().isEmpty()
        && readsFloats(node)
        && BlockedImages.fits(node)
        && Dnnl.prefersChannelBlocks();
  }

  @Override
  public boolean hasNarrow() {
    return Dnnl.multipliesBfloat16();
  }

  @Override
  public boolean narrows(Node node) {
    return isFloat(node) && readsFloats(node) && Narrowed.fits(node);
  }

  @Override
  public boolean reads(Node node, int input) {
    return !isFloat(node) || !Lowerings.isLeft(node, input);
  }

  @Override
  public boolean splits(Node node) {
    boolean floats = isFloat(node) && readsFloats(node) && !Memory.isNarrow(node);
    return floats && (splitsLink(node) || splitsRows(node) || Products.splits(node));
  }

  /** Whether a link is large enough for each sample alone. */
  private static boolean splitsLink(Node node) {
    Shape shape = node.output(0).shape();
    return shape.rank() > 2 && shape.size() / shape.dim(0) >= SMALL && isLink(node);
  }

  private static boolean splitsRows(Node node) {
    Class<? extends Op> op = node.op().getClass();
    return (op == Softmax.class || op == SoftmaxGradient.class) && node.output(0).rank() > 2;
  }

  @Override
  public int lanes(Node node, int threads) {
    return isFloat(node) && Recurrences.knows(node.op()) ? Recurrences.lanes(node, threads) : 1;
  }

  @Override
  public int parts(Node node, int threads) {
    return node.op().getClass() == MatMul.class && isFloat(node)
        ? Products.lanes(node, threads)
        : 1;
  }

  private static boolean isFloat(Node node) {
    return node.output(0).dataType() == DataType.FLOAT;
  }

  private static boolean readsFloats(Node node) {
    return node.inputs().stream().allMatch(t -> t.dataType() == DataType.FLOAT);
  }

  @Override
  public @Nullable Kernel create(ElementwiseGroup group, Memory memory) {
    Node root = group.root().node();
    if (!isFloat(root) || group.root().shape().size() == 0) {
      return null;
    }
    try {
      Node anchor = group.anchor();
      if (anchor != null) {
        Anchor kernels = ANCHORS.get(anchor.op().getClass());
        return kernels == null ? null : kernels.with(group, anchor, memory);
      }
      if (chains(root) && memory.isBlocked(group.root()) && BlockedChain.fits(group)) {
        BlockedChain images = BlockedChain.of(group);
        return new Chain(group, memory, images::desc).alone(images);
      }
      boolean narrow = group.isNarrow();
      if (narrow && group.nodes().size() == 1 && root.op().getClass() == Narrow.class) {
        return Narrowed.copy(root, memory);
      }
      if (narrow || (isLarge(root) && chains(root))) {
        int lanes = group.root().shape().size() >= LARGE && !narrow ? memory.lanes() : 1;
        Flat flat = Flat.of(group.root().shape(), group.leaves(), lanes);
        return new Chain(group, memory, flat::desc).alone(flat);
      }
      return group.nodes().size() == 1 ? gradient(root, memory) : null;
    } catch (DnnlException unsupported) {
      return null; // the Java tiles compute it
    }
  }

  private static @Nullable Kernel gradient(Node node, Memory memory) {
    return readsFloats(node) && isLarge(node) ? Rows.activationGradient(node, memory) : null;
  }

  @Override
  public @Nullable Kernel create(Node node, Memory memory) {
    boolean floats = isFloat(node) && readsFloats(node);
    if (!floats || node.inputs().stream().anyMatch(t -> t.shape().size() == 0)) {
      return null;
    }
    if (memory.isBlocked(node)) {
      return BlockedImages.kernel(node, memory);
    }
    try {
      return Lowerings.kernel(node, memory);
    } catch (DnnlException unsupported) {
      return null; // the Java tiles compute it
    }
  }
}
