package io.hornbill.engine;

import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Equal;
import io.hornbill.graph.internal.ops.Greater;
import io.hornbill.graph.internal.ops.GreaterEqual;
import io.hornbill.graph.internal.ops.IsNan;
import io.hornbill.graph.internal.ops.Less;
import io.hornbill.graph.internal.ops.LessEqual;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Maximum;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.NotEqual;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import io.hornbill.graph.internal.ops.Transpose;
import io.hornbill.graph.internal.ops.Where;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rules that say choices by masks of zeros and ones as arithmetic, which products do on the way.
 */
final class MaskRules {
  /** A mask that is made in more steps is not looked through. */
  private static final int DEEPEST = 12;

  private static final Set<Class<? extends Op>> COMPARISONS =
      Set.of(
          Equal.class,
          NotEqual.class,
          Greater.class,
          GreaterEqual.class,
          Less.class,
          LessEqual.class,
          IsNan.class);

  /** What makes zeros and ones of zeros and ones. */
  private static final Set<Class<? extends Op>> KEEPING =
      Set.of(
          Multiply.class,
          Maximum.class,
          Minimum.class,
          Reshape.class,
          BroadcastTo.class,
          Transpose.class,
          Slice.class,
          Cast.class);

  private MaskRules() {}

  /**
   * Scores of which some are hidden. Where a hidden one is no finite number, what comes out is none
   * either; but then neither are the vectors that it was made of.
   */
  static @Nullable Tensor hiddenScores(Match m) {
    Tensor mask = m.a();
    Tensor scores = m.b();
    Double hidden = m.number(2);
    if (hidden == null || !Double.isFinite(hidden) || !scores.spec().equals(m.out())) {
      return null;
    }
    if (!isProduct(scores) || !isZeroOrOne(mask, 0)) {
      return null;
    }
    Tensor kept = Node.apply(new Multiply(), scores, mask);
    return Node.apply(new Add(), kept, scaled(mask, hidden));
  }

  /** Scores of which some are lowered. */
  static @Nullable Tensor loweredScores(Match m) {
    Tensor mask = m.a();
    Tensor scores = m.b();
    Affine lowered = Rule.op(m.in().get(2), Affine.class);
    return lowered != null
            && lowered.scale() == 1
            && scores.spec().equals(m.out())
            && m.in().get(2).node().input(0) == scores
            && isZeroOrOne(mask, 0)
        ? Node.apply(new Add(), scores, scaled(mask, lowered.offset()))
        : null;
  }

  /** Gradients by scores of which some are hidden. */
  static @Nullable Tensor hiddenGradients(Match m) {
    Tensor gradients = m.b();
    boolean fits =
        Double.valueOf(0).equals(m.number(2))
            && gradients.op().getClass() == SoftmaxGradient.class
            && gradients.spec().equals(m.out());
    return fits && isZeroOrOne(m.a(), 0) ? Node.apply(new Multiply(), gradients, m.a()) : null;
  }

  /** The gradients by both sides of a choice between scores and what is made of them. */
  static @Nullable Tensor bothSides(Match m) {
    boolean choices = m.a().op() instanceof Where && m.b().op() instanceof Where;
    if (!choices || m.a().node().input(0) != m.b().node().input(0)) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      Node first = m.in().get(i).node();
      Node second = m.in().get(1 - i).node();
      Tensor x = first.input(1);
      if (second.input(2) == x
          && x.spec().equals(m.out())
          && isZero(first.input(2))
          && isZero(second.input(1))) {
        return x;
      }
    }
    return null;
  }

  private static boolean isZero(Tensor x) {
    return Double.valueOf(0).equals(Rule.number(x));
  }

  /** A number where the mask is 0, and 0 where it is 1. */
  private static Tensor scaled(Tensor mask, double number) {
    return Node.apply(new Affine(-number, number), mask);
  }

  private static boolean isProduct(Tensor x) {
    Affine scale = Rule.op(x, Affine.class);
    Tensor source = scale != null && scale.offset() == 0 ? x.node().input(0) : x;
    return source.op().getClass() == MatMul.class;
  }

  private static boolean isZeroOrOne(Tensor x, int depth) {
    Class<? extends Op> op = x.op().getClass();
    if (COMPARISONS.contains(op)) {
      return true;
    }
    if (x.op() instanceof Constant constant) {
      return isZeroOrOne(constant.value());
    }
    Double number = Rule.number(x);
    if (number != null) {
      return number == 0 || number == 1;
    }
    return (KEEPING.contains(op) || isExtreme(x.op()))
        && depth < DEEPEST
        && x.node().inputs().stream().allMatch(input -> isZeroOrOne(input, depth + 1));
  }

  private static boolean isExtreme(Op op) {
    return op instanceof Reduce reduce
        && (reduce.kind() == Reduce.Kind.MAX || reduce.kind() == Reduce.Kind.MIN);
  }

  private static boolean isZeroOrOne(INDArray values) {
    for (long i = 0; i < values.length(); i++) {
      double value = values.data().getDouble(values.offset() + i);
      if (value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }
}
