package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest of its inputs, element by element.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape. Steps that a mask leaves out
 * are those of the other inputs, as in Keras since 3.8.
 *
 * <pre>{@code
 * Tensor merged = new Minimum().apply(a, b);
 * }</pre>
 */
public final class Minimum extends ElementwiseMerge<Minimum> {
  /** Makes a layer. */
  public Minimum() {}

  @Override
  protected Tensor merge(List<Tensor> inputs) {
    return inputs.stream().reduce(Ops::minimum).orElseThrow();
  }

  @Override
  Tensor merge(List<Tensor> inputs, List<@Nullable Tensor> masks) {
    return choose(inputs, masks, Ops::minimum);
  }
}
