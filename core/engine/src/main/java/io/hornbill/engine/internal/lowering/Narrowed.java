package io.hornbill.engine.internal.lowering;

import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.engine.internal.onednn.Args;
import io.hornbill.engine.internal.onednn.Attributes;
import io.hornbill.engine.internal.onednn.MemoryDesc;
import io.hornbill.engine.internal.onednn.Reorder;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Pool;
import java.util.Map;
import java.util.function.Predicate;

/** What is computed on bfloat16 numbers. */
final class Narrowed {
  private static final Map<Class<? extends Op>, Predicate<Node>> FITTING =
      Map.of(
          MatMul.class, node -> true,
          PermutedMatMul.class, node -> true,
          Conv.class, Narrowed::convolves,
          ConvInput.class,
              node -> fits(((ConvInput) node.op()).window(), ((ConvInput) node.op()).groups()),
          Pool.class, node -> ((Pool) node.op()).max() && Spatial.isWithin((Pool) node.op()),
          ConvKernel.class, node -> fits(node, (ConvKernel) node.op()),
          ConvKernelBias.class, node -> fits(node, ((ConvKernelBias) node.op()).kernel()));

  private Narrowed() {}

  /** Whether there is a kernel that reads such numbers. */
  static boolean fits(Node node) {
    Predicate<Node> fitting = FITTING.get(node.op().getClass());
    return fitting != null && fitting.test(node);
  }

  /** Of one group, or depthwise. */
  private static boolean convolves(Node node) {
    Conv op = (Conv) node.op();
    long channels = node.output(0).shape().last();
    boolean depthwise = op.groups() == channels && node.input(0).shape().last() == channels;
    return Spatial.isWithin(op.window()) && (op.groups() == 1 || depthwise);
  }

  private static boolean fits(Window window, long groups) {
    return groups == 1 && Spatial.isWithin(window);
  }

  /** Rows of images begin at whole floats, so that parts of a batch can be told apart. */
  private static boolean fits(Node node, ConvKernel op) {
    return fits(op.window(), op.groups())
        && node.inputs().stream().allMatch(t -> t.shape().size() / t.dim(0) % 2 == 0);
  }

  /** Whether a product can write what its chain makes: narrow numbers if it reads such. */
  static boolean canEnd(ElementwiseGroup group, Node product) {
    return Memory.isNarrow(product.input(0)) || !Memory.isNarrow(group.root());
  }

  /** The layout of an operand, in the numbers that it has. */
  static MemoryDesc desc(Tensor operand, MemoryDesc floats) {
    return Memory.isNarrow(operand) ? floats.bfloat16() : floats;
  }

  /** Rounds each element, or makes floats of what was rounded. */
  static Kernel copy(Node node, Memory memory) {
    Tensor x = node.input(0);
    Tensor y = node.output(0);
    MemoryDesc floats = MemoryDesc.dense(y.shape().size());
    return new PrimitiveKernel.Builder(node.toString())
        .then(new Reorder(desc(x, floats), desc(y, floats), Attributes.NONE))
        .in(Args.SRC, memory.of(x))
        .out(Args.DST, memory.of(y))
        .build();
  }
}
