package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Node;
import org.jspecify.annotations.Nullable;

/** Makes kernels of the nodes of one op: a row in the table of a {@link KernelFactory}. */
@FunctionalInterface
public interface Lowering {
  /**
   * Makes the kernel of a node.
   *
   * @param node the node; all shapes are known
   * @param memory where its tensors are
   * @return the kernel; null if the family has none for these shapes
   */
  @Nullable Kernel of(Node node, Memory memory);
}
