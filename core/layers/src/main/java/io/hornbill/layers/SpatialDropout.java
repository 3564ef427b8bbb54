package io.hornbill.layers;

import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/**
 * What the dropouts of whole channels have in common.
 *
 * @param <T> the layer's own type
 */
abstract class SpatialDropout<T extends SpatialDropout<T>> extends DropoutLayer<T> {
  private final int axes;

  SpatialDropout(int axes, double rate) {
    super(rate);
    this.axes = axes;
    expectRank(axes + 2, "[batch, …spatial, channels]");
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    Shape noise = x.shape();
    int first = channelsFirst() ? 2 : 1;
    for (int i = 0; i < axes; i++) {
      noise = noise.with(first + i, 1);
    }
    return context.dropout(x, rate(), noise);
  }
}
