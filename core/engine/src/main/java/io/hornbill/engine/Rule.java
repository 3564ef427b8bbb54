package io.hornbill.engine;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Fill;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One way to say a node with other nodes that cost less.
 *
 * @param name what it does, in the form of an equation where that is short
 * @param kind for which programs it holds
 * @param ops classes, or interfaces, of the ops that it looks at
 * @param rewrite the rule itself
 */
record Rule(String name, Kind kind, List<Class<? extends Op>> ops, Rewrite rewrite) {
  /** For which programs a rule is. */
  enum Kind {
    /** For all: every bit stays. */
    EXACT,
    /** For all: equal in exact arithmetic, floats may differ in the last bit. */
    CLOSE,
    /** For programs that update nothing: what weights alone decide is made once. */
    INFERENCE,
    /** For all, at the end: several nodes become one for which there is a kernel. */
    FUSION
  }

  /** Says a node anew. */
  @FunctionalInterface
  interface Rewrite {
    /** Null if the rule does not fit. */
    @Nullable Tensor of(Match match);
  }

  /**
   * A node as a rule sees it.
   *
   * @param node the node as it stands in the program
   * @param in its inputs, which are rewritten already
   * @param facts what is known of other nodes
   */
  record Match(Node node, List<Tensor> in, Facts facts) {
    Op op() {
      return node.op();
    }

    /** Type and shape of the first output. */
    Spec out() {
      return node.output(0).spec();
    }

    /** Whether weights alone decide it: then it is computed rarely, and need not be cheap. */
    boolean isDerived() {
      return facts.isDerived(node.output(0));
    }

    Tensor a() {
      return in.get(0);
    }

    Tensor b() {
      return in.get(1);
    }

    /** The number that an input is filled with; null if it is not. */
    @Nullable Double number(int input) {
      return Rule.number(in.get(input));
    }
  }

  /** What a walk through a program knows. */
  interface Facts {
    /** Whether weights alone decide a tensor. */
    boolean isDerived(Tensor tensor);

    /** Whether one node reads a tensor, and nobody else wants it. */
    boolean isUsedOnce(Tensor tensor);

    /** Whether a tensor is asked for itself. */
    boolean isResult(Tensor tensor);

    /** Whether there is a kernel for an op. */
    boolean hasKernel(Op op, List<Tensor> inputs);

    /** The nodes of the program that read one of its tensors. */
    List<Node> users(Tensor tensor);

    /** What has taken the place of a tensor of the program; null if the walk is not there yet. */
    @Nullable Tensor rewritten(Tensor tensor);

    /** Says that one node will read a new tensor. */
    Tensor inner(Tensor tensor);

    /** Puts another tensor in the place of one that the walk comes to later. */
    void replace(Tensor tensor, Tensor other);
  }

  /** The number that a tensor is filled with; null if it is not. */
  static @Nullable Double number(Tensor tensor) {
    return tensor.op().getClass() == Fill.class ? ((Fill) tensor.op()).number() : null;
  }

  /** The op of a tensor as one of a class; null if it is of another. */
  static <T extends Op> @Nullable T op(Tensor tensor, Class<T> kind) {
    return kind.isInstance(tensor.op()) ? kind.cast(tensor.op()) : null;
  }

  private boolean looksAt(Class<? extends Op> op) {
    return ops.stream().anyMatch(kind -> kind.isAssignableFrom(op));
  }

  /** Rules in their order, found by the class of an op. */
  static final class Book {
    private final List<Rule> rules;
    private final Map<Class<? extends Op>, List<Rule>> known = new ConcurrentHashMap<>();

    Book(List<Rule> rules) {
      this.rules = rules;
    }

    /** Applies the first rule that fits; null if none does. */
    @Nullable Tensor apply(Match match) {
      for (Rule rule : of(match.op().getClass())) {
        boolean fits = rule.kind != Kind.INFERENCE || !match.isDerived();
        Tensor result = fits ? rule.rewrite.of(match) : null;
        if (result != null) {
          return result;
        }
      }
      return null;
    }

    private List<Rule> of(Class<? extends Op> op) {
      return known.computeIfAbsent(
          op, kind -> rules.stream().filter(rule -> rule.looksAt(kind)).toList());
    }
  }
}
