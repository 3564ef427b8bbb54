package io.hornbill.engine;

import io.hornbill.engine.Rule.Facts;
import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.Multiply;
import io.hornbill.graph.internal.ops.Reduce;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules that spare convolutions passes over their images and gradients. */
final class ConvolutionRules {
  /** For each weight: scaling a weight takes a copy into the kernel's layout, too. */
  private static final long MANY_PIXELS = 4;

  /** Images of so many pixels are long enough for a product each. */
  private static final long LARGE_IMAGE = 784;

  private ConvolutionRules() {}

  /**
   * The gradients of a convolution by its kernel and by the bias that was added to it, at whichever
   * of the two comes first.
   */
  static @Nullable Tensor kernelAndBias(Match m) {
    Node node = m.node();
    boolean isKernel = node.op() instanceof ConvKernel;
    if (!isKernel && !isRowSum(node)) {
      return null;
    }
    Tensor dy = node.input(isKernel ? 1 : 0);
    for (Node user : m.facts().users(dy)) {
      boolean other = isKernel ? isRowSum(user) : isKernelOf(user, dy);
      if (other && m.facts().rewritten(user.output(0)) == null) {
        return isKernel ? both(node, user, node, m.facts()) : both(user, node, node, m.facts());
      }
    }
    return null;
  }

  /**
   * One image times one number for each channel, as after squeeze and excitation: where there are
   * fewer weights than pixels, the weights take it. Weights differ from image to image then, so
   * that there can be but one.
   */
  static @Nullable Tensor gateOfOneImage(Match m) {
    if (m.a().op().getClass() != Multiply.class || ((Conv) m.op()).groups() != 1) {
      return null;
    }
    Tensor product = m.a();
    Tensor weights = m.b();
    boolean fits =
        product.dim(0) == 1
            && product.shape().size() >= MANY_PIXELS * weights.shape().size()
            && m.facts().isUsedOnce(product);
    for (int i = 0; fits && i < 2; i++) {
      Tensor image = product.node().input(i);
      Tensor gate = product.node().input(1 - i);
      long channels = product.shape().last();
      boolean perChannel = gate.shape().size() == channels && gate.shape().last() == channels;
      if (perChannel && image.shape().equals(product.shape())) {
        Tensor column = Ops.reshape(gate, channels, 1);
        return Node.apply(m.op(), image, m.facts().inner(weights.times(column)));
      }
    }
    return null;
  }

  /**
   * The gradient of a convolution of single pixels by its kernel is a product of two matrices with
   * a row for each pixel: of large images one product each, and their sum. The wider of both comes
   * last, as products fill vectors with its columns.
   */
  static @Nullable Tensor kernelOfPixels(Match m) {
    ConvKernel op = (ConvKernel) m.op();
    Shape kernel = op.shape();
    boolean pixels =
        op.groups() == 1
            && StrideRules.isStill(op.window())
            && StrideRules.readsPixels(kernel, op.window());
    if (!pixels) {
      return null;
    }
    long images = m.a().dim(0);
    long each = m.a().shape().size() / images / kernel.dim(-2);
    boolean turned = each >= LARGE_IMAGE && kernel.last() < kernel.dim(-2);
    Tensor left = turned ? m.b() : m.a();
    Tensor right = turned ? m.a() : m.b();
    if (each < LARGE_IMAGE) {
      return Ops.reshape(product(left, right, images * each), kernel.dims());
    }
    Tensor sum = Ops.sum(product(left, right, images, each), 0);
    return Ops.reshape(turned ? Ops.transpose(sum) : sum, kernel.dims());
  }

  private static Tensor product(Tensor left, Tensor right, long... rows) {
    Shape before = Shape.of(rows);
    Tensor a = Ops.reshape(left, before.append(left.shape().last()).dims());
    Tensor b = Ops.reshape(right, before.append(right.shape().last()).dims());
    return Ops.matmul(a, b, true, false);
  }

  private static @Nullable Tensor both(Node kernel, Node sum, Node first, Facts facts) {
    if (!kernel.inputs().stream().allMatch(t -> facts.rewritten(t) != null)) {
      return null;
    }
    ConvKernelBias op = new ConvKernelBias((ConvKernel) kernel.op());
    List<Tensor> inputs =
        kernel.inputs().stream().map(t -> Objects.requireNonNull(facts.rewritten(t))).toList();
    if (!facts.hasKernel(op, inputs)) {
      return null;
    }
    List<Tensor> gradients = Node.of(op, inputs).outputs();
    Tensor bias = Ops.reshape(gradients.get(1), sum.output(0).shape().dims());
    if (first == kernel) {
      facts.replace(sum.output(0), bias);
      return gradients.get(0);
    }
    facts.replace(kernel.output(0), gradients.get(0));
    return bias;
  }

  private static boolean isKernelOf(Node node, Tensor dy) {
    return node.op() instanceof ConvKernel && node.input(1) == dy;
  }

  private static boolean isRowSum(Node node) {
    return node.op() instanceof Reduce reduce
        && reduce.kind() == Reduce.Kind.SUM
        && reduce.axes().equals(IntStream.range(0, node.input(0).rank() - 1).boxed().toList());
  }
}
