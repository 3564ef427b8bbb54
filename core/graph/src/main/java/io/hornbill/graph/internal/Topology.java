package io.hornbill.graph.internal;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Orders of graphs. */
public final class Topology {
  private Topology() {}

  /**
   * Lists all nodes that some tensors depend on, inputs before users. Works without recursion, so
   * that the depth of a model is not bounded by the stack.
   *
   * @param outputs the tensors to compute
   * @return each node once
   */
  public static List<Node> sort(Collection<Tensor> outputs) {
    return sort(outputs, node -> false);
  }

  /**
   * Lists the nodes that some tensors depend on, inputs before users, without what lies behind
   * known nodes: it takes as long as the list is, not as long as the whole graph.
   *
   * @param outputs the tensors to compute
   * @param known says which nodes are left out, with all that only they depend on
   * @return each node once
   */
  public static List<Node> sort(Collection<Tensor> outputs, Predicate<Node> known) {
    return sort(outputs, known, Map.of());
  }

  /**
   * Lists all nodes that some tensors depend on, inputs before users, and others before nodes that
   * are to come after them.
   *
   * @param outputs the tensors to compute, in the order in which they are wanted
   * @param earlier for nodes that nobody uses, other nodes of the graph that are to come before
   *     them
   * @return each node once
   */
  public static List<Node> sort(Collection<Tensor> outputs, Map<Node, List<Node>> earlier) {
    return sort(outputs, node -> false, earlier);
  }

  /**
   * Finds who reads each tensor.
   *
   * @param nodes the nodes, in the order in which readers are listed
   * @return for each tensor that is read the nodes, as often as they read it
   */
  public static IdentityHashMap<Tensor, List<Node>> users(Collection<Node> nodes) {
    IdentityHashMap<Tensor, List<Node>> users = new IdentityHashMap<>();
    for (Node node : nodes) {
      node.inputs().forEach(t -> users.computeIfAbsent(t, k -> new ArrayList<>()).add(node));
    }
    return users;
  }

  private static List<Node> sort(
      Collection<Tensor> outputs, Predicate<Node> known, Map<Node, List<Node>> earlier) {
    Walk walk = new Walk(known);
    for (Tensor output : outputs) {
      walk.push(output.node());
      while (walk.depth > 0) {
        Node node = walk.top();
        int next = walk.next();
        List<Tensor> inputs = node.inputs();
        if (next < inputs.size()) {
          walk.push(inputs.get(next).node());
          continue;
        }
        List<Node> others = earlier.isEmpty() ? List.of() : earlier.getOrDefault(node, List.of());
        if (next < inputs.size() + others.size()) {
          walk.push(others.get(next - inputs.size()));
        } else {
          walk.pop();
        }
      }
    }
    return walk.order;
  }

  /** The nodes between an output and where a walk has come. */
  private static final class Walk {
    final List<Node> order = new ArrayList<>();
    private final Predicate<Node> known;
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private Node[] nodes = new Node[64];
    private int[] next = new int[64];
    int depth;

    Walk(Predicate<Node> known) {
      this.known = known;
    }

    Node top() {
      return nodes[depth - 1];
    }

    /** Which of the nodes before the last one comes next, from 0 on. */
    int next() {
      return next[depth - 1]++;
    }

    void push(Node node) {
      if (!known.test(node) && seen.add(node)) {
        if (depth == nodes.length) {
          nodes = Arrays.copyOf(nodes, 2 * depth);
          next = Arrays.copyOf(next, 2 * depth);
        }
        nodes[depth] = node;
        next[depth] = 0;
        depth++;
      }
    }

    void pop() {
      depth--;
      order.add(nodes[depth]);
    }
  }
}
