package io.hornbill.engine.internal.lengths;

import io.hornbill.engine.internal.lengths.LengthStep.Lengths;
import io.hornbill.engine.internal.lengths.Span.Kind;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.Twins;
import io.hornbill.graph.internal.ops.Composite;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.NotEqual;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a program computes the same of sequences that have steps behind them which do not
 * count: which a mask leaves out.
 *
 * <p>It walks through two graphs of the program, written for two lengths, both prime. They must be
 * the same op by op. Of each tensor it follows where its steps are and what stands at those that
 * were added ({@link Span}), by a rule for each op ({@link LengthRules}). What has no rule proves
 * nothing.
 */
public final class LengthProof {
  private static final Lengths LENGTHS = new Lengths(53, 59);

  private final Twins twins = new Twins();
  private final IdentityHashMap<Tensor, Span> spans = new IdentityHashMap<>();

  /**
   * A program.
   *
   * @param inputs its inputs
   * @param outputs what it returns
   * @param updates what variables become
   */
  public record Written(List<Tensor> inputs, List<Tensor> outputs, List<Tensor> updates) {
    private List<Tensor> results() {
      List<Tensor> results = new ArrayList<>(outputs);
      results.addAll(updates);
      return results;
    }
  }

  private LengthProof() {}

  /**
   * Tries to prove it.
   *
   * @param writer writes the program for a length of sequences, with steps along axis 1
   * @return how sequences are filled up; null if there is no proof
   */
  public static @Nullable Padding of(LongFunction<Written> writer) {
    return new LengthProof().prove(writer.apply(LENGTHS.fewer()), writer.apply(LENGTHS.more()));
  }

  private @Nullable Padding prove(Written fewer, Written more) {
    List<Tensor> left = fewer.results();
    List<Tensor> right = more.results();
    List<Node> readers = Topology.sort(left, node -> false);
    List<@Nullable Double> pads = new ArrayList<>();
    for (int i = 0; i < fewer.inputs().size(); i++) {
      Tensor input = fewer.inputs().get(i);
      int axis = LENGTHS.axis(input, more.inputs().get(i));
      if (axis != -1 && axis != 1) {
        return null;
      }
      double pad = masked(input, readers);
      pads.add(axis == -1 ? null : Double.valueOf(pad));
      twins.put(input, more.inputs().get(i));
      spans.put(input, axis == -1 ? Span.SAME : Span.number(1, pad));
    }
    if (!walk(left, right)) {
      return null;
    }
    List<Boolean> steps = new ArrayList<>();
    for (int i = 0; i < left.size(); i++) {
      Span span = span(left.get(i));
      boolean behind = i < fewer.outputs().size() && LengthRules.isBehind(span);
      if (!behind && !span.is(Kind.SAME)) {
        return null;
      }
      steps.add(behind);
    }
    return new Padding(pads, steps.subList(0, fewer.outputs().size()));
  }

  /** The number that a mask leaves out: the one that an input is compared with; or else 0. */
  private static double masked(Tensor input, List<Node> readers) {
    return readers.stream()
        .filter(node -> node.op() instanceof NotEqual && node.input(0) == input)
        .filter(node -> node.input(1).op() instanceof Fill)
        .mapToDouble(node -> ((Fill) node.input(1).op()).number())
        .findFirst()
        .orElse(0);
  }

  private Span span(Tensor tensor) {
    return Objects.requireNonNull(spans.get(tensor));
  }

  private boolean walk(List<Tensor> fewer, List<Tensor> more) {
    return twins.walk(fewer, more, this::pair);
  }

  private boolean pair(Node left, Node right) {
    List<Span> in = left.inputs().stream().map(this::span).toList();
    List<Span> out = LengthRules.of(new LengthStep(left, right, in, LENGTHS));
    if (out.stream().allMatch(span -> span.is(Kind.UNKNOWN))) {
      out = simpler(left, right, out);
    }
    for (int i = 0; i < out.size(); i++) {
      spans.put(left.output(i), out.get(i));
    }
    return true;
  }

  /** What is known of an op of simpler ones is what is known of their results. */
  private List<Span> simpler(Node left, Node right, List<Span> unknown) {
    if (!(left.op() instanceof Composite one) || !(right.op() instanceof Composite other)) {
      return unknown;
    }
    List<Tensor> fewer = one.compose(left.inputs());
    List<Tensor> more = other.compose(right.inputs());
    return walk(fewer, more) ? fewer.stream().map(this::span).toList() : unknown;
  }
}
