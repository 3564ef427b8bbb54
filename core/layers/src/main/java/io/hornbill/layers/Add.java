package io.hornbill.layers;

import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import java.util.List;

/** The sum of the inputs, element by element. */
public final class Add extends ElementwiseMerge<Add> {
  /** Makes a layer. */
  public Add() {}

  @Override
  protected Tensor merge(List<Tensor> inputs) {
    Tensor sum = inputs.get(0);
    for (Tensor input : inputs.subList(1, inputs.size())) {
      sum = Ops.add(sum, input);
    }
    return sum;
  }
}
