package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.DnnlException;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.Recurrent;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.SigmoidGradient;
import io.hornbill.graph.internal.ops.Softmax;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import io.hornbill.graph.internal.ops.TanhGradient;
import io.hornbill.graph.internal.ops.Unary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The kernels of oneDNN, for floats. */
public final class DnnlKernels implements KernelFactory {
  /** Below this many elements a Java loop is done before oneDNN has started. */
  private static final long SMALL = 8192;

  /** From this many elements on it pays to share them out to lanes. */
  private static final long LARGE = 32_768;

  /** Makes the family. */
  public DnnlKernels() {}

  @Override
  public boolean supports(Op op, List<Spec> inputs) {
    // Not log-softmax, whose primitive is off by 3e-6: much for the loss of a model that is right.
    boolean floats = inputs.stream().allMatch(s -> s.dataType() == DataType.FLOAT);
    boolean rows = inputs.get(0).shape().rank() >= 1 && inputs.get(0).shape().size() > 0;
    return floats
        && rows
        && (op instanceof Softmax
            || op instanceof SoftmaxGradient
            || Normalizations.knows(op, inputs.get(0).shape())
            || op instanceof PermutedMatMul
            || op instanceof ConvKernelBias
            || Recurrences.knows(op));
  }

  @Override
  public boolean chains(Node node) {
    return isChained(node);
  }

  /**
   * Whether a node is computed as a link of a chain: if it is large enough, or adds something to
   * each channel of a product, which costs nothing there.
   */
  static boolean isChained(Node node) {
    return isFloat(node)
        && (node.output(0).shape().size() >= SMALL || isAddedToProduct(node))
        && (node.op() instanceof Unary || node.op() instanceof Binary)
        && Links.knows(node.op())
        && node.inputs().stream().allMatch(t -> t.dataType() == DataType.FLOAT);
  }

  private static boolean isAddedToProduct(Node node) {
    if (!(node.op() instanceof Add)) {
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
    return isFloat(node) && (isProduct(node.op()) || node.op() instanceof Conv);
  }

  @Override
  public int lanes(Node node, int threads) {
    return isFloat(node) && Recurrences.knows(node.op()) ? Recurrences.lanes(node, threads) : 1;
  }

  private static boolean isProduct(Op op) {
    return op instanceof MatMul || op instanceof PermutedMatMul;
  }

  private static boolean isFloat(Node node) {
    return node.output(0).dataType() == DataType.FLOAT;
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
        return isProduct(anchor.op())
            ? Products.fused(group, anchor, memory)
            : Spatial.isWithin(anchor.op()) ? Spatial.conv(group, anchor, memory) : null;
      }
      if (chains(root)) {
        int lanes = group.root().shape().size() >= LARGE ? memory.lanes() : 1;
        Flat flat = Flat.of(group.root().shape(), group.leaves(), lanes);
        return new Chain(group, memory, flat::desc).alone(flat);
      }
      return group.nodes().size() == 1 ? gradient(root, memory) : null;
    } catch (DnnlException unsupported) {
      return null; // the Java tiles compute it
    }
  }

  private static @Nullable Kernel gradient(Node node, Memory memory) {
    Op op = node.op();
    boolean floats = node.inputs().stream().allMatch(t -> t.dataType() == DataType.FLOAT);
    boolean large = node.output(0).shape().size() >= SMALL;
    boolean known =
        op instanceof ReluGradient || op instanceof SigmoidGradient || op instanceof TanhGradient;
    return floats && large && known ? Rows.activationGradient(node, memory) : null;
  }

  @Override
  public @Nullable Kernel create(Node node, Memory memory) {
    boolean floats =
        isFloat(node) && node.inputs().stream().allMatch(t -> t.dataType() == DataType.FLOAT);
    if (!floats || node.inputs().stream().anyMatch(t -> t.shape().size() == 0)) {
      return null;
    }
    try {
      return floats(node, memory);
    } catch (DnnlException unsupported) {
      return null; // the Java tiles compute it
    }
  }

  private static @Nullable Kernel floats(Node node, Memory memory) {
    Op op = node.op();
    if (isProduct(op)) {
      return Products.plain(node, memory);
    }
    if (!Spatial.isWithin(op)) {
      return null;
    }
    if (op instanceof Conv) {
      return Spatial.conv(node, memory);
    }
    if (op instanceof ConvInput) {
      return Spatial.convInput(node, memory);
    }
    if (op instanceof ConvKernel || op instanceof ConvKernelBias) {
      return KernelGradient.of(node, memory);
    }
    if (op instanceof Pool) {
      return Spatial.pool(node, memory);
    }
    if (op instanceof PoolGradient) {
      return Spatial.poolGradient(node, memory);
    }
    if (op instanceof Recurrent) {
      return Recurrences.forward(node, memory);
    }
    if (Recurrences.isGradient(op)) {
      return Recurrences.backward(node, memory);
    }
    return rows(node, memory);
  }

  private static @Nullable Kernel rows(Node node, Memory memory) {
    Op op = node.op();
    if (op instanceof Softmax) {
      return Rows.softmax(node, memory);
    }
    if (op instanceof SoftmaxGradient) {
      return Rows.softmaxGradient(node, memory);
    }
    if (Normalizations.knows(op, node.input(0).shape())) {
      return Normalizations.of(node, memory);
    }
    if (op instanceof Reduce) {
      return node.input(0).shape().size() >= SMALL ? Rows.reduce(node, memory) : null;
    }
    return node.output(0).shape().size() >= SMALL ? Moves.of(node, memory) : null;
  }
}
