package io.hornbill.engine;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tensors to compute, and the nodes that they depend on, which passes put in order only once. */
final class Wanted {
  private final List<Tensor> tensors;
  private @Nullable List<Node> order;

  Wanted(List<Tensor> tensors) {
    this.tensors = tensors;
  }

  List<Tensor> tensors() {
    return tensors;
  }

  /** All nodes, inputs before users. */
  List<Node> order() {
    List<Node> known = order;
    if (known == null) {
      known = List.copyOf(Topology.sort(tensors));
      order = known;
    }
    return known;
  }

  /** What a pass has made of it; itself where that is the same. */
  Wanted now(List<Tensor> others) {
    return others.equals(tensors) ? this : new Wanted(others);
  }
}
