package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same image in the other layout: from channels last into blocks of channels or back. The
 * engine adds it where a kernel for one layout reads what a kernel for the other one made.
 *
 * @param blocked whether the result is in blocks
 */
public record Relaid(boolean blocked) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return gradients;
  }
}
