package io.hornbill.engine;

import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules that let a product read its operands, and write its result, in another order of axes. */
final class ProductRules {
  private ProductRules() {}

  /** A product that reads what would be transposed before it. */
  static @Nullable Tensor ofTransposed(Match m) {
    return permuted(m, (MatMul) m.op(), m.in(), identity(m.out().shape().rank()));
  }

  /** A product that writes what would be transposed after it, the last axis staying the last. */
  static @Nullable Tensor transposed(Match m) {
    List<Integer> axes = ((Transpose) m.op()).axes();
    int last = axes.size() - 1;
    if (last < 0 || axes.get(last) != last || !m.facts().isUsedOnce(m.a())) {
      return null;
    }
    Node product = m.a().node();
    if (product.op() instanceof MatMul plain) {
      return permuted(m, plain, product.inputs(), axes);
    }
    return product.op() instanceof PermutedMatMul read && read.out().equals(identity(axes.size()))
        ? supported(m, new PermutedMatMul(read.left(), read.right(), axes), product.inputs())
        : null;
  }

  private static @Nullable Tensor permuted(
      Match m, MatMul op, List<Tensor> inputs, List<Integer> out) {
    int rank = out.size();
    if (inputs.get(0).rank() != rank || inputs.get(1).rank() != rank) {
      return null;
    }
    List<Tensor> sources = new ArrayList<>();
    List<Integer> left = operand(inputs.get(0), op.transposeA(), sources);
    List<Integer> right = operand(inputs.get(1), op.transposeB(), sources);
    boolean plain = sources.equals(inputs) && out.equals(identity(rank));
    return plain ? null : supported(m, new PermutedMatMul(left, right, out), sources);
  }

  private static @Nullable Tensor supported(Match m, PermutedMatMul op, List<Tensor> sources) {
    return m.facts().hasKernel(op, sources) ? Node.of(op, sources).output(0) : null;
  }

  /** Looks through a transpose that leaves the last axis among the last two. */
  private static List<Integer> operand(Tensor x, boolean swapped, List<Tensor> sources) {
    int rank = x.rank();
    List<Integer> axes = identity(rank);
    Tensor source = x;
    if (x.op() instanceof Transpose transpose && transpose.axes().indexOf(rank - 1) >= rank - 2) {
      axes = new ArrayList<>(transpose.axes());
      source = x.node().input(0);
    }
    if (swapped) {
      Collections.swap(axes, rank - 1, rank - 2);
    }
    sources.add(source);
    return axes;
  }

  private static List<Integer> identity(int rank) {
    return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
  }
}
