package io.hornbill.graph.internal;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Orders of graphs. */
public final class Topology {
  private Topology() {}

  private record Visit(Node node, int next) {}

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
    List<Node> order = new ArrayList<>();
    IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
    Deque<Visit> stack = new ArrayDeque<>();
    for (Tensor output : outputs) {
      push(output.node(), known, seen, stack);
      while (!stack.isEmpty()) {
        Visit visit = stack.pop();
        Node node = visit.node;
        int inputs = node.inputs().size();
        List<Node> others = earlier.getOrDefault(node, List.of());
        if (visit.next < inputs + others.size()) {
          stack.push(new Visit(node, visit.next + 1));
          push(
              visit.next < inputs ? node.input(visit.next).node() : others.get(visit.next - inputs),
              known,
              seen,
              stack);
        } else {
          order.add(node);
        }
      }
    }
    return order;
  }

  private static void push(
      Node node, Predicate<Node> known, IdentityHashMap<Node, Boolean> seen, Deque<Visit> stack) {
    if (!known.test(node) && seen.put(node, true) == null) {
      stack.push(new Visit(node, 0));
    }
  }
}
