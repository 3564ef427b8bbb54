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
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Reshape;
import io.hornbill.graph.internal.ops.Unary;
import org.jspecify.annotations.Nullable;

/** Rules about numbers and about what changes nothing. */
final class NumberRules {
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
