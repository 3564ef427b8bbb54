package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies its inputs element by element.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape. Steps that a mask leaves out
 * count as 1, and as 0 where all inputs have a mask and none counts, as in Keras since 3.8.
 *
 * <pre>{@code
 * Tensor merged = new Multiply().apply(a, b);
 * }</pre>
 */
public final class Multiply extends ElementwiseMerge<Multiply> {
  /** Makes a layer. */
  public Multiply() {}

  @Override
  protected Tensor merge(List<Tensor> inputs) {
    return inputs.stream().reduce(Ops::multiply).orElseThrow();
  }

  @Override
  Tensor merge(List<Tensor> inputs, List<@Nullable Tensor> masks) {
    List<Tensor> factors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor mask = masks.get(i);
      Tensor x = inputs.get(i);
      factors.add(mask == null ? x : Ops.where(mask, x, Ops.onesLike(x)));
    }
    Tensor product = merge(factors);
    Tensor any = anyOf(masks);
    return any == null ? product : Ops.where(any, product, Ops.zerosLike(product));
  }
}
