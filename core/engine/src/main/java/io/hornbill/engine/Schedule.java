package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.InParts;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a plan computes, in which order: the rewritten program. Made once, and then only read by the
 * passes that follow: fusion, placement, emission, delivery.
 *
 * @param program what was asked for
 * @param order all nodes, inputs before users
 * @param results the rewritten outputs, and then the new values of the variables that are updated
 * @param derived knows what weights alone decide
 * @param blocked the images that lie in blocks of channels
 * @param positions where each node stands in the order
 */
record Schedule(
    Program program,
    List<Node> order,
    List<Tensor> results,
    Derived derived,
    Set<Tensor> blocked,
    IdentityHashMap<Node, Integer> positions) {

  /** Rewrites a program and puts it in order. */
  static Schedule of(Program program, PlanOptions options, List<KernelFactory> factories) {
    boolean inference = program.updates().isEmpty();
    Derived derived = new Derived(inference);
    Wanted wanted = new Wanted(results(program));
    for (Rule.Book book : inference ? Rules.FOR_INFERENCE : Rules.FOR_TRAINING) {
      wanted = wanted.now(Rewriter.rewrite(book, factories, derived, wanted));
    }
    wanted = wanted.now(Narrowing.of(wanted, factories, derived, options.bfloat16()));
    wanted = wanted.now(Parting.of(wanted, factories, derived));
    Blocking blocking = new Blocking(wanted, factories, derived, inference);
    wanted = wanted.now(wanted.tensors().stream().map(blocking::of).toList());
    Recomputation ordered = ordered(program, wanted, options, factories);
    List<Node> order = List.copyOf(ordered.order());
    order.forEach(derived::visit);
    return new Schedule(
        program, order, ordered.results(), derived, blocking.blocked(), positions(order));
  }

  /** What is computed for a part, as it is. */
  static Schedule ofPart(InParts op) {
    Program program = new Program(op.placeholders(), op.results(), List.of());
    List<Node> order = Topology.sort(op.results());
    Derived derived = new Derived(false);
    return new Schedule(program, order, op.results(), derived, Set.of(), positions(order));
  }

  private static IdentityHashMap<Node, Integer> positions(List<Node> order) {
    IdentityHashMap<Node, Integer> positions = new IdentityHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      positions.put(order.get(i), i);
    }
    return positions;
  }

  private static Recomputation ordered(
      Program program, Wanted wanted, PlanOptions options, List<KernelFactory> factories) {
    Predicate<Node> recomputed = options.recomputed();
    if (recomputed != null && !program.outputs().isEmpty()) {
      return Recomputation.of(wanted.tensors(), factories, recomputed);
    }
    return new Recomputation(
        wanted.tensors(),
        program.updates().isEmpty() ? wanted.order() : Sequence.of(program, wanted));
  }

  private static List<Tensor> results(Program program) {
    List<Tensor> results = new ArrayList<>(program.outputs());
    program.updates().forEach(update -> results.add(update.value()));
    return results;
  }

  List<Tensor> outputs() {
    return results.subList(0, program.outputs().size());
  }

  /** The new values of the variables that are updated. */
  List<Tensor> values() {
    return results.subList(program.outputs().size(), results.size());
  }

  /** The variable that gets a value. */
  Variable target(int value) {
    return program.updates().get(value).variable();
  }
}
