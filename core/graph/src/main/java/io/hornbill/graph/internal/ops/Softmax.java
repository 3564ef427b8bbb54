package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code exp(x) / sum(exp(x))} over the last axis, without overflow. */
public record Softmax() implements Composite {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    return List.of(inputs.get(0).spec());
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor e = Ops.exp(x.minus(Ops.max(x, -1, true)));
    return List.of(e.dividedBy(Ops.sum(e, -1, true)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    Tensor y = node.output(0);
    return Op.gradientList(dy == null ? null : Node.apply(new SoftmaxGradient(), y, dy));
  }
}
