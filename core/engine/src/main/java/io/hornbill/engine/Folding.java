package io.hornbill.engine;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Topology;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites what is asked of a model into less work by {@link Rules#INFERENCE}. The rules hold in
 * exact arithmetic; floats differ in the last bits. They are for programs that update nothing: in
 * training the weights change with every step.
 */
final class Folding implements Rule.Facts {
  private final Derived derived;
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();

  /**
   * Rewrites what some tensors depend on.
   *
   * @param outputs the tensors to compute
   * @param derived knows what weights alone decide
   */
  Folding(List<Tensor> outputs, Derived derived) {
    this.derived = derived;
    List<Node> order = Topology.sort(outputs);
    for (Node node : order) {
      derived.visit(node);
      node.inputs().forEach(t -> uses.merge(t, 1, Integer::sum));
    }
    outputs.forEach(t -> uses.merge(t, 2, Integer::sum)); // never inside
    order.forEach(this::rewrite);
  }

  /** The tensor that has taken the place of another one. */
  Tensor of(Tensor tensor) {
    return replaced.getOrDefault(tensor, tensor);
  }

  private void rewrite(Node node) {
    List<Tensor> inputs = node.inputs().stream().map(this::of).toList();
    Tensor first = node.output(0);
    Tensor better = derived.contains(first) ? null : better(node.op(), inputs, first.spec());
    if (better != null) {
      replace(first, better);
    } else if (!inputs.equals(node.inputs())) {
      Node copy = Node.of(node.op(), inputs);
      for (int i = 0; i < node.outputs().size(); i++) {
        replace(node.output(i), copy.output(i));
      }
    }
  }

  /** Applies rules until none fits. */
  private @Nullable Tensor better(Op op, List<Tensor> inputs, Spec out) {
    Tensor result = null;
    Tensor next = Rules.INFERENCE.apply(new Rule.Match(op, inputs, out, this));
    while (next != null) {
      result = next;
      next =
          Rules.INFERENCE.apply(
              new Rule.Match(result.op(), result.node().inputs(), result.spec(), this));
    }
    return result;
  }

  private void replace(Tensor tensor, Tensor other) {
    replaced.put(tensor, other);
    uses.put(other, uses.getOrDefault(tensor, 0));
  }

  @Override
  public boolean isDerived(Tensor tensor) {
    return derived.contains(tensor);
  }

  @Override
  public boolean isUsedOnce(Tensor tensor) {
    return uses.getOrDefault(tensor, 0) == 1;
  }

  @Override
  public Tensor inner(Tensor tensor) {
    uses.put(tensor, 1);
    return tensor;
  }
}
