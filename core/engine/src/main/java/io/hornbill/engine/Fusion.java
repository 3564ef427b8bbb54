package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.ElementwiseGroup;
import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Narrow;
import io.hornbill.graph.internal.ops.RandomUniform;
import io.hornbill.graph.internal.ops.Unary;
import io.hornbill.graph.internal.ops.Where;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups elementwise nodes whose results nobody else needs, so that they are computed together. */
final class Fusion {
  /**
   * Nodes of a chain in a plan that has images in blocks or narrow numbers, of two steps each at
   * most: oneDNN takes 31 steps, and nobody else can take over.
   */
  private static final int LONGEST = 15;

  private final IdentityHashMap<Node, ElementwiseGroup> groups = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Node, ElementwiseGroup> anchors = new IdentityHashMap<>();
  private final List<KernelFactory> factories;
  private final Derived derived;
  private final boolean limited;

  Fusion(Schedule schedule, List<KernelFactory> factories) {
    this.factories = factories;
    derived = schedule.derived();
    List<Node> order = schedule.order();
    limited =
        !schedule.blocked().isEmpty()
            || order.stream().anyMatch(node -> node.op().getClass() == Narrow.class);
    for (Node node : order) {
      node.inputs().forEach(t -> uses.merge(t, 1, Integer::sum));
    }
    schedule.results().forEach(t -> uses.merge(t, 2, Integer::sum)); // never inside a group
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

  /** The group that a node is computed together with as its anchor; null if there is none. */
  @Nullable ElementwiseGroup anchored(Node node) {
    return anchors.get(node);
  }

  /** Gives up computing an anchor together with its group. */
  void release(Node anchor) {
    ElementwiseGroup group = anchors.remove(anchor);
    if (group != null) {
      group.setAnchor(null);
    }
  }

  private void grow(ElementwiseGroup group) {
    groups.put(group.root().node(), group);
    boolean chain = chains(group.root().node());
    for (int i = 0; i < group.nodes().size(); i++) {
      boolean taken = false;
      for (Tensor input : group.nodes().get(i).inputs()) {
        if (!(chain && taken) && fits(input, group, chain)) {
          group.absorb(input.node());
          groups.put(input.node(), group);
          taken = true;
        }
      }
    }
    if (chain) {
      anchor(group);
    }
  }

  /** A chain may be computed together with the product that it starts from. */
  private void anchor(ElementwiseGroup group) {
    Node first = group.nodes().get(group.nodes().size() - 1);
    for (Tensor input : first.inputs()) {
      boolean alone = isUsedOnce(input) && input.node().outputs().size() == 1;
      if (group.anchor() == null
          && alone
          && input.spec().equals(group.root().spec())
          && isPeer(input, group)
          && factories.stream().anyMatch(f -> f.anchors(input.node()))) {
        group.setAnchor(input.node());
        anchors.put(input.node(), group);
      }
    }
  }

  /** A small function of a product is a link behind it if nobody else needs what it reads. */
  private boolean chains(Node node) {
    return factories.stream()
        .anyMatch(f -> f.chains(node) || (f.continues(node) && isUsedOnce(node.input(0))));
  }

  private boolean isUsedOnce(Tensor tensor) {
    return uses.getOrDefault(tensor, 0) == 1;
  }

  private boolean fits(Tensor input, ElementwiseGroup group, boolean chain) {
    Op op = input.op();
    boolean wanted =
        isElementwise(op) ? chains(input.node()) == chain : op instanceof RandomUniform && !chain;
    boolean full = limited && group.nodes().size() >= LONGEST;
    return wanted
        && op.getClass() != Narrow.class
        && !full
        && isUsedOnce(input)
        && input.spec().equals(group.root().spec())
        && isPeer(input, group);
  }

  /** Whether both are computed as often. */
  private boolean isPeer(Tensor input, ElementwiseGroup group) {
    return derived.contains(input) == derived.contains(group.root());
  }
}
