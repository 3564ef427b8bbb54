package io.hornbill.layers;

import io.hornbill.graph.Tensor;

/** Passes its input on. Input and output of any shape. */
public final class Identity extends MaskedSinceKeras3<Identity> {
  /** Makes a layer. */
  public Identity() {}

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x;
  }
}
