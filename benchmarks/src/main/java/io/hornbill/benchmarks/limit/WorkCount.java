package io.hornbill.benchmarks.limit;

import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.graph.internal.ops.Conv;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.Read;
import io.hornbill.graph.internal.ops.Recurrent;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts what a network has to do for one batch, by this rule:
 *
 * <ul>
 *   <li>Operations: each matrix product, convolution and recurrent layer counts its multiplications
 *       and additions; all else counts none. In training a product is computed once more for each
 *       of its two factors that depends on trained weights: so three times, but twice where a
 *       factor is the data.
 *   <li>Bytes: the inputs and the weights are read once. In training, trained weights and the two
 *       slots of Adam are read once and written once, and the gradients pass once.
 *   <li>The outputs of products, if they do not fit into the cache, are written once and read once:
 *       in training all of them together, since they are kept for the gradients, in prediction each
 *       by itself.
 * </ul>
 */
public final class WorkCount {

  /** A trained weight is read and written, so are two slots, and its gradient passes. */
  private static final int TRAINED_PASSES = 7;

  private final Set<Variable> trained;
  private final double cache;
  private final Set<Node> seen = new HashSet<>();

  /** Nodes that depend on trained weights. */
  private final Set<Node> learning = new HashSet<>();

  private double operations;
  private double bytes;
  private double kept;
  private double large;

  private WorkCount(Collection<Variable> trained, double cache) {
    this.trained = Set.copyOf(trained);
    this.cache = cache;
  }

  /**
   * Counts the work of a graph.
   *
   * @param inputs its placeholders, of known shapes
   * @param outputs what it computes
   * @param trained what is trained by Adam; none for a prediction
   * @param cache the bytes that fit into the cache
   * @return the work
   */
  public static Work of(
      List<Tensor> inputs, List<Tensor> outputs, Collection<Variable> trained, double cache) {
    WorkCount count = new WorkCount(trained, cache);
    inputs.forEach(input -> count.bytes += bytes(input));
    outputs.forEach(output -> count.visit(output.node()));
    double activations = trained.isEmpty() ? count.large : count.kept;
    double moved = trained.isEmpty() || activations > cache ? 2 * activations : 0;
    return new Work(count.operations, count.bytes + moved);
  }

  /** A node after its inputs; deep graphs are no recursion. */
  private void visit(Node last) {
    Deque<Node> open = new ArrayDeque<>(List.of(last));
    while (!open.isEmpty()) {
      Node node = open.peek();
      List<Node> before =
          node.inputs().stream().map(Tensor::node).filter(input -> !seen.contains(input)).toList();
      if (!before.isEmpty() && !seen.contains(node)) {
        before.forEach(open::push);
      } else {
        open.pop();
        if (seen.add(node)) {
          count(node);
        }
      }
    }
  }

  private void count(Node node) {
    if (node.inputs().stream().anyMatch(this::learns)) {
      learning.add(node);
    }
    if (node.op() instanceof Read read) {
      boolean isTrained = trained.contains(read.variable());
      bytes += bytes(node.output(0)) * (isTrained ? TRAINED_PASSES : 1);
      if (isTrained) {
        learning.add(node);
      }
    } else if (node.op() instanceof MatMul product) {
      double inner = node.input(0).dim(product.transposeA() ? -2 : -1);
      product(node, 2 * node.output(0).shape().size() * inner, node.input(0), node.input(1));
    } else if (node.op() instanceof Conv) {
      double window = (double) node.input(1).shape().size() / node.input(1).dim(-1);
      product(node, 2 * node.output(0).shape().size() * window, node.input(0), node.input(1));
    } else if (node.op() instanceof Recurrent cell) {
      Tensor kernel = node.input(1 + cell.states());
      Tensor recurrent = node.input(2 + cell.states());
      double rows = 2.0 * node.input(0).dim(0) * node.input(0).dim(1);
      operations += rows * kernel.shape().size() * passes(node.input(0), kernel);
      // Each state depends on the weights by the one before.
      product(node, rows * recurrent.shape().size(), recurrent, recurrent);
    }
  }

  private void product(Node node, double steps, Tensor left, Tensor right) {
    operations += steps * passes(left, right);
    double size = bytes(node.output(0));
    kept += size;
    large += size > cache ? size : 0;
  }

  private int passes(Tensor left, Tensor right) {
    return 1 + (learns(left) ? 1 : 0) + (learns(right) ? 1 : 0);
  }

  private boolean learns(Tensor tensor) {
    return learning.contains(tensor.node());
  }

  private static double bytes(Tensor tensor) {
    return (double) tensor.shape().size() * tensor.dataType().width();
  }
}
