package io.hornbill.engine.internal.lengths;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Twins;
import io.hornbill.graph.internal.ops.Fill;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a program, for two lengths of sequences.
 *
 * @param left the node for the shorter ones
 * @param right the same node for the longer ones
 * @param in what is known of the inputs
 * @param lengths the two lengths
 */
record LengthStep(Node left, Node right, List<Span> in, Lengths lengths) {
  /** Two lengths that nothing else is a multiple of. */
  record Lengths(long fewer, long more) {
    /** Where a tensor has its steps: the axis; -1 without steps, -2 if that is not clear. */
    int axis(Tensor left, Tensor right) {
      if (left.spec().equals(right.spec())) {
        return -1;
      }
      Shape a = left.shape();
      Shape b = right.shape();
      if (left.dataType() != right.dataType() || a.rank() != b.rank()) {
        return -2;
      }
      int axis = -1;
      for (int i = 0; i < a.rank(); i++) {
        if (a.dim(i) != b.dim(i)) {
          boolean steps =
              a.dim(i) % fewer == 0 && b.dim(i) % more == 0 && a.dim(i) / fewer == b.dim(i) / more;
          axis = axis == -1 && steps ? i : -2;
        }
      }
      return axis;
    }
  }

  /** The same, with what is one number at all steps taken as the other inputs are. */
  LengthStep aligned() {
    Span timed =
        in.stream()
            .filter(span -> !span.is(Span.Kind.SAME) && !span.is(Span.Kind.ALL))
            .findFirst()
            .orElse(Span.SAME);
    List<Span> like =
        in.stream().map(span -> span.is(Span.Kind.ALL) ? span.like(timed) : span).toList();
    return new LengthStep(left, right, like, lengths);
  }

  Op op() {
    return left.op();
  }

  /** Whether both ops are the same, numbers and all. */
  boolean sameOp() {
    return left.op().equals(right.op());
  }

  /** Where an output has its steps. */
  int axis(int output) {
    return lengths.axis(left.output(output), right.output(output));
  }

  /** Whether no input has steps, and all are known. */
  boolean isSame() {
    return isSameFrom(0);
  }

  /** Whether the inputs behind one have no steps, and are known. */
  boolean isSameFrom(int first) {
    return in.subList(first, in.size()).stream().allMatch(span -> span.is(Span.Kind.SAME));
  }

  /** How many sequences stand one after the other before an axis' steps: those of a tensor. */
  long before(Tensor tensor, int axis) {
    long before = tensor.dim(axis) / lengths.fewer;
    for (int i = 0; i < axis; i++) {
      before *= tensor.dim(i);
    }
    return before;
  }

  /** The number that an input consists of; null if there are several. */
  @Nullable Double constant(int input) {
    Node one = left.input(input).node();
    return Twins.isSameNumber(one, right.input(input).node()) ? ((Fill) one.op()).number() : null;
  }
}
