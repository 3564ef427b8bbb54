package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of the last axis in order, with the positions they had. Outputs: the sorted elements
 * and the positions. Equal elements keep their order; NaN counts as greatest.
 *
 * @param descending whether the greatest comes first
 */
public record Sort(boolean descending) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Spec spec = inputs.get(0).spec();
    return List.of(spec, spec);
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    if (dy == null) {
      return Op.gradientList((Tensor) null);
    }
    // Row by row: dx[order[i]] = dy[i], on flat positions.
    Tensor order = node.output(1);
    long length = order.dim(-1);
    long rows = order.shape().size() / Math.max(1, length);
    Tensor offsets = Ops.arange(rows, dy.dataType()).times((double) length);
    Tensor flat = Ops.reshape(order, rows, length).plus(Ops.reshape(offsets, rows, 1));
    Tensor dx =
        Node.apply(
            new ScatterAdd(rows * length),
            Ops.reshape(flat, rows * length),
            Ops.reshape(dy, rows * length));
    return Op.gradientList(Ops.reshape(dx, order.shape().dims()));
  }
}
