package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers as rows of zeros with a single 1; numbers outside {@code [0, depth)} give zeros.
 *
 * @param depth the length of a row
 */
public record OneHot(long depth) implements Op {
  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    return List.of(new Spec(x.dataType(), x.shape().append(depth)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return Op.gradientList((Tensor) null);
  }
}
