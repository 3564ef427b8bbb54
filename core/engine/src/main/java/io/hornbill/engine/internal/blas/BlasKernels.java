package io.hornbill.engine.internal.blas;

import io.hornbill.engine.internal.blas.ConvolutionKernel.Parts;
import io.hornbill.engine.internal.blas.ConvolutionKernel.Result;
import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.Kernel;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.MatMul;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kernels on OpenBLAS. */
public final class BlasKernels implements KernelFactory {
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
  public int lanes(Node node, int threads) {
    return 1;
  }

  @Override
  public @Nullable Kernel create(ElementwiseGroup group, Memory memory) {
    return null;
  }

  @Override
  public @Nullable Kernel create(Node node, Memory memory) {
    Op op = node.op();
    if (op instanceof MatMul product) {
      return new ProductKernel(product, node, memory);
    }
    if (op instanceof Conv conv) {
      Parts parts = new Parts(node.input(0), node.input(1), node.output(0));
      return new ConvolutionKernel(
          node, parts, conv.window(), conv.groups(), Result.OUTPUT, memory);
    }
    if (op instanceof ConvInput conv) {
      Parts parts = new Parts(node.output(0), node.input(1), node.input(0));
      return new ConvolutionKernel(node, parts, conv.window(), conv.groups(), Result.INPUT, memory);
    }
    if (op instanceof ConvKernel conv) {
      Parts parts = new Parts(node.input(0), node.output(0), node.input(1));
      return new ConvolutionKernel(
          node, parts, conv.window(), conv.groups(), Result.KERNEL, memory);
    }
    return null;
  }
}
