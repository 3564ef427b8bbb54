package io.hornbill.engine;

import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.BroadcastTo;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.PoolGradient;
import io.hornbill.graph.internal.ops.ReluGradient;
import org.jspecify.annotations.Nullable;

/** Rules that bring elementwise nodes into the form of chains. */
final class ChainRules {
  private ChainRules() {}

  /** Elementwise kernels broadcast by themselves, as long as one operand has the full shape. */
  static @Nullable Tensor withoutBroadcast(Match m) {
    Tensor a = m.a();
    Tensor b = m.b();
    if (a.op().getClass() == BroadcastTo.class && b.shape().equals(m.out().shape())) {
      return Node.apply(m.op(), a.node().input(0), b);
    }
    if (b.op().getClass() == BroadcastTo.class && a.shape().equals(m.out().shape())) {
      return Node.apply(m.op(), a, b.node().input(0));
    }
    return null;
  }

  static @Nullable Tensor sumOfScaled(Match m) {
    Affine a = scale(m.a());
    Affine b = scale(m.b());
    if (a == null || b == null || Math.abs(a.scale()) <= 1e-3) {
      return null;
    }
    Affine ratio = new Affine(b.scale() / a.scale(), 0);
    Tensor second = Node.apply(ratio, m.b().node().input(0));
    Tensor sum = Node.apply(m.op(), m.a().node().input(0), second);
    return Node.apply(new Affine(a.scale(), 0), sum);
  }

  static @Nullable Tensor quotientOfScaled(Match m) {
    if (m.a().op().getClass() != Multiply.class || isNumber(m.b())) {
      return null;
    }
    Tensor factor = m.a().node().input(1);
    return isNumber(factor)
        ? Node.apply(new Multiply(), Node.apply(m.op(), m.a().node().input(0), m.b()), factor)
        : null;
  }

  /** A maximum passes its gradient to an element that equals it, so it is masked just as well. */
  static @Nullable Tensor throughPool(Match m) {
    PoolGradient op = Rule.op(m.b(), PoolGradient.class);
    if (op == null || !op.pool().max() || m.b().node().input(0) != m.a()) {
      return null;
    }
    Node node = m.b().node();
    Tensor y = node.input(1);
    Tensor masked = Node.apply(new ReluGradient(), y, node.input(2));
    return Node.apply(op, m.a(), y, masked);
  }

  private static @Nullable Affine scale(Tensor x) {
    Affine affine = Rule.op(x, Affine.class);
    return affine != null && affine.offset() == 0 ? affine : null;
  }

  private static boolean isNumber(Tensor x) {
    return x.shape().size() == 1;
  }
}
