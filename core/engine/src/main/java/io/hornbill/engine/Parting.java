package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.InParts;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.RandomUniform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is computed {@linkplain InParts in parts}: products of matrices of a batch, and what
 * is computed from these for each sample by itself, as attention is, and its gradients. The scores
 * of a batch do not fit into the last cache, those of some samples do.
 *
 * <p>A region of such nodes can be one node if no path leaves it and comes back. So each node has a
 * level, which rises wherever a path leaves nodes of this kind, and a region is of one level.
 */
final class Parting {
  /**
   * What is made of one part, in bytes: about half of what the last cache holds. Smaller parts are
   * not faster, and threads wait for each other more often.
   */
  private static final long PART = 16 << 20;

  private final List<KernelFactory> factories;
  private final Derived derived;
  private final List<Tensor> results;
  private final List<Node> order;
  private final IdentityHashMap<Tensor, List<Node>> users;
  private final IdentityHashMap<Node, Integer> levels = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Region> regions = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();

  /** Nodes of one level that belong together; joined ones are known by their last parent. */
  private static final class Region {
    final List<Node> nodes = new ArrayList<>();
    private @Nullable Region parent;

    Region root() {
      Region root = this;
      while (root.parent != null) {
        root = root.parent;
      }
      return root;
    }

    void join(Region other) {
      Region mine = root();
      Region its = other.root();
      if (mine != its) {
        mine.parent = its;
      }
    }
  }

  private Parting(Wanted wanted, List<KernelFactory> factories, Derived derived) {
    this.derived = derived;
    results = wanted.tensors();
    order = wanted.order();
    this.factories = factories;
    users = Topology.users(order);
  }

  /**
   * Rewrites a program.
   *
   * @param wanted the tensors to compute
   * @param factories who makes kernels
   * @param derived knows what weights alone decide, which is computed whole
   * @return the same tensors, computed in parts where that is worth it
   */
  static List<Tensor> of(Wanted wanted, List<KernelFactory> factories, Derived derived) {
    boolean any = wanted.order().stream().anyMatch(n -> isProduct(n) && splits(n, factories));
    return any ? new Parting(wanted, factories, derived).rewritten() : wanted.tensors();
  }

  private static boolean isProduct(Node node) {
    return node.op().getClass() == MatMul.class || node.op().getClass() == PermutedMatMul.class;
  }

  private static boolean splits(Node node, List<KernelFactory> factories) {
    return factories.stream().anyMatch(f -> f.splits(node));
  }

  private List<Tensor> rewritten() {
    order.forEach(this::visit);
    for (Node node : order) {
      Region region = region(node);
      if (region != null) {
        region.nodes.add(node);
      }
    }
    regions.values().stream()
        .map(region -> region.nodes)
        .filter(nodes -> !isWorth(nodes))
        .forEach(List::clear);
    if (regions.values().stream().allMatch(region -> region.nodes.isEmpty())) {
      return results;
    }
    List<Node> sorted = new ArrayList<>(order);
    sorted.sort(Comparator.comparingInt(node -> 2 * level(node) + (isFit(node) ? 1 : 0)));
    for (Node node : sorted) {
      Region region = region(node);
      if (region == null || region.nodes.isEmpty()) {
        put(node.outputs(), renewed(node).outputs());
      } else if (region.nodes.get(0) == node) {
        make(region.nodes);
      }
    }
    return results.stream().map(this::now).toList();
  }

  /** The region of a node; null if it has none. */
  private @Nullable Region region(Node node) {
    Region region = regions.get(node);
    return region == null ? null : region.root();
  }

  private boolean isFit(Node node) {
    return regions.containsKey(node);
  }

  private int level(Node node) {
    return levels.getOrDefault(node, 0);
  }

  private void visit(Node node) {
    derived.visit(node);
    boolean fits =
        splits(node, factories) && !followsAnother(node) && !derived.contains(node.output(0));
    int level = 0;
    for (Tensor input : node.inputs()) {
      boolean leaves = isFit(input.node()) && !(fits && isAlike(input, node));
      level = Math.max(level, level(input.node()) + (leaves ? 1 : 0));
    }
    levels.put(node, level);
    if (fits) {
      Region region = new Region();
      regions.put(node, region);
      for (Tensor input : node.inputs()) {
        join(region, input.node(), node);
        if (isAlike(input, node)) {
          readers(input).forEach(other -> join(region, other, node));
        }
      }
    }
  }

  private void join(Region region, Node other, Node node) {
    Region its = regions.get(other);
    if (its != null && level(other) == level(node) && isAlike(other.output(0), node)) {
      region.join(its);
    }
  }

  /** Whether a tensor has a part for each part of what a node makes. */
  private static boolean isAlike(Tensor tensor, Node node) {
    Tensor output = node.output(0);
    return tensor.rank() == output.rank() && tensor.dim(0) == output.dim(0);
  }

  /** Whether a node would rather be computed together with one that is in no region. */
  private boolean followsAnother(Node node) {
    return Fusion.isElementwise(node.op())
        && node.inputs().stream().anyMatch(input -> isFollowed(input.node()));
  }

  private boolean isFollowed(Node node) {
    return node.op() instanceof RandomUniform
        || (!isFit(node) && factories.stream().anyMatch(f -> f.anchors(node)));
  }

  private boolean isWorth(List<Node> nodes) {
    long products = nodes.stream().filter(Parting::isProduct).count();
    return products > 0 && nodes.size() > 1 && rows(nodes) < nodes.get(0).output(0).dim(0);
  }

  private static long bytes(List<Node> nodes) {
    return nodes.stream().mapToLong(n -> n.output(0).shape().size() * Float.BYTES).sum();
  }

  /** As many samples as fit into the cache. */
  private long rows(List<Node> nodes) {
    long batch = nodes.get(0).output(0).dim(0);
    long sample = bytes(nodes) / batch;
    long rows = Math.max(1, Math.min(PART / sample, batch));
    while (batch % rows != 0) {
      rows--;
    }
    return rows;
  }

  /** What the nodes of a region are for one part, and what they read. */
  private static final class Body {
    final List<Tensor> inputs = new ArrayList<>();
    final List<Tensor> placeholders = new ArrayList<>();
    final IdentityHashMap<Tensor, Tensor> parts = new IdentityHashMap<>();
  }

  private Body bodyOf(List<Node> nodes) {
    Body body = new Body();
    long rows = rows(nodes);
    for (Node node : nodes) {
      List<Tensor> inputs = new ArrayList<>();
      for (Tensor input : node.inputs()) {
        if (!body.parts.containsKey(input)) {
          Shape shape = isAlike(input, node) ? input.shape().with(0, rows) : input.shape();
          Tensor part = Ops.placeholder("part", new Spec(input.dataType(), shape));
          body.parts.put(input, part);
          body.inputs.add(input);
          body.placeholders.add(part);
        }
        inputs.add(body.parts.get(input));
      }
      Node part = Node.of(node.op(), inputs);
      body.parts.put(node.output(0), part.output(0));
    }
    return body;
  }

  private void make(List<Node> nodes) {
    Body body = bodyOf(nodes);
    List<Tensor> wanted =
        nodes.stream().map(node -> node.output(0)).filter(t -> isWanted(t, nodes)).toList();
    List<Tensor> parts = wanted.stream().map(body.parts::get).toList();
    Node first = nodes.get(0);
    InParts op = new InParts(body.placeholders, parts, first.output(0).dim(0), rows(nodes));
    List<Tensor> inputs = body.inputs.stream().map(this::now).toList();
    Node made = Node.ownedBy(first.owner(), () -> Node.of(op, inputs));
    put(wanted, made.outputs());
  }

  private boolean isWanted(Tensor tensor, List<Node> nodes) {
    return results.contains(tensor) || readers(tensor).stream().anyMatch(n -> !nodes.contains(n));
  }

  private List<Node> readers(Tensor tensor) {
    return users.getOrDefault(tensor, List.of());
  }

  private Node renewed(Node node) {
    List<Tensor> inputs = node.inputs().stream().map(this::now).toList();
    return inputs.equals(node.inputs())
        ? node
        : Node.ownedBy(node.owner(), () -> Node.of(node.op(), inputs));
  }

  private Tensor now(Tensor tensor) {
    return replaced.getOrDefault(tensor, tensor);
  }

  private void put(List<Tensor> old, List<Tensor> now) {
    for (int i = 0; i < old.size(); i++) {
      replaced.put(old.get(i), now.get(i));
    }
  }
}
