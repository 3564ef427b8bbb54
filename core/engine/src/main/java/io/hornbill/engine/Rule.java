package io.hornbill.engine;

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
    INFERENCE
  }

  /** Says a node anew. */
  @FunctionalInterface
  interface Rewrite {
    /** Null if the rule does not fit. */
    @Nullable Tensor of(Match match);
  }

  /**
   * A node as a rule sees it: its inputs are rewritten already.
   *
   * @param op the op
   * @param in its inputs
   * @param out type and shape of its first output
   * @param facts what is known of other nodes
   */
  record Match(Op op, List<Tensor> in, Spec out, Facts facts) {
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
    /** Nothing. */
    Facts NONE =
        new Facts() {
          @Override
          public boolean isDerived(Tensor tensor) {
            return false;
          }

          @Override
          public boolean isUsedOnce(Tensor tensor) {
            return false;
          }

          @Override
          public Tensor inner(Tensor tensor) {
            return tensor;
          }
        };

    /** Whether weights alone decide a tensor. */
    boolean isDerived(Tensor tensor);

    /** Whether one node reads a tensor, and nobody else wants it. */
    boolean isUsedOnce(Tensor tensor);

    /** Says that one node will read a new tensor. */
    Tensor inner(Tensor tensor);
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
      for (Rule rule : of(match.op.getClass())) {
        Tensor result = rule.rewrite.of(match);
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
