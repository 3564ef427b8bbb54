package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Composite;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a graph into an equal one that is cheaper: takes composites apart for which there is no
 * kernel, applies {@link Rules#EXACT} until none fits, and computes equal things once.
 */
final class Simplifier {
  private final List<KernelFactory> factories;
  private final IdentityHashMap<Tensor, Tensor> canonical = new IdentityHashMap<>();
  private final Map<Key, Node> known = new HashMap<>();

  Simplifier(List<KernelFactory> factories) {
    this.factories = factories;
  }

  /** An op on canonical inputs: equal keys mean equal values. */
  private static final class Key {
    private final Op op;
    private final List<Tensor> inputs; // Tensor has identity equality

    Key(Op op, List<Tensor> inputs) {
      this.op = op;
      this.inputs = inputs;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && op.equals(key.op) && inputs.equals(key.inputs);
    }

    @Override
    public int hashCode() {
      return 31 * op.hashCode() + inputs.hashCode();
    }
  }

  /** Returns the canonical form of a tensor; what was simplified before is not visited again. */
  Tensor simplify(Tensor tensor) {
    Topology.sort(List.of(tensor), node -> canonical.containsKey(node.output(0)))
        .forEach(this::rewrite);
    return java.util.Objects.requireNonNull(canonical.get(tensor));
  }

  private void rewrite(Node node) {
    List<Tensor> inputs = new ArrayList<>(node.inputs().size());
    for (Tensor input : node.inputs()) {
      inputs.add(java.util.Objects.requireNonNull(canonical.get(input)));
    }
    List<Tensor> outputs = Node.ownedBy(node.owner(), () -> outputs(node, inputs));
    for (int i = 0; i < outputs.size(); i++) {
      canonical.put(node.output(i), outputs.get(i));
      canonical.put(outputs.get(i), outputs.get(i));
    }
  }

  private List<Tensor> outputs(Node node, List<Tensor> inputs) {
    Op op = node.op();
    if (op instanceof Composite composite && !hasKernel(composite, inputs)) {
      return composite.compose(inputs).stream().map(this::simplify).toList();
    }
    Spec out = node.output(0).spec();
    Tensor shortcut = Rules.EXACT.apply(new Rule.Match(op, inputs, out, Rule.Facts.NONE));
    if (shortcut != null) {
      return List.of(simplify(shortcut));
    }
    if (!op.isPure()) {
      return node.inputs().isEmpty() ? node.outputs() : Node.of(op, inputs).outputs();
    }
    return known
        .computeIfAbsent(
            new Key(op, inputs), k -> node.inputs().equals(inputs) ? node : Node.of(op, inputs))
        .outputs();
  }

  private boolean hasKernel(Composite composite, List<Tensor> inputs) {
    List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
    return factories.stream().anyMatch(f -> f.supports(composite, specs));
  }
}
