package io.hornbill.engine;

import io.hornbill.engine.kernel.ElementwiseGroup;
import io.hornbill.engine.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.ops.Binary;
import io.hornbill.graph.ops.RandomUniform;
import io.hornbill.graph.ops.Unary;
import io.hornbill.graph.ops.Where;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups elementwise nodes whose results nobody else needs, so that they are computed together. */
final class Fusion {
  private final IdentityHashMap<Node, ElementwiseGroup> groups = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
  private final List<KernelFactory> factories;

  Fusion(List<Node> order, Collection<Tensor> results, List<KernelFactory> factories) {
    this.factories = factories;
    for (Node node : order) {
      node.inputs().forEach(t -> uses.merge(t, 1, Integer::sum));
    }
    results.forEach(t -> uses.merge(t, 2, Integer::sum)); // never inside a group
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (isElementwise(node.op()) && !groups.containsKey(node)) {
        grow(new ElementwiseGroup(node.output(0)));
      }
    }
  }

  static boolean isElementwise(Op op) {
    return op instanceof Unary || op instanceof Binary || op instanceof Where;
  }

  /** The group that a node belongs to; null if it is not elementwise. */
  @Nullable ElementwiseGroup group(Node node) {
    return groups.get(node);
  }

  private void grow(ElementwiseGroup group) {
    groups.put(group.root().node(), group);
    boolean chain = factories.stream().anyMatch(f -> f.wantsChain(group));
    for (int i = 0; i < group.nodes().size(); i++) {
      Node node = group.nodes().get(i);
      boolean taken = false;
      for (Tensor input : node.inputs()) {
        if (!(chain && taken) && fits(input, group, chain)) {
          group.absorb(input.node());
          groups.put(input.node(), group);
          taken = true;
        }
      }
    }
  }

  private boolean fits(Tensor input, ElementwiseGroup group, boolean chain) {
    Op op = input.op();
    return (isElementwise(op) || (op instanceof RandomUniform && !chain))
        && uses.getOrDefault(input, 0) == 1
        && input.spec().equals(group.root().spec());
  }
}
