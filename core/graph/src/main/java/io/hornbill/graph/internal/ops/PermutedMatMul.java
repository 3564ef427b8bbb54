package io.hornbill.graph.internal.ops;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * A matrix product of transposed inputs, transposed: the engine writes products in this form where
 * it can step over the arrays instead of copying them.
 *
 * @param left the order of axes in which the first input is read
 * @param right the order of axes in which the second input is read
 * @param out the order of axes in which the product is returned
 */
public record PermutedMatMul(List<Integer> left, List<Integer> right, List<Integer> out)
    implements Composite {
  /**
   * Copies the orders.
   *
   * @param left the order of axes in which the first input is read
   * @param right the order of axes in which the second input is read
   * @param out the order of axes in which the product is returned
   */
  public PermutedMatMul {
    left = List.copyOf(left);
    right = List.copyOf(right);
    out = List.copyOf(out);
  }

  @Override
  public List<Tensor> compose(List<Tensor> inputs) {
    Tensor a = Ops.transpose(inputs.get(0), array(left));
    Tensor b = Ops.transpose(inputs.get(1), array(right));
    return List.of(Ops.transpose(Ops.matmul(a, b), array(out)));
  }

  private static int[] array(List<Integer> axes) {
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }
}
