package io.hornbill.engine.internal.blas;

import io.hornbill.engine.internal.blas.ConvolutionKernel.Parts;
import io.hornbill.engine.internal.blas.ConvolutionKernel.Result;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Lowering;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.MatMul;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kernels on OpenBLAS. */
public final class BlasKernels implements KernelFactory {
  private static final Map<Class<? extends Op>, Lowering> OPS =
      Map.of(
          MatMul.class, (node, memory) -> new ProductKernel((MatMul) node.op(), node, memory),
          Conv.class, BlasKernels::output,
          ConvInput.class, BlasKernels::input,
          ConvKernel.class, BlasKernels::kernel);

  /** Makes the family. */
  public BlasKernels() {}

  @Override
  public boolean supports(Op op, List<Spec> inputs) {
    return false;
  }

  @Override
  public boolean chains(Node node) {
    return false;
  }

  @Override
  public boolean anchors(Node node) {
    return false;
  }

  @Override
  public boolean blocks(Node node) {
    return false;
  }

  @Override
  public int lanes(Node node, int threads) {
    return 1;
  }

  @Override
  public @Nullable Kernel create(ElementwiseGroup group, Memory memory) {
    return null;
  }

  @Override
  public @Nullable Kernel create(Node node, Memory memory) {
    Lowering lowering = OPS.get(node.op().getClass());
    return lowering == null || Memory.isNarrow(node) ? null : lowering.of(node, memory);
  }

  private static Kernel output(Node node, Memory memory) {
    Conv op = (Conv) node.op();
    Parts parts = new Parts(node.input(0), node.input(1), node.output(0));
    return new ConvolutionKernel(node, parts, op.window(), op.groups(), Result.OUTPUT, memory);
  }

  private static Kernel input(Node node, Memory memory) {
    ConvInput op = (ConvInput) node.op();
    Parts parts = new Parts(node.output(0), node.input(1), node.input(0));
    return new ConvolutionKernel(node, parts, op.window(), op.groups(), Result.INPUT, memory);
  }

  private static Kernel kernel(Node node, Memory memory) {
    ConvKernel op = (ConvKernel) node.op();
    Parts parts = new Parts(node.input(0), node.output(0), node.input(1));
    return new ConvolutionKernel(node, parts, op.window(), op.groups(), Result.KERNEL, memory);
  }
}
