package io.hornbill.engine.internal.lowering;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.internal.ops.CompositeGradient;
import org.jspecify.annotations.Nullable;

/** Gradients of composites that have kernels of their own. */
final class Gradients {
  private Gradients() {}

  /** Returns an op as a composite's gradient; null if it is something else. */
  static @Nullable CompositeGradient of(Op op) {
    return op.getClass() == CompositeGradient.class ? (CompositeGradient) op : null;
  }

  /** Whether a node is the gradient of a layer of a kind, by what that node computes. */
  static boolean isOf(Node node, Class<? extends Op> kind, Node layer) {
    CompositeGradient gradient = of(node.op());
    return gradient != null
        && kind.isInstance(gradient.op())
        && Lowerings.GRADIENTS.fits(gradient)
        && node.input(gradient.arity()).node() == layer;
  }
}
