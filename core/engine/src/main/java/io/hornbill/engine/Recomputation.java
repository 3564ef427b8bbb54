package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * Less memory for more time: a program of training in which results of the way to the loss are not
 * kept for the way back, but computed a second time right before they are needed. Both times the
 * same numbers come out: random ones, too, are functions of a counter.
 *
 * @param results the tensors to compute
 * @param order all nodes, inputs before users, in the order in which little memory is needed
 */
record Recomputation(List<Tensor> results, List<Node> order) {
  /**
   * Rewrites a program.
   *
   * @param results the tensors to compute, the loss first
   * @param factories who makes kernels
   * @param chosen which nodes may be computed a second time
   */
  static Recomputation of(
      List<Tensor> results, List<KernelFactory> factories, Predicate<Node> chosen) {
    Timeline time = new Timeline(results, factories, chosen);
    Rerun rerun = new Rerun(time, new Keeping(time).choose());
    IdentityHashMap<Tensor, Tensor> now = new IdentityHashMap<>();
    List<Node> order = new ArrayList<>();
    for (int id : rerun.order()) {
      Node node = time.node(id % time.size());
      Node made = id < time.turn() ? node : onNow(node, time, rerun, now);
      if (id >= time.turn()) {
        for (int i = 0; i < node.outputs().size(); i++) {
          now.put(node.output(i), made.output(i));
        }
      }
      order.add(made);
    }
    List<Tensor> wanted = new ArrayList<>();
    for (Tensor result : results) {
      boolean there = time.number(result) < time.turn();
      wanted.add(there ? result : now.getOrDefault(result, result));
    }
    return new Recomputation(wanted, order);
  }

  /** A node of the way back, or a second one, on what was computed last. */
  private static Node onNow(
      Node node, Timeline time, Rerun rerun, IdentityHashMap<Tensor, Tensor> now) {
    List<Tensor> inputs = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      Tensor input = node.input(k);
      int source = time.number(input);
      boolean last = source >= time.turn() || (rerun.isRepeated(source) && time.reads(node, k));
      inputs.add(last ? now.getOrDefault(input, input) : input);
    }
    boolean repeated = time.number(node.output(0)) < time.turn();
    return inputs.equals(node.inputs()) && !repeated
        ? node
        : Node.ownedBy(node.owner(), () -> Node.of(node.op(), inputs));
  }
}
