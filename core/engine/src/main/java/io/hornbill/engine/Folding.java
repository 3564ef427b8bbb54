package io.hornbill.engine;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Topology;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Add;
import io.hornbill.graph.internal.ops.Affine;
import io.hornbill.graph.internal.ops.Clip;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.Divide;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.HardSwish;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Minimum;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.Sigmoid;
import io.hornbill.graph.internal.ops.Spread;
import io.hornbill.graph.internal.ops.Subtract;
import io.hornbill.graph.internal.ops.Swish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites what is asked of a model into less work: what weights alone decide goes into the weights
 * of a convolution or product, zeros around an image into the convolution's own padding. The
 * rewritten weights are {@linkplain Derived derived}: made again when a variable changed, never
 * written into it.
 *
 * <p>The rules hold in exact arithmetic; floats differ in the last bits. They are for programs that
 * update nothing: in training the weights change with every step.
 */
final class Folding {
  private final Derived derived;
  private final IdentityHashMap<Tensor, Integer> uses = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();

  /** One way to say a node with other nodes; null if it does not fit. */
  private interface Rule {
    @Nullable Tensor apply(Op op, List<Tensor> inputs);
  }

  private final List<Rule> rules =
      List.of(
          this::scaleAfter,
          this::shiftAfter,
          this::scaleBefore,
          this::zerosBefore,
          this::zerosBeforeGreatest,
          this::limitedRelu,
          this::gated);

  /**
   * Rewrites what some tensors depend on.
   *
   * @param outputs the tensors to compute
   * @param derived knows what weights alone decide
   */
  Folding(List<Tensor> outputs, Derived derived) {
    this.derived = derived;
    List<Node> order = Topology.sort(outputs);
    for (Node node : order) {
      derived.visit(node);
      node.inputs().forEach(t -> uses.merge(t, 1, Integer::sum));
    }
    outputs.forEach(t -> uses.merge(t, 2, Integer::sum)); // never inside
    order.forEach(this::rewrite);
  }

  /** The tensor that has taken the place of another one. */
  Tensor of(Tensor tensor) {
    return replaced.getOrDefault(tensor, tensor);
  }

  private void rewrite(Node node) {
    List<Tensor> inputs = node.inputs().stream().map(this::of).toList();
    Tensor better = derived.contains(node.output(0)) ? null : better(node.op(), inputs);
    if (better != null) {
      replace(node.output(0), better);
    } else if (!inputs.equals(node.inputs())) {
      Node copy = Node.of(node.op(), inputs);
      for (int i = 0; i < node.outputs().size(); i++) {
        replace(node.output(i), copy.output(i));
      }
    }
  }

  /** Applies rules until none fits. */
  private @Nullable Tensor better(Op op, List<Tensor> inputs) {
    Tensor result = null;
    boolean found = true;
    while (found) {
      found = false;
      for (Rule rule : rules) {
        Tensor next = rule.apply(op, inputs);
        if (next != null) {
          result = next;
          op = next.op();
          inputs = next.node().inputs();
          found = true;
        }
      }
    }
    return result;
  }

  private void replace(Tensor tensor, Tensor other) {
    replaced.put(tensor, other);
    uses.put(other, uses.getOrDefault(tensor, 0));
  }

  /** {@code (conv(x, w) + b) s = conv(x, w s) + b s}. */
  private @Nullable Tensor scaleAfter(Op op, List<Tensor> in) {
    if (op instanceof Divide && perChannel(in.get(1), in.get(0)) && isLinear(in.get(0))) {
      return scaled(in.get(0), Ops.reciprocal(in.get(1)));
    }
    if (!(op instanceof Multiply)) {
      return null;
    }
    for (int i = 0; i < 2; i++) {
      Tensor scale = in.get(1 - i);
      if (perChannel(scale, in.get(i)) && isLinear(in.get(i))) {
        return scaled(in.get(i), scale);
      }
    }
    return null;
  }

  private Tensor scaled(Tensor linear, Tensor scale) {
    Node node = linear.node();
    long channels = linear.shape().last();
    Tensor vector =
        scale.shape().size() == 1 ? Ops.reshape(scale, 1) : Ops.reshape(scale, channels);
    if (node.op() instanceof Add) {
      int at = isProduct(node.input(0)) ? 0 : 1;
      Tensor shift = Ops.reshape(node.input(1 - at), node.input(1 - at).shape().size());
      return inner(scaled(node.input(at), scale)).plus(shift.times(vector));
    }
    return Node.apply(node.op(), node.input(0), node.input(1).times(vector));
  }

  private Tensor inner(Tensor tensor) {
    uses.put(tensor, 1);
    return tensor;
  }

  /** {@code (conv(x, w) + b) + t = conv(x, w) + (b + t)}. */
  private @Nullable Tensor shiftAfter(Op op, List<Tensor> in) {
    if (!(op instanceof Add) && !(op instanceof Subtract)) {
      return null;
    }
    Tensor a = in.get(0);
    Tensor b = in.get(1);
    boolean right = perChannel(b, a) && isShifted(a);
    boolean left = perChannel(a, b) && isShifted(b);
    if (op instanceof Subtract) {
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
  private @Nullable Tensor scaleBefore(Op op, List<Tensor> in) {
    boolean plain = op instanceof Conv conv && conv.groups() == 1;
    if (!plain || !(in.get(0).op() instanceof Multiply) || !derived.contains(in.get(1))) {
      return null;
    }
    Node product = in.get(0).node();
    for (int i = 0; i < 2; i++) {
      Tensor x = product.input(i);
      Tensor scale = product.input(1 - i);
      if (uses.getOrDefault(in.get(0), 0) == 1 && perChannel(scale, x)) {
        Tensor column = Ops.reshape(scale, scale.shape().size(), 1);
        return Node.apply(op, x, in.get(1).times(column));
      }
    }
    return null;
  }

  /** Zeros around an image are the convolution's own padding. */
  private @Nullable Tensor zerosBefore(Op op, List<Tensor> in) {
    if (!(op instanceof Conv conv)
        || !(in.get(0).op() instanceof Spread spread)
        || uses.getOrDefault(in.get(0), 0) != 1) {
      return null;
    }
    Tensor x = in.get(0).node().input(0);
    int rank = conv.window().rank();
    Window padded = padded(conv.window(), spread, x, longs(in.get(1).shape().slice(0, rank)));
    return padded == null ? null : Node.apply(new Conv(padded, conv.groups()), x, in.get(1));
  }

  private static List<Long> longs(Shape shape) {
    return Arrays.stream(shape.dims()).boxed().toList();
  }

  /** A window that adds the zeros itself; null if some places would see nothing but zeros. */
  private static @Nullable Window padded(Window window, Spread spread, Tensor x, List<Long> size) {
    int axis = spread.axis() - 1;
    boolean spatial = axis >= 0 && axis < window.rank() && spread.step() == 1;
    if (!spatial) {
      return null;
    }
    long before = window.before().get(axis) + spread.from();
    long after = window.after().get(axis) + spread.length() - spread.from() - x.dim(spread.axis());
    long reach = (size.get(axis) - 1) * window.dilations().get(axis) + 1;
    if (before >= reach || after >= reach) {
      return null; // windows that see nothing but zeros
    }
    return new Window(
        window.strides(),
        window.dilations(),
        with(window.before(), axis, before),
        with(window.after(), axis, after));
  }

  /** Zeros around what is not negative change no maximum of a window that sees more than zeros. */
  private @Nullable Tensor zerosBeforeGreatest(Op op, List<Tensor> in) {
    if (!(op instanceof Pool pool)
        || !pool.max()
        || !(in.get(0).op() instanceof Spread spread)
        || !isNotNegative(in.get(0).node().input(0))) {
      return null;
    }
    Tensor x = in.get(0).node().input(0);
    Window padded = padded(pool.window(), spread, x, pool.size());
    return padded == null ? null : Node.apply(new Pool(true, pool.size(), padded), x);
  }

  private static boolean isNotNegative(Tensor x) {
    return x.op() instanceof Relu
        || (x.op() instanceof Clip clip && clip.low() >= 0)
        || (x.op() instanceof Spread && isNotNegative(x.node().input(0)));
  }

  /** {@code min(relu(x), c) = clip(x, 0, c)}. */
  private @Nullable Tensor limitedRelu(Op op, List<Tensor> in) {
    if (op instanceof Minimum) {
      for (int i = 0; i < 2; i++) {
        Tensor x = in.get(i);
        boolean number =
            in.get(1 - i).op() instanceof Fill fill
                && fill.number() >= 0
                && x.dataType() == in.get(1 - i).dataType();
        if (number && x.op() instanceof Relu && x.shape().equals(wider(in))) {
          double most = ((Fill) in.get(1 - i).op()).number();
          return Node.apply(new Clip(0, most), x.node().input(0));
        }
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
  private @Nullable Tensor gated(Op op, List<Tensor> in) {
    if (op instanceof Multiply) {
      for (int i = 0; i < 2; i++) {
        Tensor x = in.get(i);
        Node gate = in.get(1 - i).node();
        if (gate.op() instanceof Sigmoid && gate.input(0) == x) {
          return Node.apply(new Swish(), x);
        }
        if (isHardGate(gate, x)) {
          return Node.apply(new HardSwish(), x);
        }
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

  private static List<Long> with(List<Long> values, int at, long value) {
    List<Long> changed = new ArrayList<>(values);
    changed.set(at, value);
    return changed;
  }

  /** A product with weights that nobody else needs, or that with a shift. */
  private boolean isLinear(Tensor tensor) {
    return isShifted(tensor) || isFree(tensor);
  }

  private boolean isFree(Tensor tensor) {
    return isProduct(tensor)
        && uses.getOrDefault(tensor, 0) == 1
        && derived.contains(tensor.node().input(1));
  }

  private boolean isShifted(Tensor tensor) {
    if (!(tensor.op() instanceof Add) || uses.getOrDefault(tensor, 0) != 1) {
      return false;
    }
    Tensor a = tensor.node().input(0);
    Tensor b = tensor.node().input(1);
    return (isFree(a) && perChannel(b, a)) || (isFree(b) && perChannel(a, b));
  }

  private static boolean isProduct(Tensor tensor) {
    return tensor.op() instanceof Conv
        || (tensor.op() instanceof MatMul product
            && !product.transposeB()
            && tensor.node().input(1).rank() == 2);
  }

  /** Whether weights alone decide a number, or one per channel of another tensor. */
  private boolean perChannel(Tensor factor, Tensor whole) {
    long size = factor.shape().size();
    return derived.contains(factor)
        && factor.dataType() == whole.dataType()
        && factor.rank() <= whole.rank()
        && (size == 1 || (size == factor.shape().last() && size == whole.shape().last()));
  }
}
