package io.hornbill.engine;

import io.hornbill.engine.Rule.Facts;
import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
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
