package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.internal.ops.Narrow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A family of kernels. */
public interface KernelFactory {
  /**
   * Says whether this family has a kernel for a composite, so that it need not be taken apart.
   *
   * @param op the composite
   * @param inputs types and shapes of its inputs
   * @return true if {@link #create} would make one
   */
  boolean supports(Op op, List<Spec> inputs);

  /**
   * Makes the kernel of a node.
   *
   * @param node the node; all shapes are known
   * @param memory where its tensors are
   * @return the kernel; null if this family has none
   */
  @Nullable Kernel create(Node node, Memory memory);

  /**
   * Makes the kernel of a group of fused elementwise nodes.
   *
   * @param group the group
   * @param memory where its tensors are
   * @return the kernel; null if this family has none
   */
  @Nullable Kernel create(ElementwiseGroup group, Memory memory);

  /**
   * Says whether this family computes an elementwise node as a link of a chain, in which at most
   * one operand of each link is computed inside the group.
   *
   * @param node the node
   * @return true for a link
   */
  boolean chains(Node node);

  /**
   * Says whether this family computes a function of one element as a link of the chain behind what
   * it reads, however small that is, if nobody else reads it.
   *
   * @param node the node
   * @return true for a function of a matrix product, or of one with a bias
   */
  default boolean continues(Node node) {
    return false;
  }

  /**
   * Says whether a chain may be computed together with the node that it starts from.
   *
   * @param node the node, such as a matrix product
   * @return true if {@link #create(ElementwiseGroup, Memory)} takes it as an anchor
   */
  boolean anchors(Node node);

  /**
   * Says whether this family computes a node on images in {@link ChannelBlocks}, and rather than on
   * channels-last ones. All images that it reads and writes are in blocks then, as far as they
   * {@linkplain ChannelBlocks#fits fit}.
   *
   * @param node the node
   * @return true if {@link #create} makes a kernel for blocks
   */
  boolean blocks(Node node);

  /**
   * Says whether this family computes on {@link Narrow} numbers what it {@link #narrows} and {@link
   * #chains}, and faster than on floats.
   *
   * @return true if the processor has instructions for them
   */
  default boolean hasNarrow() {
    return false;
  }

  /**
   * Says whether this family reads the inputs of a node as {@link Narrow} numbers. Whoever asks
   * makes all of them narrow, or none.
   *
   * @param node a matrix product, a convolution or one of its gradients, or a pooling, which writes
   *     such numbers too
   * @return true if {@link #create} makes a kernel for inputs of two bytes
   */
  default boolean narrows(Node node) {
    return false;
  }

  /**
   * Says whether a kernel of this family reads an input of a node. A gradient may take what it
   * needs from what the kernel of the op itself has left for it.
   *
   * @param node the node
   * @param input the position of the input
   * @return false if it does not look at the input
   */
  default boolean reads(Node node, int input) {
    return true;
  }

  /**
   * Says whether this family computes a node on some samples of a batch, whose axis is the first,
   * as it does on all, by a kernel that {@link Kernel#bind} moves from samples to samples.
   *
   * @param node the node
   * @return true if each sample depends on the same sample of each input of the batch's length, and
   *     on nothing else but inputs that all samples read
   */
  default boolean splits(Node node) {
    return false;
  }

  /**
   * Returns the number of {@link Lanes} in which this family computes a node. In a plan with lanes
   * only large kernels use OpenMP's threads, which after each use keep a core busy for a while.
   *
   * @param node the node
   * @param threads how many threads there are
   * @return the number; 1 for none
   */
  int lanes(Node node, int threads);

  /**
   * Returns the number of {@link Lanes} in which this family computes a node of a plan that is too
   * short for OpenMP's threads.
   *
   * @param node the node
   * @param threads how many threads there are
   * @return the number; 1 for none
   */
  default int parts(Node node, int threads) {
    return 1;
  }
}
