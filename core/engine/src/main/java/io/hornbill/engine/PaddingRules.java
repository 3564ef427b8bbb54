package io.hornbill.engine;

import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.Slice;
import io.hornbill.graph.internal.ops.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that let convolutions and their gradients add zeros around an image themselves. */
final class PaddingRules {
  private PaddingRules() {}

  /** A convolution of an image with zeros around it. */
  static @Nullable Tensor zerosBefore(Match m) {
    Conv conv = (Conv) m.op();
    Window padded = padded(conv.window(), m.a(), m.b().shape());
    return padded == null
        ? null
        : Node.apply(new Conv(padded, conv.groups()), m.a().node().input(0), m.b());
  }

  /** The gradient of such a convolution by its kernel. */
  static @Nullable Tensor zerosBeforeKernel(Match m) {
    ConvKernel op = (ConvKernel) m.op();
    Window padded = padded(op.window(), m.a(), op.shape());
    return padded == null
        ? null
        : Node.apply(new ConvKernel(padded, op.groups(), op.shape()), m.a().node().input(0), m.b());
  }

  /** The gradient of such a convolution by the image without the zeros. */
  static @Nullable Tensor withoutZeros(Match m) {
    Slice slice = (Slice) m.op();
    ConvInput op = Rule.op(m.a(), ConvInput.class);
    int axis = slice.axis() - 1;
    if (op == null
        || axis < 0
        || axis >= op.window().rank()
        || slice.step() != 1
        || !m.facts().isUsedOnce(m.a())) {
      return null;
    }
    Tensor kernel = m.a().node().input(1);
    long after = m.a().dim(slice.axis()) - slice.to();
    Window padded =
        padded(op.window(), axis, slice.from(), after, sizes(op.window(), kernel.shape()));
    if (padded == null) {
      return null;
    }
    Shape shape = op.shape().with(slice.axis(), slice.to() - slice.from());
    return Node.apply(new ConvInput(padded, op.groups(), shape), m.a().node().input(0), kernel);
  }

  private static @Nullable Window padded(Window window, Tensor image, Shape kernel) {
    Spread spread = Rule.op(image, Spread.class);
    return spread == null
        ? null
        : padded(window, spread, image.node().input(0), sizes(window, kernel));
  }

  private static List<Long> sizes(Window window, Shape kernel) {
    return Arrays.stream(kernel.slice(0, window.rank()).dims()).boxed().toList();
  }

  /** A window that adds the zeros itself; null if some places would see nothing but zeros. */
  static @Nullable Window padded(Window window, Spread spread, Tensor x, List<Long> size) {
    int axis = spread.axis() - 1;
    boolean spatial = axis >= 0 && axis < window.rank() && spread.step() == 1;
    long after = spread.length() - spread.from() - x.dim(spread.axis());
    return spatial ? padded(window, axis, spread.from(), after, size) : null;
  }

  private static @Nullable Window padded(
      Window window, int axis, long moreBefore, long moreAfter, List<Long> size) {
    long before = window.before().get(axis) + moreBefore;
    long after = window.after().get(axis) + moreAfter;
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

  private static List<Long> with(List<Long> values, int at, long value) {
    List<Long> changed = new ArrayList<>(values);
    changed.set(at, value);
    return changed;
  }
}
