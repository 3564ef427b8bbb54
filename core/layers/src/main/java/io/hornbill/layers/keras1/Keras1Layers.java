package io.hornbill.layers.keras1;

import io.hornbill.base.Extension;
import io.hornbill.layers.Layers;

/** Registers the layers of Keras 1 that files name. */
public final class Keras1Layers implements Extension {
  /** Called by the service loader. */
  public Keras1Layers() {}

  @Override
  public void register() {
    Layers.register("Highway", Highway::new);
    Layers.register("MaxoutDense", () -> new MaxoutDense(1));
    Layers.register("Merge", () -> new Merge());
    Layers.register("ParametricSoftplus", () -> new ParametricSoftplus());
    Layers.register("SReLU", SReLU::new);
    Layers.register("ThresholdedReLU", () -> new ThresholdedReLU());
    Layers.register("TimeDistributedDense", () -> new TimeDistributedDense(1));
  }
}
