package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The greatest of its inputs, element by element.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape. Steps that a mask leaves out
 * are those of the other inputs, as in Keras since 3.8.
 *
 * <pre>{@code
 * Tensor merged = new Maximum().apply(a, b);
 * }</pre>
 */
public final class Maximum extends ElementwiseMerge<Maximum> {
  /** Makes a layer. */
  public Maximum() {}

  @Override
  protected Tensor merge(List<Tensor> inputs) {
    return inputs.stream().reduce(Ops::maximum).orElseThrow();
  }

  @Override
  Tensor merge(List<Tensor> inputs, List<@Nullable Tensor> masks) {
    return choose(inputs, masks, Ops::maximum);
  }
}
