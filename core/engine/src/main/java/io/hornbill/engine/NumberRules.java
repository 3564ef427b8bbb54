package io.hornbill.engine;

import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Cast;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.Greater;
import io.hornbill.graph.internal.ops.GreaterEqual;
import io.hornbill.graph.internal.ops.Less;
import io.hornbill.graph.internal.ops.LessEqual;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Unary;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** Rules about numbers and about what changes nothing. */
final class NumberRules {
  /** Times this, the smallest difference of a float from such a number is still large. */
  private static final double HUGE = 1e30;

  private static final double LEAST = 1e-6;

  private NumberRules() {}

  static @Nullable Tensor cast(Match m) {
    return m.a().dataType() == ((Cast) m.op()).dataType() ? m.a() : null;
  }

  static @Nullable Tensor one(Match m) {
    Affine affine = (Affine) m.op();
    return affine.scale() == 1 && affine.offset() == 0 ? m.a() : null;
  }

  static @Nullable Tensor scaleOfScale(Match m) {
    Affine outer = (Affine) m.op();
    Affine inner = Rule.op(m.a(), Affine.class);
    return inner != null && inner.offset() == 0
        ? Node.apply(
            new Affine(outer.scale() * inner.scale(), outer.offset()), m.a().node().input(0))
        : null;
  }

  static @Nullable Tensor function(Match m) {
    Double x = m.number(0);
    return x == null ? null : fill(((Unary) m.op()).value(x), m.out());
  }

  static @Nullable Tensor moved(Match m) {
    Double x = m.number(0);
    return x == null ? null : fill(x, m.out());
  }

  static @Nullable Tensor still(Match m) {
    return m.a().spec().equals(m.out()) ? m.a() : null;
  }

  static @Nullable Tensor reshape(Match m) {
    boolean twice = m.a().op().getClass() == Reshape.class;
    return twice ? Node.apply(m.op(), m.a().node().input(0)) : null;
  }

  static @Nullable Tensor functionOfTwo(Match m) {
    Double x = m.number(0);
    Double y = m.number(1);
    return x == null || y == null ? null : fill(((Binary) m.op()).value(x, y), m.out());
  }

  static @Nullable Tensor withNumber(Match m) {
    Double y = m.number(1);
    if (y == null || !m.a().spec().equals(m.out())) {
      return null;
    }
    Class<?> op = m.op().getClass();
    return Node.apply(
        op == Multiply.class ? new Affine(y, 0) : new Affine(1, op == Add.class ? y : -y), m.a());
  }

  static @Nullable Tensor overNumber(Match m) {
    Double y = m.number(1);
    return y == null || !m.a().spec().equals(m.out())
        ? null
        : Node.apply(new Affine(1 / y, 0), m.a());
  }

  static @Nullable Tensor numberWith(Match m) {
    Double x = m.number(0);
    if (x == null || !m.b().spec().equals(m.out())) {
      return null;
    }
    Class<?> op = m.op().getClass();
    return Node.apply(
        op == Multiply.class ? new Affine(x, 0) : new Affine(op == Add.class ? 1 : -1, x), m.b());
  }

  /**
   * Which part of a gradient the minimum or maximum of a rectifier and a number lets through, in
   * one pass: the difference is 0 or so large, times this, that what is cut off is 0 or 1.
   */
  static @Nullable Tensor halfOnTies(Match m) {
    Affine half = (Affine) m.op();
    if (half.scale() != 0.5 || half.offset() != 0 || m.a().op().getClass() != Add.class) {
      return null;
    }
    Tensor strict = m.a().node().input(0);
    Tensor loose = m.a().node().input(1);
    boolean less = strict.op() instanceof Less && loose.op() instanceof LessEqual;
    boolean greater = strict.op() instanceof Greater && loose.op() instanceof GreaterEqual;
    Tensor x = less || greater ? strict.node().input(0) : m.a();
    Double number = less || greater ? Rule.number(strict.node().input(1)) : null;
    if (number == null
        || Math.abs(number) < LEAST
        || !isRectified(x)
        || !x.spec().equals(m.out())
        || x.dataType() != DataType.FLOAT
        || !strict.node().inputs().equals(loose.node().inputs())) {
      return null;
    }
    double sign = less ? -1 : 1;
    Tensor difference = Node.apply(new Affine(sign, -sign * number), x);
    return Node.apply(new Clip(0, 1), Node.apply(new Affine(HUGE, 0.5), difference));
  }

  /** Of a rectifier alone: there is no NaN any more that a cut could lose. */
  static @Nullable Tensor atMost(Match m) {
    for (int i = 0; i < 2; i++) {
      Tensor x = m.in().get(i);
      Double most = m.number(1 - i);
      if (most != null && isRectified(x) && x.spec().equals(m.out())) {
        return Node.apply(new Clip(Double.NEGATIVE_INFINITY, most), x);
      }
    }
    return null;
  }

  private static boolean isRectified(Tensor x) {
    return x.op().getClass() == Relu.class
        || (x.op() instanceof BatchNormalize normalize && normalize.relu());
  }

  private static Tensor fill(double number, Spec spec) {
    return Node.apply(new Fill(number, new Spec(spec.dataType(), spec.shape())));
  }
}
