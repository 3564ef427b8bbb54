package io.hornbill.applications;

import io.hornbill.base.Extension;
import io.hornbill.layers.Layers;

/** Makes the layers of the applications known, so that files with them are read. */
public final class ApplicationLayers implements Extension {
  /** Makes the extension. */
  public ApplicationLayers() {}

  @Override
  public void register() {
    Layers.register("CustomScaleLayer", () -> new CustomScaleLayer(1));
    Layers.register("LayerScale", () -> new LayerScale(1e-6, 1));
    Layers.register("StochasticDepth", StochasticDepth::from);
  }
}
