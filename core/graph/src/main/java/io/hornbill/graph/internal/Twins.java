package io.hornbill.graph.internal;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Fill;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Walks through two graphs of one program, written for different sizes, and finds for each tensor
 * of one the same tensor of the other.
 *
 * <pre>{@code
 * Twins twins = new Twins();
 * boolean same = twins.walk(program(1_009), program(1_013), (left, right) -> holds(left, right));
 * }</pre>
 */
public final class Twins {
  private final IdentityHashMap<Tensor, Tensor> twins = new IdentityHashMap<>();
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Knows none. */
  public Twins() {}

  /**
   * Walks through what some tensors depend on, inputs before users, as far as it is not known.
   *
   * @param left tensors of one graph
   * @param right the same ones of the other
   * @param pairing is told of each pair of nodes of one kind whose inputs are twins, before its
   *     outputs are; says whether to go on
   * @return whether all nodes are pairs, and the tensors twins
   */
  public boolean walk(List<Tensor> left, List<Tensor> right, BiPredicate<Node, Node> pairing) {
    List<Node> lefts = Topology.sort(left, node -> twins.containsKey(node.output(0)));
    List<Node> rights = Topology.sort(right, seen::contains);
    boolean same = lefts.size() == rights.size();
    for (int i = 0; same && i < lefts.size(); i++) {
      same = pair(lefts.get(i), rights.get(i), pairing);
    }
    return same && are(left, right);
  }

  private boolean pair(Node left, Node right, BiPredicate<Node, Node> pairing) {
    boolean same =
        left.op().getClass() == right.op().getClass()
            && are(left.inputs(), right.inputs())
            && left.outputs().size() == right.outputs().size()
            && pairing.test(left, right);
    for (int i = 0; same && i < left.outputs().size(); i++) {
      put(left.output(i), right.output(i));
    }
    return same;
  }

  /**
   * Says that two tensors are the same, such as inputs.
   *
   * @param left a tensor of one graph
   * @param right that of the other
   */
  public void put(Tensor left, Tensor right) {
    twins.put(left, right);
    seen.add(right.node());
  }

  /**
   * Returns the twin of a tensor.
   *
   * @param left a tensor of one graph, of a node that was walked through
   * @return that of the other
   */
  public Tensor of(Tensor left) {
    return Objects.requireNonNull(twins.get(left));
  }

  /**
   * Says whether two nodes are the same constant array, to the last bit: constants are made anew by
   * each walk through layers.
   *
   * @param left a node of one graph
   * @param right a node of the other
   * @return false also if one is no constant
   */
  public static boolean isSameArray(Node left, Node right) {
    return left.op() instanceof Constant one
        && right.op() instanceof Constant other
        && Arrays.equals(one.value().data().asBytes(), other.value().data().asBytes());
  }

  /**
   * Says whether two nodes are filled with the same number, whatever their shapes are.
   *
   * @param left a node of one graph
   * @param right a node of the other
   * @return false also if one is not filled with a number
   */
  public static boolean isSameNumber(Node left, Node right) {
    return left.op() instanceof Fill one
        && right.op() instanceof Fill other
        && Double.compare(one.number(), other.number()) == 0;
  }

  private boolean are(List<Tensor> left, List<Tensor> right) {
    boolean same = left.size() == right.size();
    for (int i = 0; same && i < left.size(); i++) {
      same = twins.get(left.get(i)) == right.get(i);
    }
    return same;
  }
}
