package io.hornbill.graph.internal;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.Fill;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reverse-mode differentiation of graphs. */
public final class Gradients {
  private Gradients() {}

  /**
   * Differentiates a single number.
   *
   * @param loss what to differentiate, of shape {@code []}
   * @param by the tensors to differentiate by
   * @return one gradient per tensor of {@code by}, of its shape; zeros where the loss does not
   *     depend on it
   * @throws UnsupportedOperationException if an op on the way has no gradient
   */
  public static List<Tensor> of(Tensor loss, List<Tensor> by) {
    if (loss.rank() != 0) {
      throw Fault.of("Gradients")
          .expected("the loss must be a single number of shape []")
          .received(loss.shape())
          .remedy("Take its mean or sum first.")
          .argument();
    }
    return of(List.of(loss), List.of(Ops.constant(1.0, loss.dataType())), by);
  }

  /**
   * Pulls gradients back from outputs to inputs.
   *
   * @param outputs the outputs
   * @param seeds the gradients by them, of their shapes
   * @param by the tensors to differentiate by
   * @return one gradient per tensor of {@code by}, of its shape; zeros where no output depends on
   *     it
   * @throws UnsupportedOperationException if an op on the way has no gradient
   * @throws IllegalArgumentException if a symbolic call of a layer hides what outputs depend on
   */
  public static List<Tensor> of(List<Tensor> outputs, List<Tensor> seeds, List<Tensor> by) {
    List<Node> order = Topology.sort(outputs);
    IdentityHashMap<Tensor, Boolean> wanted = new IdentityHashMap<>();
    by.forEach(t -> wanted.put(t, true));
    IdentityHashMap<Node, Boolean> active = active(order, wanted);
    IdentityHashMap<Tensor, Contributions> total = new IdentityHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      contribute(total, outputs.get(i), seeds.get(i));
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (active.containsKey(node)) {
        step(node, total, active, wanted);
      }
    }
    List<Tensor> result = new ArrayList<>(by.size());
    for (Tensor t : by) {
      Contributions gradient = total.get(t);
      if (gradient == null) {
        requireComputed(order);
      }
      result.add(gradient != null ? gradient.sum() : Ops.zerosLike(t));
    }
    return result;
  }

  /** What a call of a layer depends on is not known before it is computed. */
  private static void requireComputed(List<Node> order) {
    for (Node node : order) {
      if (node.op().isSymbolic()) {
        throw Fault.of("Gradients")
            .expected("the outputs must be computed by ops alone")
            .received("a symbolic call of \"%s\"", node.op().name())
            .remedy(
                "Ask model.gradients(x, y), or differentiate inside a layer's call, where"
                    + " layers are computed.")
            .argument();
      }
    }
  }

  private static void contribute(
      IdentityHashMap<Tensor, Contributions> total, Tensor to, Tensor gradient) {
    total.computeIfAbsent(to, t -> new Contributions()).add(gradient);
  }

  private static void step(
      Node node,
      IdentityHashMap<Tensor, Contributions> total,
      IdentityHashMap<Node, Boolean> active,
      IdentityHashMap<Tensor, Boolean> wanted) {
    List<@Nullable Tensor> dys = new ArrayList<>();
    boolean any = false;
    for (Tensor output : node.outputs()) {
      Contributions dy = total.get(output);
      dys.add(dy == null ? null : dy.sum());
      any |= dy != null;
    }
    if (!any) {
      return;
    }
    List<@Nullable Tensor> dxs = Node.ownedBy(node.owner(), () -> node.op().gradients(node, dys));
    for (int i = 0; i < dxs.size(); i++) {
      Tensor input = node.input(i);
      Tensor dx = dxs.get(i);
      if (dx != null && (active.containsKey(input.node()) || wanted.containsKey(input))) {
        contribute(total, input, dx);
      }
    }
  }

  /** The nodes with inputs through which a wanted tensor is reached. */
  private static IdentityHashMap<Node, Boolean> active(
      List<Node> order, IdentityHashMap<Tensor, Boolean> wanted) {
    IdentityHashMap<Node, Boolean> active = new IdentityHashMap<>();
    for (Node node : order) {
      for (Tensor input : node.inputs()) {
        if (wanted.containsKey(input) || active.containsKey(input.node())) {
          active.put(node, true);
          break;
        }
      }
    }
    return active;
  }

  /**
   * Says whether a gradient is that of something on which the target does not depend.
   *
   * @param gradient what {@link #of} returned
   * @return true if it is zero for any data
   */
  public static boolean isZero(Tensor gradient) {
    return gradient.op() instanceof Fill fill && fill.number() == 0;
  }
}
