package io.hornbill.engine;

import io.hornbill.engine.Rule.Facts;
import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Window;
import io.hornbill.graph.internal.ops.Binary;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.Pool;
import io.hornbill.graph.internal.ops.Unary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules for images of which only every second pixel, or third, is read: the others are not
 * computed. A ResNet's stages begin with convolutions of single pixels with stride 2, so that the
 * convolutions before them are done with a quarter of the work.
 */
final class StrideRules {
  private StrideRules() {}

  /** A convolution of single pixels that leaves out some of them, as all that read its image do. */
  static @Nullable Tensor pixelsLeftOut(Match m) {
    Conv conv = (Conv) m.op();
    Tensor image = m.node().input(0);
    List<Node> readers = m.facts().users(image);
    List<Long> strides = conv.window().strides();
    if (isStill(conv.window()) || !readers.contains(m.node()) || m.facts().isResult(image)) {
      return null;
    }
    for (Node reader : readers) {
      Conv other = reader.op().getClass() == Conv.class ? (Conv) reader.op() : null;
      if (other == null
          || reader.input(0) != image
          || !readsPixels(reader.input(1).shape(), other.window())
          || !other.window().strides().equals(strides)) {
        return null;
      }
    }
    Tensor thin = thinned(m.a(), strides, m.facts());
    return thin == null ? null : Node.apply(unstrided(conv), thin, m.b());
  }

  /** Whether a window goes from pixel to pixel. */
  static boolean isStill(Window window) {
    return window.strides().stream().allMatch(stride -> stride == 1);
  }

  /** Whether a window has one element and stays within the image. */
  static boolean readsPixels(Shape kernel, Window window) {
    return kernel.slice(0, window.rank()).size() == 1
        && window.before().stream().allMatch(zeros -> zeros == 0)
        && window.after().stream().allMatch(zeros -> zeros == 0);
  }

  /** Some pixels of an image, if a convolution takes less time for it; else null. */
  private static @Nullable Tensor thinned(Tensor x, List<Long> strides, Facts facts) {
    if (facts.isDerived(x)) {
      return null;
    }
    if (x.op().getClass() == Conv.class) {
      return thinnedConvolution(x, strides, facts);
    }
    boolean each = x.op() instanceof Unary || x.op() instanceof Binary;
    return each ? thinnedFunction(x, strides, facts) : null;
  }

  private static Tensor thinnedConvolution(Tensor x, List<Long> strides, Facts facts) {
    Conv conv = (Conv) x.op();
    Tensor image = x.node().input(0);
    Tensor kernel = x.node().input(1);
    Window window = conv.window();
    boolean pixels =
        isStill(window) && readsPixels(kernel.shape(), window) && facts.isUsedOnce(image);
    Tensor before = pixels ? thinned(image, strides, facts) : null;
    return before != null
        ? Node.apply(conv, before, kernel)
        : Node.apply(new Conv(strided(window, strides), conv.groups()), image, kernel);
  }

  /** A function of pixels; what is no result of a convolution leaves pixels out by a copy. */
  private static @Nullable Tensor thinnedFunction(Tensor x, List<Long> strides, Facts facts) {
    List<Tensor> inputs = new ArrayList<>();
    boolean less = false;
    for (Tensor input : x.node().inputs()) {
      boolean whole = input.shape().equals(x.shape());
      if (!whole && !isSameForAllPixels(input.shape(), strides.size())) {
        return null;
      }
      Tensor thin = whole && facts.isUsedOnce(input) ? thinned(input, strides, facts) : null;
      less |= thin != null;
      if (thin != null) {
        inputs.add(facts.inner(thin));
      } else {
        inputs.add(whole ? copied(input, strides) : input);
      }
    }
    return less ? Node.of(x.op(), inputs).output(0) : null;
  }

  private static boolean isSameForAllPixels(Shape shape, int spatial) {
    return shape.size() == 1 || shape.rank() <= 1 || shape.slice(1, spatial + 1).size() == 1;
  }

  private static Tensor copied(Tensor image, List<Long> strides) {
    List<Long> ones = Collections.nCopies(strides.size(), 1L);
    List<Long> zeros = Collections.nCopies(strides.size(), 0L);
    return Node.apply(new Pool(false, ones, new Window(strides, ones, zeros, zeros)), image);
  }

  private static Conv unstrided(Conv conv) {
    Window window = conv.window();
    List<Long> ones = Collections.nCopies(window.rank(), 1L);
    return new Conv(
        new Window(ones, window.dilations(), window.before(), window.after()), conv.groups());
  }

  private static Window strided(Window window, List<Long> strides) {
    List<Long> all = new ArrayList<>();
    for (int axis = 0; axis < strides.size(); axis++) {
      all.add(window.strides().get(axis) * strides.get(axis));
    }
    return new Window(all, window.dilations(), window.before(), window.after());
  }
}
