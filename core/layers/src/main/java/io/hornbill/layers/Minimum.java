package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * The smallest of its inputs, element by element.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape.
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
}
