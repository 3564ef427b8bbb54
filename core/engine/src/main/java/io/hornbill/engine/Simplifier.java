package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Composite;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Topology;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Identity;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.StopGradient;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a graph into an equal one that is cheaper: takes composites apart for which there is no
 * kernel, computes what is constant, and computes equal things once.
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
    Tensor shortcut = shortcut(op, inputs, node.output(0).spec());
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

  /** A cheaper equal of an op on inputs; null if there is none. */
  private static @Nullable Tensor shortcut(Op op, List<Tensor> in, Spec out) {
    if (op instanceof Identity || op instanceof StopGradient) {
      return in.get(0);
    }
    if (op instanceof Cast cast && in.get(0).dataType() == cast.dataType()) {
      return in.get(0);
    }
    if (op instanceof Affine affine) {
      Tensor merged = affine(affine, in.get(0));
      if (merged != null) {
        return merged;
      }
    }
    if (op instanceof Unary unary && in.get(0).op() instanceof Fill fill) {
      return fill(unary.value(fill.number()), out);
    }
    if (op instanceof Reshape || op instanceof BroadcastTo || op instanceof Transpose) {
      return move(op, in.get(0), out);
    }
    return op instanceof Binary binary ? binary(binary, in.get(0), in.get(1), out) : null;
  }

  private static @Nullable Tensor affine(Affine affine, Tensor x) {
    if (affine.scale() == 1 && affine.offset() == 0) {
      return x;
    }
    if (x.op() instanceof Affine inner && inner.offset() == 0) {
      return Node.apply(
          new Affine(affine.scale() * inner.scale(), affine.offset()), x.node().input(0));
    }
    return null;
  }

  private static @Nullable Tensor move(Op op, Tensor x, Spec out) {
    if (x.op() instanceof Fill fill) {
      return fill(fill.number(), out);
    }
    if (x.spec().equals(out) && !(op instanceof Transpose)) {
      return x;
    }
    if (op instanceof Reshape && x.op() instanceof Reshape) {
      return Node.apply(op, x.node().input(0));
    }
    return null;
  }

  private static @Nullable Tensor binary(Binary op, Tensor a, Tensor b, Spec out) {
    if (a.op() instanceof Fill x && b.op() instanceof Fill y) {
      return fill(op.value(x.number(), y.number()), out);
    }
    Tensor unspread = withoutBroadcast(op, a, b, out);
    if (unspread != null) {
      return unspread;
    }
    Tensor ordered = ordered(op, a, b);
    if (ordered != null) {
      return ordered;
    }
    if (b.op() instanceof Fill fill && a.spec().equals(out)) {
      double y = fill.number();
      return op instanceof Add
          ? Node.apply(new Affine(1, y), a)
          : op instanceof Subtract
              ? Node.apply(new Affine(1, -y), a)
              : op instanceof Multiply
                  ? Node.apply(new Affine(y, 0), a)
                  : op instanceof Divide ? Node.apply(new Affine(1 / y, 0), a) : null;
    }
    if (a.op() instanceof Fill fill && b.spec().equals(out)) {
      double x = fill.number();
      return op instanceof Add
          ? Node.apply(new Affine(1, x), b)
          : op instanceof Subtract
              ? Node.apply(new Affine(-1, x), b)
              : op instanceof Multiply ? Node.apply(new Affine(x, 0), b) : null;
    }
    return null;
  }

  /** Brings what is equal in exact arithmetic into the form of a chain. */
  private static @Nullable Tensor ordered(Binary op, Tensor a, Tensor b) {
    if (op instanceof Add && isScaled(a) && isScaled(b)) { // s a + t b = s (a + t / s b)
      double s = ((Affine) a.op()).scale();
      double t = ((Affine) b.op()).scale();
      if (Math.abs(s) > 1e-3) {
        Tensor sum =
            Node.apply(op, a.node().input(0), Node.apply(new Affine(t / s, 0), b.node().input(0)));
        return Node.apply(new Affine(s, 0), sum);
      }
    }
    if (op instanceof Divide && a.op() instanceof Multiply && !isNumber(b)) {
      Tensor factor = a.node().input(1);
      if (isNumber(factor)) { // (a s) / b = (a / b) s
        return Node.apply(new Multiply(), Node.apply(op, a.node().input(0), b), factor);
      }
    }
    if (op instanceof ReluGradient && b.op() instanceof PoolGradient gradient) {
      return throughPool(gradient, a, b.node());
    }
    return null;
  }

  /** A maximum passes its gradient to an element that equals it, so it is masked just as well. */
  private static @Nullable Tensor throughPool(PoolGradient op, Tensor relu, Node node) {
    Tensor x = node.input(0);
    if (!op.pool().max() || x != relu) {
      return null;
    }
    Tensor y = node.input(1);
    Tensor masked = Node.apply(new ReluGradient(), y, node.input(2));
    return Node.apply(op, x, y, masked);
  }

  private static boolean isScaled(Tensor x) {
    return x.op() instanceof Affine affine && affine.offset() == 0;
  }

  private static boolean isNumber(Tensor x) {
    return x.shape().size() == 1;
  }

  /** Elementwise kernels broadcast by themselves, as long as one operand has the full shape. */
  private static @Nullable Tensor withoutBroadcast(Binary op, Tensor a, Tensor b, Spec out) {
    if (a.op() instanceof BroadcastTo && b.shape().equals(out.shape())) {
      return Node.apply(op, a.node().input(0), b);
    }
    if (b.op() instanceof BroadcastTo && a.shape().equals(out.shape())) {
      return Node.apply(op, a, b.node().input(0));
    }
    return null;
  }

  private static Tensor fill(double number, Spec spec) {
    Shape shape = spec.shape();
    return Node.apply(new Fill(number, new Spec(spec.dataType(), shape)));
  }
}
