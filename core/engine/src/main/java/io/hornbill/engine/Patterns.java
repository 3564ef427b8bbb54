package io.hornbill.engine;

import io.hornbill.engine.internal.kernel.KernelFactory;
import io.hornbill.graph.CompositeGradient;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Topology;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.ConvKernel;
import io.hornbill.graph.internal.ops.ConvKernelBias;
import io.hornbill.graph.internal.ops.MatMul;
import io.hornbill.graph.internal.ops.PermutedMatMul;
import io.hornbill.graph.internal.ops.Reduce;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.ReluGradient;
import io.hornbill.graph.internal.ops.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Replaces several nodes by one where there is a kernel that computes them together: batch
 * normalization and the relu after it with their gradients, products and the transposing around
 * them, the gradients of a convolution by kernel and bias.
 */
final class Patterns {
  private final List<KernelFactory> factories;
  private final IdentityHashMap<Tensor, List<Node>> users = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Boolean> results = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Tensor> replaced = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> visited = new IdentityHashMap<>();
  private final IdentityHashMap<Node, Boolean> masked = new IdentityHashMap<>();

  /**
   * Rewrites what some tensors depend on.
   *
   * @param factories who makes kernels
   * @param outputs the tensors to compute
   */
  Patterns(List<KernelFactory> factories, List<Tensor> outputs) {
    this.factories = factories;
    List<Node> order = Topology.sort(outputs);
    for (Node node : order) {
      for (Tensor input : node.inputs()) {
        users.computeIfAbsent(input, t -> new ArrayList<>()).add(node);
      }
    }
    outputs.forEach(t -> results.put(t, true));
    for (Node node : order) {
      if (!replaced.containsKey(node.output(0))) {
        rewrite(node);
      }
      visited.put(node, true);
    }
  }

  /** The tensor that has taken the place of another one. */
  Tensor of(Tensor tensor) {
    return replaced.getOrDefault(tensor, tensor);
  }

  private void rewrite(Node node) {
    List<Tensor> inputs = node.inputs().stream().map(this::of).toList();
    Op op = node.op();
    boolean done =
        op instanceof BatchNormalize normalize
            ? relu(node, normalize, inputs)
            : op instanceof MatMul product ? permuted(node, product, inputs) : kernelAndBias(node);
    if (!done && (masked.containsKey(node) || !inputs.equals(node.inputs()))) {
      Node copy = masked.containsKey(node) ? ofBoth(node, inputs) : Node.of(op, inputs);
      for (int i = 0; i < node.outputs().size(); i++) {
        replaced.put(node.output(i), copy.output(i));
      }
    }
  }

  private List<Node> users(Tensor tensor) {
    return users.getOrDefault(tensor, List.of());
  }

  private boolean supported(Op op, List<Tensor> inputs) {
    return factories.stream()
        .anyMatch(f -> f.supports(op, inputs.stream().map(Tensor::spec).toList()));
  }

  /**
   * Normalization and relu in one, if the gradient comes back through the relu alone: the relu's
   * gradient is then a part of the normalization's.
   */
  private boolean relu(Node node, BatchNormalize op, List<Tensor> inputs) {
    Tensor y = node.output(0);
    Node relu = null;
    List<Node> gradients = new ArrayList<>();
    for (Node user : users(y)) {
      if (user.op() instanceof Relu && relu == null) {
        relu = user;
      } else if (isGradient(user, node)) {
        gradients.add(user);
      } else {
        return false;
      }
    }
    BatchNormalize fused = new BatchNormalize(op.epsilon(), true);
    if (op.relu()
        || relu == null
        || gradients.size() != 1
        || results.containsKey(y)
        || !isMasked(gradients.get(0), relu.output(0))
        || !supported(fused, inputs)) {
      return false;
    }
    Node both = Node.of(fused, inputs);
    replaced.put(relu.output(0), both.output(0));
    for (int i = 0; i < 3; i++) {
      replaced.put(node.output(i), both.output(i));
    }
    masked.put(gradients.get(0), true);
    return true;
  }

  private static boolean isGradient(Node user, Node node) {
    return user.op() instanceof CompositeGradient gradient
        && gradient.op() instanceof BatchNormalize
        && gradient.present().equals(List.of(true, false, false))
        && user.input(gradient.arity()).node() == node
        && user.inputs().stream().filter(t -> t == node.output(0)).count() == 1;
  }

  private static boolean isMasked(Node gradient, Tensor relu) {
    Node dy = gradient.input(gradient.inputs().size() - 1).node();
    return dy.op() instanceof ReluGradient && dy.input(0) == relu;
  }

  /** The gradient of normalization and relu from that of the normalization alone. */
  private Node ofBoth(Node node, List<Tensor> inputs) {
    CompositeGradient gradient = (CompositeGradient) node.op();
    BatchNormalize op = (BatchNormalize) gradient.op();
    CompositeGradient fused =
        new CompositeGradient(
            new BatchNormalize(op.epsilon(), true), gradient.arity(), gradient.present());
    List<Tensor> own = new ArrayList<>(inputs);
    int last = own.size() - 1;
    Tensor dy = of(node.input(last).node().input(1));
    own.set(last, Ops.broadcastTo(dy, node.output(0).shape()));
    return Node.of(fused, own);
  }

  /** A product that reads its inputs, and writes its output, in another order of axes. */
  private boolean permuted(Node node, MatMul op, List<Tensor> inputs) {
    Tensor y = node.output(0);
    int rank = y.rank();
    if (inputs.get(0).rank() != rank || inputs.get(1).rank() != rank) {
      return false;
    }
    Node after = users(y).size() == 1 && !results.containsKey(y) ? users(y).get(0) : node;
    List<Integer> out = identity(rank);
    if (after.op() instanceof Transpose transpose && transpose.axes().get(rank - 1) == rank - 1) {
      out = transpose.axes();
    }
    List<Tensor> sources = new ArrayList<>();
    List<Integer> left = operand(inputs.get(0), op.transposeA(), sources);
    List<Integer> right = operand(inputs.get(1), op.transposeB(), sources);
    boolean plain = sources.equals(inputs) && out.equals(identity(rank));
    PermutedMatMul permuted = new PermutedMatMul(left, right, out);
    if (plain || !supported(permuted, sources)) {
      return false;
    }
    Tensor target = out.equals(identity(rank)) ? y : after.output(0);
    replaced.put(target, Node.of(permuted, sources).output(0));
    replaced.putIfAbsent(y, y); // done
    return true;
  }

  /** Looks through a transpose that leaves the last axis among the last two. */
  private static List<Integer> operand(Tensor x, boolean swapped, List<Tensor> sources) {
    int rank = x.rank();
    List<Integer> axes = identity(rank);
    Tensor source = x;
    if (x.op() instanceof Transpose transpose && transpose.axes().indexOf(rank - 1) >= rank - 2) {
      axes = new ArrayList<>(transpose.axes());
      source = x.node().input(0);
    }
    if (swapped) {
      Collections.swap(axes, rank - 1, rank - 2);
    }
    sources.add(source);
    return axes;
  }

  private static List<Integer> identity(int rank) {
    return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
  }

  /**
   * The gradients of a convolution by its kernel and by the bias that was added to it, at whichever
   * of the two comes first.
   */
  private boolean bias(Node kernel, Node sum) {
    ConvKernelBias both = new ConvKernelBias((ConvKernel) kernel.op());
    List<Tensor> inputs = kernel.inputs().stream().map(this::of).toList();
    boolean ready = kernel.inputs().stream().allMatch(t -> visited.containsKey(t.node()));
    Tensor one = kernel.output(0);
    Tensor two = sum.output(0);
    boolean open = !replaced.containsKey(one) && !replaced.containsKey(two);
    if (!ready || !open || !supported(both, inputs)) {
      return false;
    }
    List<Tensor> gradients = Node.of(both, inputs).outputs();
    replaced.put(one, gradients.get(0));
    replaced.put(two, Ops.reshape(gradients.get(1), two.shape().dims()));
    return true;
  }

  private boolean kernelAndBias(Node node) {
    boolean isKernel = node.op() instanceof ConvKernel;
    if (!isKernel && !isRowSum(node)) {
      return false;
    }
    Tensor dy = node.input(isKernel ? 1 : 0);
    for (Node user : users(dy)) {
      boolean other = isKernel ? isRowSum(user) : isKernelOf(user, dy);
      if (other && !visited.containsKey(user)) {
        return bias(isKernel ? node : user, isKernel ? user : node);
      }
    }
    return false;
  }

  private static boolean isKernelOf(Node node, Tensor dy) {
    return node.op() instanceof ConvKernel && node.input(1) == dy;
  }

  private static boolean isRowSum(Node node) {
    return node.op() instanceof Reduce reduce
        && reduce.kind() == Reduce.Kind.SUM
        && reduce.axes().equals(identity(node.input(0).rank() - 1));
  }
}
