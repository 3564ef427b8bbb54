package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * The mean of its inputs, element by element.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape.
 *
 * <pre>{@code
 * Tensor merged = new Average().apply(a, b);
 * }</pre>
 */
public final class Average extends ElementwiseMerge<Average> {
  /** Makes a layer. */
  public Average() {}

  @Override
  protected Tensor merge(List<Tensor> inputs) {
    return inputs.stream().reduce(Ops::add).orElseThrow().dividedBy((double) inputs.size());
  }
}
