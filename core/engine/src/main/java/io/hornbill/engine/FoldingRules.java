package io.hornbill.engine;

import io.hornbill.engine.Rule.Facts;
import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.HardSwish;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Swish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules for programs that update nothing: what weights alone decide goes into the weights of a
 * convolution or product. The rewritten weights are {@linkplain Derived derived}: made again when a
 * variable changed, never written into it.
 */
final class FoldingRules {
  private FoldingRules() {}

  /** {@code (conv(x, w) + b) s = conv(x, w s) + b s}. */
  static @Nullable Tensor scaleAfter(Match m) {
    List<Tensor> in = m.in();
    Facts facts = m.facts();
    if (m.op().getClass() == Divide.class) {
      return perChannel(m.b(), m.a(), facts) && isLinear(m.a(), facts)
          ? scaled(m.a(), Ops.reciprocal(m.b()), facts)
          : null;
    }
    for (int i = 0; i < 2; i++) {
      Tensor scale = in.get(1 - i);
      if (perChannel(scale, in.get(i), facts) && isLinear(in.get(i), facts)) {
        return scaled(in.get(i), scale, facts);
      }
    }
    return null;
  }

  private static Tensor scaled(Tensor linear, Tensor scale, Facts facts) {
    Node node = linear.node();
    long channels = linear.shape().last();
    Tensor vector =
        scale.shape().size() == 1 ? Ops.reshape(scale, 1) : Ops.reshape(scale, channels);
    if (node.op().getClass() == Add.class) {
      int at = isProduct(node.input(0)) ? 0 : 1;
      Tensor shift = Ops.reshape(node.input(1 - at), node.input(1 - at).shape().size());
      return facts.inner(scaled(node.input(at), scale, facts)).plus(shift.times(vector));
    }
    return Node.apply(node.op(), node.input(0), node.input(1).times(vector));
  }

  /** {@code (conv(x, w) + b) + t = conv(x, w) + (b + t)}. */
  static @Nullable Tensor shiftAfter(Match m) {
    Facts facts = m.facts();
    Tensor a = m.a();
    Tensor b = m.b();
    boolean right = perChannel(b, a, facts) && isShifted(a, facts);
    boolean left = perChannel(a, b, facts) && isShifted(b, facts);
    if (m.op().getClass() == Subtract.class) {
      return right ? shifted(a, b.negated()) : null;
    }
    return right || left ? shifted(right ? a : b, right ? b : a) : null;
  }

  private static Tensor shifted(Tensor linear, Tensor shift) {
    Node node = linear.node();
    int at = isProduct(node.input(0)) ? 0 : 1;
    Tensor own = node.input(1 - at);
    Tensor sum =
        Ops.reshape(own, own.shape().size()).plus(Ops.reshape(shift, shift.shape().size()));
    return node.input(at).plus(sum);
  }

  /** {@code conv(x s, w) = conv(x, s w)}, also where zeros are around the image. */
  static @Nullable Tensor scaleBefore(Match m) {
    Facts facts = m.facts();
    boolean plain = ((Conv) m.op()).groups() == 1;
    if (!plain || m.a().op().getClass() != Multiply.class || !facts.isDerived(m.b())) {
      return null;
    }
    Node product = m.a().node();
    for (int i = 0; i < 2; i++) {
      Tensor x = product.input(i);
      Tensor scale = product.input(1 - i);
      if (facts.isUsedOnce(m.a()) && perChannel(scale, x, facts)) {
        Tensor column = Ops.reshape(scale, scale.shape().size(), 1);
        return Node.apply(m.op(), x, m.b().times(column));
      }
    }
    return null;
  }

  /** Zeros around what is not negative change no maximum of a window that sees more than zeros. */
  static @Nullable Tensor zerosBeforeGreatest(Match m) {
    Pool pool = (Pool) m.op();
    Spread spread = Rule.op(m.a(), Spread.class);
    if (!pool.max() || spread == null || !isNotNegative(m.a().node().input(0))) {
      return null;
    }
    Tensor x = m.a().node().input(0);
    Window padded = PaddingRules.padded(pool.window(), spread, x, pool.size());
    return padded == null ? null : Node.apply(new Pool(true, pool.size(), padded), x);
  }

  /**
   * A convolution of single pixels and a mean over pixels are both linear: the mean first leaves
   * fewer pixels to the convolution, as between the blocks of a DenseNet.
   */
  static @Nullable Tensor meanBeforePixels(Match m) {
    Pool pool = (Pool) m.op();
    Conv conv = Rule.op(m.a(), Conv.class);
    if (pool.max() || conv == null || !m.facts().isUsedOnce(m.a())) {
      return null;
    }
    Tensor x = m.a().node().input(0);
    Tensor weights = m.a().node().input(1);
    int rank = conv.window().rank();
    boolean single =
        StrideRules.isStill(conv.window())
            && StrideRules.readsPixels(weights.shape(), conv.window());
    boolean fewer =
        2 * m.out().shape().slice(1, rank + 1).size() <= x.shape().slice(1, rank + 1).size();
    return single && fewer ? Node.apply(conv, m.facts().inner(Node.apply(pool, x)), weights) : null;
  }

  private static boolean isNotNegative(Tensor x) {
    return x.op().getClass() == Relu.class
        || (x.op() instanceof Clip clip && clip.low() >= 0)
        || (x.op() instanceof Spread && isNotNegative(x.node().input(0)));
  }

  /** {@code min(relu(x), c) = clip(x, 0, c)}. */
  static @Nullable Tensor limitedRelu(Match m) {
    List<Tensor> in = m.in();
    for (int i = 0; i < 2; i++) {
      Tensor x = in.get(i);
      Double most = m.number(1 - i);
      boolean relu = x.op().getClass() == Relu.class && x.shape().equals(wider(in));
      if (relu && most != null && most >= 0 && x.dataType() == in.get(1 - i).dataType()) {
        return Node.apply(new Clip(0, most), x.node().input(0));
      }
    }
    return null;
  }

  private static Shape wider(List<Tensor> in) {
    Shape a = in.get(0).shape();
    Shape b = in.get(1).shape();
    return a.size() >= b.size() && a.rank() >= b.rank() ? a : b;
  }

  /** A tensor times a gate that it opens itself: one function of one element. */
  static @Nullable Tensor gated(Match m) {
    List<Tensor> in = m.in();
    for (int i = 0; i < 2; i++) {
      Tensor x = in.get(i);
      Node gate = in.get(1 - i).node();
      if (gate.op().getClass() == Sigmoid.class && gate.input(0) == x) {
        return Node.apply(new Swish(), x);
      }
      if (isHardGate(gate, x)) {
        return Node.apply(new HardSwish(), x);
      }
    }
    return null;
  }

  /** {@code clip(x + 3, 0, 6) / 6}. */
  private static boolean isHardGate(Node gate, Tensor x) {
    return gate.op().equals(new Affine(1.0 / 6, 0))
        && gate.input(0).op().equals(new Clip(0, 6))
        && gate.input(0).node().input(0).op().equals(new Affine(1, 3))
        && gate.input(0).node().input(0).node().input(0) == x;
  }

  /** A product with weights that nobody else needs, or that with a shift. */
  private static boolean isLinear(Tensor tensor, Facts facts) {
    return isShifted(tensor, facts) || isFree(tensor, facts);
  }

  private static boolean isFree(Tensor tensor, Facts facts) {
    return isProduct(tensor) && facts.isUsedOnce(tensor) && facts.isDerived(tensor.node().input(1));
  }

  private static boolean isShifted(Tensor tensor, Facts facts) {
    if (tensor.op().getClass() != Add.class || !facts.isUsedOnce(tensor)) {
      return false;
    }
    Tensor a = tensor.node().input(0);
    Tensor b = tensor.node().input(1);
    return (isFree(a, facts) && perChannel(b, a, facts))
        || (isFree(b, facts) && perChannel(a, b, facts));
  }

  private static boolean isProduct(Tensor tensor) {
    return tensor.op().getClass() == Conv.class
        || (tensor.op() instanceof MatMul product
            && !product.transposeB()
            && tensor.node().input(1).rank() == 2);
  }

  /** Whether weights alone decide a number, or one per channel of another tensor. */
  private static boolean perChannel(Tensor factor, Tensor whole, Facts facts) {
    long size = factor.shape().size();
    return facts.isDerived(factor)
        && factor.dataType() == whole.dataType()
        && factor.rank() <= whole.rank()
        && (size == 1 || (size == factor.shape().last() && size == whole.shape().last()));
  }
}
