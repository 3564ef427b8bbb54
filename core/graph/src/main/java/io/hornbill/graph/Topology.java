package io.hornbill.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/** Orders of graphs. */
public final class Topology {
  private Topology() {}

  private record Visit(Node node, int nextInput) {}

  /**
   * Lists all nodes that some tensors depend on, inputs before users. Works without recursion, so
   * that the depth of a model is not bounded by the stack.
   *
   * @param outputs the tensors to compute
   * @return each node once
   */
  public static List<Node> sort(Collection<Tensor> outputs) {
    List<Node> order = new ArrayList<>();
    IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
    Deque<Visit> stack = new ArrayDeque<>();
    for (Tensor output : outputs) {
      push(output.node(), seen, stack);
      while (!stack.isEmpty()) {
        Visit visit = stack.pop();
        if (visit.nextInput < visit.node.inputs().size()) {
          stack.push(new Visit(visit.node, visit.nextInput + 1));
          push(visit.node.input(visit.nextInput).node(), seen, stack);
        } else {
          order.add(visit.node);
        }
      }
    }
    return order;
  }

  private static void push(Node node, IdentityHashMap<Node, Boolean> seen, Deque<Visit> stack) {
    if (seen.put(node, true) == null) {
      stack.push(new Visit(node, 0));
    }
  }
}
