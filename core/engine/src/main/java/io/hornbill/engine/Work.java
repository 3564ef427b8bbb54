package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Concat;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.ConvInput;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.Gather;
import io.hornbill.graph.internal.ops.Gru;
import io.hornbill.graph.internal.ops.InParts;
import io.hornbill.graph.internal.ops.Lstm;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Recurrent;
import io.hornbill.graph.internal.ops.SimpleRnn;
import io.hornbill.graph.internal.ops.SoftmaxGradient;
import io.hornbill.graph.internal.ops.Where;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ToDoubleFunction;

/** Roughly how many multiplications and other steps nodes take, and who shares them. */
final class Work {
  /** Below so many steps of arithmetic, about 50 microseconds, helpers cost more than they give. */
  static final double SMALL = 4e6;

  /** Products of fewer steps, about 5 microseconds, are over before a helper is awake. */
  static final double BRIEF = 250_000;

  /** So are what makes fewer elements, one step each, and reads them from memory. */
  private static final double LONG = 32_768;

  /** Of so many sequences each helper gets some. */
  private static final long MANY_ROWS = 16;

  /** Counted for each result of convolution gradients, recurrent layers and the like. */
  private static final double HEAVY = 1000;

  private static final Map<Class<? extends Op>, ToDoubleFunction<Node>> STEPS =
      Map.of(
          MatMul.class, Work::length,
          Conv.class, node -> (double) node.input(1).shape().size() / node.input(1).dim(-1),
          Concat.class, node -> 1,
          Gather.class, node -> 1,
          Lstm.class, Work::ofCell,
          Gru.class, Work::ofCell,
          SimpleRnn.class, Work::ofCell,
          Where.class, node -> 1,
          SoftmaxGradient.class, node -> 1);

  private static final Set<Class<? extends Op>> DEAR =
      Set.of(
          MatMul.class,
          PermutedMatMul.class,
          Conv.class,
          ConvInput.class,
          ConvKernel.class,
          ConvKernelBias.class,
          InParts.class);

  private Work() {}

  /** The steps of some nodes. */
  static double of(List<Node> nodes) {
    double total = 0;
    for (Node node : nodes) {
      double size = 0;
      for (Tensor output : node.outputs()) {
        size += output.shape().size();
      }
      total += size * perElement(node);
    }
    return total;
  }

  /** Whether a node is a product, whose arithmetic is known. */
  static boolean isProduct(Node node) {
    return node.op().getClass() == Conv.class || node.op().getClass() == MatMul.class;
  }

  /** Whether a node takes much longer than reading its operands. */
  static boolean isDear(Node node) {
    return DEAR.contains(node.op().getClass()) || node.op() instanceof Recurrent;
  }

  /** Whether one of some nodes is computed in lanes. */
  static boolean hasLanes(List<Node> nodes, List<KernelFactory> factories, int threads) {
    return isAny(nodes, factories, (factory, node) -> factory.lanes(node, threads) > 1);
  }

  /** Whether one of some nodes is over sooner in lanes, in a plan that is not worth sharing. */
  static boolean hasParts(List<Node> nodes, List<KernelFactory> factories, int threads) {
    return isAny(nodes, factories, (factory, node) -> factory.parts(node, threads) > 1);
  }

  private static boolean isAny(
      List<Node> nodes, List<KernelFactory> factories, BiPredicate<KernelFactory, Node> asked) {
    return nodes.stream().anyMatch(node -> factories.stream().anyMatch(f -> asked.test(f, node)));
  }

  /** Whether helpers are worth their start for a whole plan. */
  static boolean isWorthSharing(List<Node> nodes) {
    return of(nodes) >= SMALL && nodes.stream().anyMatch(Work::isLong);
  }

  /** Whether a node takes so long that a helper's start is little beside it. */
  private static boolean isLong(Node node) {
    if (node.op() instanceof Recurrent op) {
      return isLong(node, op);
    }
    double steps = perElement(node);
    return of(List.of(node)) >= (steps == 1 ? LONG : BRIEF);
  }

  /** Whether some nodes are over before a helper would be done with its part. */
  static boolean isBrief(List<Node> nodes) {
    for (Node node : nodes) {
      boolean reads = false;
      for (Tensor input : node.inputs()) {
        reads |= input.shape().size() >= LONG && !isProduct(node);
      }
      if (reads || isLong(node)) {
        return false;
      }
    }
    return true;
  }

  /** Helpers wait for each other at every time step, unless they have rows of their own. */
  private static boolean isLong(Node node, Recurrent op) {
    long rows = node.output(0).dim(0);
    double units = node.output(0).dim(-1);
    return rows >= MANY_ROWS || rows * op.gates() * units * units >= BRIEF;
  }

  private static double ofCell(Node node) {
    Recurrent op = (Recurrent) node.op();
    return op.gates() * (double) (node.input(0).dim(-1) + node.output(0).dim(-1));
  }

  private static double perElement(Node node) {
    ToDoubleFunction<Node> known = STEPS.get(node.op().getClass());
    if (known != null) {
      return known.applyAsDouble(node);
    }
    boolean heavy = node.inputs().size() > 1 && !Fusion.isElementwise(node.op());
    return heavy ? HEAVY : 1;
  }

  private static double length(Node node) {
    return node.input(0).dim(((MatMul) node.op()).transposeA() ? -2 : -1);
  }
}
