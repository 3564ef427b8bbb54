package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Narrow} made, as floats. The engine adds it where a kernel for floats reads what one
 * for bfloat16 numbers made.
 */
public record Widen() implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return gradients;
  }
}
