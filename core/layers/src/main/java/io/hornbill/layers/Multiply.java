package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Multiplies its inputs element by element.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape.
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
}
