package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.Composite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a program once, inputs before users, and rewrites it by a book of rules: takes
 * composites apart for which there is no kernel, applies rules to a node, and to what became of it,
 * until none fits, and computes equal things once.
 */
final class Rewriter implements Rule.Facts {
  private final Rule.Book book;
  private final List<KernelFactory> factories;
  private final Derived derived;
  private final List<Node> order;
  private final List<Tensor> results;
  private final IdentityHashMap<Tensor, Tensor> rewritten = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, List<Node>> users = new IdentityHashMap<>();
  private final Map<Key, Node> known = new HashMap<>();

  private Rewriter(Rule.Book book, List<KernelFactory> factories, Derived derived, Wanted wanted) {
    this.book = book;
    this.factories = factories;
    this.derived = derived;
    results = wanted.tensors();
    order = wanted.order();
    for (Node node : order) {
      derived.visit(node);
      node.inputs().forEach(t -> uses.merge(t, 1, Integer::sum));
    }
    results.forEach(t -> uses.merge(t, 2, Integer::sum)); // never inside
  }

  /**
   * Rewrites what some tensors depend on.
   *
   * @param book the rules
   * @param factories who makes kernels
   * @param derived knows what weights alone decide
   * @param wanted the tensors to compute
   * @return what has taken their place
   */
  static List<Tensor> rewrite(
      Rule.Book book, List<KernelFactory> factories, Derived derived, Wanted wanted) {
    Rewriter rewriter = new Rewriter(book, factories, derived, wanted);
    rewriter.order.forEach(rewriter::visit);
    return rewriter.now(rewriter.results);
  }

  /** An op on rewritten inputs: equal keys mean equal values. */
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

  private Tensor now(Tensor tensor) {
    return Objects.requireNonNull(rewritten.get(tensor));
  }

  private List<Tensor> now(List<Tensor> tensors) {
    List<Tensor> now = new ArrayList<>(tensors.size());
    boolean same = true;
    for (Tensor tensor : tensors) {
      Tensor other = now(tensor);
      now.add(other);
      same &= other == tensor;
    }
    return same ? tensors : List.copyOf(now);
  }

  /** Rewrites a new tensor, with all of it that is new. */
  private Tensor rewrite(Tensor tensor) {
    Topology.sort(List.of(tensor), node -> rewritten.containsKey(node.output(0)))
        .forEach(this::visit);
    return now(tensor);
  }

  private void visit(Node node) {
    if (rewritten.containsKey(node.output(0))) {
      return; // replaced together with another one
    }
    List<Tensor> inputs = now(node.inputs());
    List<Tensor> outputs = Node.ownedBy(node.owner(), () -> outputs(node, inputs));
    for (int i = 0; i < outputs.size(); i++) {
      put(node.output(i), outputs.get(i));
    }
  }

  private List<Tensor> outputs(Node node, List<Tensor> inputs) {
    Op op = node.op();
    if (op instanceof Composite composite && !hasKernel(op, inputs)) {
      return composite.compose(inputs).stream().map(this::rewrite).toList();
    }
    Tensor better = book.apply(new Rule.Match(node, inputs, this));
    if (better != null) {
      return List.of(rewrite(better));
    }
    Node same = node.inputs().equals(inputs) ? node : null;
    if (!op.isPure()) {
      return (same == null ? Node.of(op, inputs) : same).outputs();
    }
    return known
        .computeIfAbsent(new Key(op, inputs), k -> same == null ? Node.of(op, inputs) : same)
        .outputs();
  }

  private void put(Tensor tensor, Tensor other) {
    rewritten.put(tensor, other);
    rewritten.put(other, other);
    if (tensor != other) {
      uses.merge(other, uses.getOrDefault(tensor, 0), Integer::sum);
    }
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
  public boolean isResult(Tensor tensor) {
    return results.contains(tensor);
  }

  @Override
  public boolean hasKernel(Op op, List<Tensor> inputs) {
    List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
    return factories.stream().anyMatch(f -> f.supports(op, specs));
  }

  @Override
  public List<Node> users(Tensor tensor) {
    if (users.isEmpty()) {
      users.putAll(Topology.users(order));
    }
    return users.getOrDefault(tensor, List.of());
  }

  @Override
  public @Nullable Tensor rewritten(Tensor tensor) {
    return rewritten.get(tensor);
  }

  @Override
  public Tensor inner(Tensor tensor) {
    uses.put(tensor, 1);
    return tensor;
  }

  @Override
  public void replace(Tensor tensor, Tensor other) {
    put(tensor, rewrite(other));
  }
}
