package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An op without inputs. */
public interface Leaf extends Op {
  /**
   * Returns type and shape of the output.
   *
   * @return both
   */
  Spec spec();

  @Override
  default List<Spec> infer(List<Tensor> inputs) {
    return List.of(spec());
  }

  @Override
  default List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    return List.of();
  }
}
