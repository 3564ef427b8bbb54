package io.hornbill.engine.internal.kernel;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise nodes that are computed together: a tree whose root is the only result. The leaves
 * are tensors computed before, of shapes that broadcast to the root's.
 */
public final class ElementwiseGroup {
  private final Tensor root;
  private final List<Node> nodes = new ArrayList<>();
  private final IdentityHashMap<Node, Boolean> members = new IdentityHashMap<>();

  private @Nullable Node anchor;

  /**
   * Makes a group of one node.
   *
   * @param root its result
   */
  public ElementwiseGroup(Tensor root) {
    this.root = root;
    absorb(root.node());
  }

  /**
   * Adds a node whose only user is in the group.
   *
   * @param node the node
   */
  public void absorb(Node node) {
    nodes.add(node);
    members.put(node, true);
  }

  /**
   * Returns the result.
   *
   * @return the root
   */
  public Tensor root() {
    return root;
  }

  /**
   * Returns the nodes.
   *
   * @return the nodes, users before inputs
   */
  public List<Node> nodes() {
    return nodes;
  }

  /**
   * Says whether a tensor is computed inside the group.
   *
   * @param tensor the tensor
   * @return true if its node is a member or the anchor
   */
  public boolean contains(Tensor tensor) {
    return members.containsKey(tensor.node()) || tensor.node() == anchor;
  }

  /**
   * Returns what the group reads.
   *
   * @return each leaf once
   */
  public List<Tensor> leaves() {
    IdentityHashMap<Tensor, Boolean> seen = new IdentityHashMap<>();
    List<Tensor> leaves = new ArrayList<>();
    for (Node node : nodes) {
      for (Tensor input : node.inputs()) {
        if (!contains(input) && seen.put(input, true) == null) {
          leaves.add(input);
        }
      }
    }
    return leaves;
  }

  /**
   * Says whether the group reads or writes elements of two bytes.
   *
   * @return true if its result or a leaf is {@linkplain Memory#isNarrow(Tensor) narrow}
   */
  public boolean isNarrow() {
    return nodes.stream().anyMatch(Memory::isNarrow);
  }

  /**
   * Returns the node that the group, a chain, is computed together with.
   *
   * @return a node that is not elementwise; null if there is none
   */
  public @Nullable Node anchor() {
    return anchor;
  }

  /**
   * Sets the node that the group, a chain, is computed together with.
   *
   * @param newAnchor a node whose only user is in the group; null for none
   */
  public void setAnchor(@Nullable Node newAnchor) {
    anchor = newAnchor;
  }
}
