package io.hornbill.engine;

import io.hornbill.engine.Rule.Facts;
import io.hornbill.engine.Rule.Match;
import io.hornbill.graph.Node;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.internal.ops.BatchNormalize;
import io.hornbill.graph.internal.ops.CompositeGradient;
import io.hornbill.graph.internal.ops.Relu;
import io.hornbill.graph.internal.ops.ReluGradient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that make batch normalization and the relu after it one kernel, and their gradients. */
final class NormalizationRules {
  private NormalizationRules() {}

  /**
   * Normalization and relu in one, if the gradient comes back through the relu alone: the relu's
   * gradient is then a part of the normalization's.
   */
  static @Nullable Tensor relu(Match m) {
    Node node = m.node();
    BatchNormalize op = (BatchNormalize) m.op();
    BatchNormalize fused = new BatchNormalize(op.epsilon(), true);
    Facts facts = m.facts();
    if (op.relu() || facts.isResult(node.output(0)) || !facts.hasKernel(fused, m.in())) {
      return null;
    }
    Node relu = onlyRelu(node, facts.users(node.output(0)));
    if (relu == null) {
      return null;
    }
    Node both = Node.of(fused, m.in());
    facts.replace(relu.output(0), both.output(0));
    facts.replace(node.output(1), both.output(1));
    facts.replace(node.output(2), both.output(2));
    return both.output(0);
  }

  /** The relu that reads a normalization beside its gradient, and nobody else; null if none is. */
  private static @Nullable Node onlyRelu(Node node, List<Node> users) {
    Node relu = null;
    Node gradient = null;
    for (Node user : users) {
      if (user.op() instanceof Relu && relu == null) {
        relu = user;
      } else if (isGradient(user, node) && gradient == null) {
        gradient = user;
      } else {
        return null;
      }
    }
    boolean masked = relu != null && gradient != null && isMasked(gradient, relu.output(0));
    return masked ? relu : null;
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
  static @Nullable Tensor gradient(Match m) {
    CompositeGradient op = (CompositeGradient) m.op();
    boolean plain = op.op() instanceof BatchNormalize normalize && !normalize.relu();
    if (!plain || !(m.in().get(op.arity()).op() instanceof BatchNormalize both) || !both.relu()) {
      return null;
    }
    List<Tensor> inputs = new ArrayList<>(m.in());
    int last = inputs.size() - 1;
    Tensor dy = inputs.get(last).node().input(1);
    inputs.set(last, Ops.broadcastTo(dy, m.node().input(op.arity()).shape()));
    Node fused = Node.of(new CompositeGradient(both, op.arity(), op.present()), inputs);
    for (int i = 1; i < fused.outputs().size(); i++) {
      m.facts().replace(m.node().output(i), fused.output(i));
    }
    return fused.output(0);
  }
}
