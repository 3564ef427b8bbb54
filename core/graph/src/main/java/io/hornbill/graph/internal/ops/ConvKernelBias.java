package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The gradients of a convolution by its kernel and by a bias that was added to it: the engine
 * computes them together. Inputs: those of {@link ConvKernel}. Outputs: its output, and the sum of
 * the second input over all axes but the last.
 *
 * @param kernel the gradient by the kernel
 */
public record ConvKernelBias(ConvKernel kernel) implements Composite {
  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor dy = inputs.get(1);
    int[] axes = IntStream.range(0, dy.rank() - 1).toArray();
    return List.of(Node.apply(kernel, inputs.get(0), dy), Ops.sum(dy, axes, false));
  }
}
