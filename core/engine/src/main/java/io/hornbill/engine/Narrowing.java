package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Narrow;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Rounded;
import io.hornbill.graph.internal.ops.RoundedCurve;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Widen;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What lies in memory as bfloat16 numbers of two bytes, {@link Narrow}. Matrix products and
 * convolutions multiply such numbers if the program rounds their operands anyway, or says that all
 * may be rounded; where copies would take longer than the arithmetic that they save, operands stay
 * floats. What a program that updates nothing rounds is kept narrow, and read so by those who can:
 * products, links of chains, poolings. All others read floats, by {@link Widen}.
 */
final class Narrowing {
  /** Steps of arithmetic for which it pays to copy one element. */
  private static final double WORTH = 64;

  /** Fewer elements are rounded by a Java loop before a copy has started. */
  private static final long FEWEST = 8192;

  /** What makes no new numbers but zeros. */
  private static final Set<Class<? extends Op>> MOVES =
      Set.of(
          Relu.class,
          Reshape.class,
          Transpose.class,
          Slice.class,
          BroadcastTo.class,
          Spread.class,
          Concat.class);

  private final List<KernelFactory> factories;
  private final Derived derived;
  private final boolean allowed;
  private final IdentityHashMap<Tensor, Tensor> wide = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> narrow = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
  private final Set<Tensor> rounded = Aliases.identitySet();

  /** What a product of narrow numbers ends with, if nobody else reads it. */
  private final Set<Tensor> ends = Aliases.identitySet();

  private Narrowing(List<KernelFactory> factories, Derived derived, boolean allowed) {
    this.factories = factories;
    this.derived = derived;
    this.allowed = allowed;
  }

  /**
   * Rewrites a program.
   *
   * @param wanted the tensors to compute
   * @param factories who makes kernels
   * @param derived knows what weights alone decide
   * @param allowed whether factors may be rounded
   * @return what has taken the results' place
   */
  static List<Tensor> of(
      Wanted wanted, List<KernelFactory> factories, Derived derived, boolean allowed) {
    List<Tensor> results = wanted.tensors();
    List<Node> order = wanted.order();
    boolean rounds = order.stream().anyMatch(Narrowing::isRounding);
    if (!(allowed || rounds) || factories.stream().noneMatch(KernelFactory::hasNarrow)) {
      return results;
    }
    Narrowing narrowing = new Narrowing(factories, derived, allowed);
    order.forEach(node -> node.inputs().forEach(t -> narrowing.uses.merge(t, 1, Integer::sum)));
    order.forEach(narrowing::visit);
    return results.stream().map(narrowing::wide).toList();
  }

  private void visit(Node node) {
    derived.visit(node);
    Tensor y = node.output(0);
    Tensor x = node.inputs().isEmpty() ? y : node.input(0);
    if (isRounding(node) && rounded.contains(x)) {
      same(x, y);
    } else if (isRounding(node) && isLarge(y) && !derived.contains(y)) {
      narrow.put(y, made(new Narrow(), wide(x)));
    } else if (isClippedOnce(node)) {
      Tensor exact = known(x).node().input(0);
      Tensor clipped = Node.ownedBy(node.owner(), () -> made(node.op(), exact));
      narrow.put(y, made(new Narrow(), clipped));
    } else if (movesNarrow(node)) {
      narrow.put(y, Node.ownedBy(node.owner(), () -> made(node.op(), known(x))));
    } else {
      rewrite(node);
    }
    if (isRounded(node)) {
      rounded.add(y);
    }
  }

  private void same(Tensor old, Tensor copy) {
    if (narrow.containsKey(old)) {
      narrow.put(copy, narrow.get(old));
    }
    if (!narrow.containsKey(old) || wide.containsKey(old)) {
      wide.put(copy, wide(old));
    }
  }

  /** Zero or rounded is the same as rounded or zero: so that rounding comes last in a chain. */
  private boolean isClippedOnce(Node node) {
    return node.op().getClass() == Relu.class
        && isNarrowed(node.input(0))
        && uses.getOrDefault(node.input(0), 0) == 1;
  }

  /** Whether the narrow form of a tensor has just its numbers, and a kernel has made it. */
  private boolean isNarrowed(Tensor old) {
    Tensor now = isSame(old) ? narrow.get(old) : null;
    return now != null && now.op().getClass() == Narrow.class && !derived.contains(now);
  }

  /** Whether a tensor has a narrow form, which has just its numbers. */
  private boolean isSame(Tensor old) {
    return rounded.contains(old) && narrow.containsKey(old);
  }

  /** Whether a node hands narrow numbers on: poolings of what has no NaN, and other shapes. */
  private boolean movesNarrow(Node node) {
    if (node.op().getClass() == Reshape.class) {
      return isSame(node.input(0)) && !derived.contains(node.input(0));
    }
    return node.op() instanceof Pool
        && readsNarrow(node)
        && isNarrowed(node.input(0))
        && known(node.input(0)).node().input(0).op().getClass() == Relu.class;
  }

  private boolean readsNarrow(Node node) {
    return factories.stream().anyMatch(f -> f.narrows(node));
  }

  private void rewrite(Node node) {
    List<Tensor> inputs = new ArrayList<>();
    boolean product = multipliesNarrow(node);
    boolean link =
        Fusion.isElementwise(node.op()) && factories.stream().anyMatch(f -> f.chains(node));
    for (Tensor input : node.inputs()) {
      boolean operand = link && isSame(input) && isLarge(input) && fits(input, node);
      inputs.add(product || operand ? narrow(input) : wide(input));
    }
    Node now =
        inputs.equals(node.inputs())
            ? node
            : Node.ownedBy(node.owner(), () -> Node.of(node.op(), inputs));
    derived.visit(now);
    for (int i = 0; i < node.outputs().size(); i++) {
      wide.put(node.output(i), now.output(i));
    }
    boolean follows =
        link && node.inputs().stream().anyMatch(t -> ends.contains(t) && fits(t, node));
    if ((product || follows) && uses.getOrDefault(node.output(0), 0) == 1) {
      ends.add(node.output(0));
    }
  }

  private static boolean fits(Tensor input, Node node) {
    return input.spec().equals(node.output(0).spec());
  }

  private static boolean isLarge(Tensor tensor) {
    return tensor.shape().size() >= FEWEST;
  }

  private Tensor made(Op op, Tensor x) {
    Node node = Node.of(op, List.of(x));
    derived.visit(node);
    return node.output(0);
  }

  /** A narrow form that is there. */
  private Tensor known(Tensor old) {
    return Objects.requireNonNull(narrow.get(old));
  }

  private Tensor wide(Tensor old) {
    Tensor known = wide.get(old);
    if (known == null) {
      known = made(new Widen(), known(old));
      wide.put(old, known);
    }
    return known;
  }

  /** A number that is rounded to be copied need not be rounded before. */
  private Tensor narrow(Tensor old) {
    Tensor known = narrow.get(old);
    if (known == null) {
      known = made(new Narrow(), wide(isRounding(old.node()) ? old.node().input(0) : old));
      narrow.put(old, known);
    }
    return known;
  }

  private boolean multipliesNarrow(Node node) {
    return !(node.op() instanceof Pool)
        && readsNarrow(node)
        && (allowed || rounded.containsAll(node.inputs()))
        && Work.of(List.of(node)) >= Math.max(Work.BRIEF, WORTH * copied(node.inputs()));
  }

  /** How many elements are copied that nobody else has copied, or makes so. */
  private double copied(List<Tensor> inputs) {
    double elements = 0;
    for (Tensor input : inputs) {
      boolean has = narrow.containsKey(input) || ends.contains(input) || derived.contains(input);
      elements += has ? 0 : input.shape().size();
    }
    return elements;
  }

  private static boolean isRounding(Node node) {
    return node.op() instanceof Rounded op
        && op.format() == Rounded.Format.BFLOAT16
        && node.output(0).dataType() == DataType.FLOAT;
  }

  private boolean isRounded(Node node) {
    boolean moves =
        MOVES.contains(node.op().getClass()) || (node.op() instanceof Pool pool && pool.max());
    boolean curve = node.op() instanceof RoundedCurve op && op.format() == Rounded.Format.BFLOAT16;
    return curve || isRounding(node) || (moves && rounded.containsAll(node.inputs()));
  }
}
