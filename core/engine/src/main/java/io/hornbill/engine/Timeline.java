package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.engine.internal.kernel.Memory;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.Topology;
import io.hornbill.graph.internal.ops.Constant;
import io.hornbill.graph.internal.ops.Fill;
import io.hornbill.graph.internal.ops.HostFunction;
import io.hornbill.graph.internal.ops.Leaf;
import io.hornbill.graph.internal.ops.Placeholder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A program of training in the order of time: first all that the loss depends on, the <em>way
 * there</em>, then the <em>way back</em>, in which gradients of the last layers come first, and
 * what is updated by a gradient follows it at once. Nodes are numbers here, their places.
 */
final class Timeline {
  /** Results of fewer elements are no load. */
  private static final long SMALL = 1024;

  /** So many multiplications and additions are done while a byte is read or written. */
  private static final double STEPS_PER_BYTE = 10;

  private final List<Node> nodes;
  private final int turn;
  private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
  private final int[][] sources;
  private final int[] roots;
  private final long[] bytes;
  private final boolean[] kept;
  private final boolean[] constant;
  private final List<KernelFactory> factories;

  /**
   * Puts a program in order.
   *
   * @param results the tensors to compute, the loss first
   * @param factories who makes kernels
   * @param chosen which nodes may be computed a second time
   */
  Timeline(List<Tensor> results, List<KernelFactory> factories, Predicate<Node> chosen) {
    this.factories = factories;
    nodes = wayThere(results.get(0));
    turn = nodes.size();
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    nodes.addAll(wayBack(Topology.sort(results, numbers::containsKey)));
    nodes.subList(turn, nodes.size()).forEach(node -> numbers.put(node, numbers.size()));
    sources = new int[nodes.size()][];
    roots = new int[nodes.size()];
    bytes = new long[nodes.size()];
    kept = new boolean[nodes.size()];
    constant = new boolean[nodes.size()];
    Set<Tensor> wanted = Aliases.identitySet();
    wanted.addAll(results);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      sources[i] = sources(node);
      boolean alias = Aliases.is(node);
      roots[i] = alias ? roots[number(node.input(0))] : i;
      constant[i] = isConstant(node);
      boolean once = constant[i] || i >= turn || isComputedOnce(node.op()) || !chosen.test(node);
      boolean result = node.outputs().stream().anyMatch(wanted::contains);
      kept[i] = once;
      kept[roots[i]] |= result;
      bytes[i] = alias ? 0 : node.outputs().stream().mapToLong(Timeline::bytes).sum();
    }
  }

  /** What does not depend on data, such as random numbers, comes right before its first reader. */
  private static List<Node> wayThere(Tensor loss) {
    Set<Node> free = Aliases.identitySet();
    Set<Node> done = Aliases.identitySet();
    List<Node> sorted = new ArrayList<>();
    for (Node node : Topology.sort(List.of(loss))) {
      boolean data = node.op() instanceof Placeholder;
      if (!data && node.inputs().stream().allMatch(t -> free.contains(t.node()))) {
        free.add(node);
      } else {
        for (Node late : Topology.sort(node.outputs(), done::contains)) {
          done.add(late);
          sorted.add(late);
        }
      }
    }
    sorted.addAll(Topology.sort(List.of(loss), done::contains));
    return sorted;
  }

  /**
   * What belongs to the gradient of the first layer comes last: a node is reached when the
   * gradients that it reads are there, and those of the last reader of each other thing that it
   * reads.
   */
  private List<Node> wayBack(List<Node> back) {
    IdentityHashMap<Node, Integer> reached = new IdentityHashMap<>();
    for (Node node : nodes) {
      node.inputs().forEach(t -> reached.merge(t.node(), numbers.getOrDefault(node, 0), Math::max));
    }
    for (Node node : back) {
      int first = turn;
      for (Tensor input : node.inputs()) {
        if (!(input.op() instanceof Leaf)) {
          first = Math.min(first, reached.getOrDefault(input.node(), turn));
        }
      }
      reached.put(node, first);
    }
    List<Node> sorted = new ArrayList<>(back);
    sorted.sort(Comparator.comparing(reached::get, Comparator.reverseOrder()));
    return sorted;
  }

  private int[] sources(Node node) {
    int[] found = new int[node.inputs().size()];
    int count = 0;
    for (int k = 0; k < found.length; k++) {
      Tensor input = node.input(k);
      if (isLarge(input) && !(input.op() instanceof Leaf) && isRead(node, k)) {
        found[count++] = number(input);
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean isRead(Node node, int input) {
    return factories.stream().allMatch(f -> f.reads(node, input));
  }

  /**
   * Whether a node reads an input, which is large, or of a node of whose results it reads large
   * ones.
   */
  boolean reads(Node node, int input) {
    int source = number(node.input(input));
    return isRead(node, input)
        && Arrays.stream(sources[number(node.output(0))]).anyMatch(i -> i == source);
  }

  private boolean isConstant(Node node) {
    boolean all = !node.inputs().isEmpty();
    for (Tensor input : node.inputs()) {
      all &= constant[number(input)];
    }
    return all || node.op() instanceof Constant || node.op() instanceof Fill;
  }

  /** Whatever is chosen: values from outside, and what a user's own code computes. */
  private static boolean isComputedOnce(Op op) {
    return op instanceof Leaf || op instanceof HostFunction || !op.isPure();
  }

  private static boolean isLarge(Tensor tensor) {
    return tensor.shape().size() >= SMALL;
  }

  private static long bytes(Tensor tensor) {
    int width = Memory.isNarrow(tensor) ? Short.BYTES : tensor.dataType().width();
    return isLarge(tensor) && !(tensor.op() instanceof Leaf) ? width * tensor.shape().size() : 0;
  }

  /** The place of the node that computes a tensor. */
  int number(Tensor tensor) {
    return numbers.getOrDefault(tensor.node(), 0);
  }

  /** The number of nodes. */
  int size() {
    return nodes.size();
  }

  /** The place of the first node of the way back. */
  int turn() {
    return turn;
  }

  Node node(int place) {
    return nodes.get(place);
  }

  /** The nodes whose large results a node reads. */
  int[] sources(int node) {
    return sources[node];
  }

  /** The node in whose memory a result lies. */
  int root(int node) {
    return roots[node];
  }

  /** The size of a node's large results. */
  long bytes(int node) {
    return bytes[node];
  }

  /** Which nodes are computed once in any case. */
  boolean[] kept() {
    return kept.clone();
  }

  /** Roughly how long a node takes, in multiplications. */
  double cost(int node) {
    double moved = bytes[node];
    for (int source : sources[node]) {
      moved += bytes[roots[source]];
    }
    return STEPS_PER_BYTE * moved
        + (Work.isDear(nodes.get(node)) ? Work.of(List.of(nodes.get(node))) : 0);
  }

  /** Whether a node may be computed together with one that alone reads it. */
  boolean joins(int node, int reader) {
    Op op = nodes.get(node).op();
    return Fusion.isElementwise(nodes.get(reader).op())
        && (Fusion.isElementwise(op) || Work.isProduct(nodes.get(node)))
        && nodes.get(node).output(0).spec().equals(nodes.get(reader).output(0).spec());
  }
}
