package io.hornbill.engine;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Leaf;
import io.hornbill.graph.internal.ops.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What variables and constants alone decide. In a plan that updates nothing it is computed when a
 * variable changed, and not with each run.
 */
final class Derived {
  private final IdentityHashMap<Node, Boolean> known = new IdentityHashMap<>();
  private final boolean any;

  /**
   * Knows nothing yet.
   *
   * @param any false for a program that updates variables: then nothing is derived
   */
  Derived(boolean any) {
    this.any = any;
  }

  /** Decides about a node whose inputs were visited, so that no question goes deep. */
  void visit(Node node) {
    if (any) {
      of(node);
    }
  }

  /** Whether weights alone decide a tensor. */
  boolean contains(Tensor tensor) {
    return any && of(tensor.node());
  }

  private boolean of(Node node) {
    Boolean answer = known.get(node);
    if (answer == null) {
      answer =
          node.op() instanceof Leaf
              ? node.op() instanceof Read
                  || node.op() instanceof Constant
                  || node.op() instanceof Fill
              : node.op().isPure()
                  && !node.inputs().isEmpty()
                  && node.inputs().stream().allMatch(this::contains);
      known.put(node, answer);
    }
    return answer;
  }

  /** The variables among some nodes. */
  static List<Variable> variables(List<Node> nodes) {
    Set<Variable> variables = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Variable> list = new ArrayList<>();
    for (Node node : nodes) {
      if (node.op() instanceof Read read && variables.add(read.variable())) {
        list.add(read.variable());
      }
    }
    return list;
  }
}
