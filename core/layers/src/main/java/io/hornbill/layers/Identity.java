package io.hornbill.layers;

import io.hornbill.graph.Tensor;

/** Passes its input on. Input and output of any shape. */
public final class Identity extends KerasLayer<Identity> {
  /** Makes a layer. */
  public Identity() {}

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return x;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }
}
