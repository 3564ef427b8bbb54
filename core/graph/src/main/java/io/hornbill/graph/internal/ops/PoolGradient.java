package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of {@link Pool} by its input; for the maximum the first greatest element of a window
 * gets it. Inputs: the pool's input, its output, and the gradient by its output.
 *
 * @param pool the pool
 */
public record PoolGradient(Pool pool) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    throw Fault.of("PoolGradient")
        .expected("only first derivatives of poolings are known")
        .received("a request for the second")
        .remedy("Use strided slices and maximum instead.")
        .unsupported();
  }
}
