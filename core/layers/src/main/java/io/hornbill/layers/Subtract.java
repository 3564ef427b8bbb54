package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import java.util.List;

/**
 * Subtracts its second input from its first one.
 *
 * <p>Inputs of shapes that broadcast, output of their common shape.
 *
 * <pre>{@code
 * Tensor merged = new Subtract().apply(a, b);
 * }</pre>
 */
public final class Subtract extends ElementwiseMerge<Subtract> {
  /** Makes a layer. */
  public Subtract() {}

  @Override
  protected void build(List<Shape> inputs) {
    super.build(inputs);
    if (inputs.size() != 2) {
      throw Fault.of(owner())
          .expected("the layer subtracts one input from another")
          .received("%s inputs", inputs.size())
          .remedy("Give it two.")
          .argument();
    }
  }

  @Override
  protected Tensor merge(List<Tensor> inputs) {
    return inputs.get(0).minus(inputs.get(1));
  }
}
