package io.hornbill.graph.internal.ops;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Op;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Spec;
import io.hornbill.graph.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The axes in another order.
 *
 * @param axes for each new axis the old one
 */
public record Transpose(List<Integer> axes) implements Op {
  /**
   * Copies the axes.
   *
   * @param axes for each new axis the old one
   */
  public Transpose {
    axes = List.copyOf(axes);
  }

  @Override
  public List<Spec> infer(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    if (!axes.stream().sorted().toList().equals(IntStream.range(0, x.rank()).boxed().toList())) {
      throw Fault.of("Transpose")
          .expected("axes must be each axis of %s once", x.shape())
          .received(axes)
          .remedy("Name every axis.")
          .argument();
    }
    long[] out = axes.stream().mapToLong(a -> x.dim(a)).toArray();
    return List.of(new Spec(x.dataType(), Shape.of(out)));
  }

  @Override
  public List<@Nullable Tensor> gradients(Node node, List<@Nullable Tensor> gradients) {
    Tensor dy = gradients.get(0);
    int[] inverse = new int[axes.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[axes.get(i)] = i;
    }
    return Op.gradientList(dy == null ? null : Ops.transpose(dy, inverse));
  }
}
