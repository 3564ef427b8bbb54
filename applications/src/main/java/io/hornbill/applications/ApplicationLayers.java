package io.hornbill.applications;

import io.hornbill.base.Config;
import io.hornbill.base.Extension;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;

/** Makes the layers of the applications known, so that files with them are read. */
public final class ApplicationLayers implements Extension {
  /** Makes the extension. */
  public ApplicationLayers() {}

  @Override
  public void register() {
    Layers.register("CustomScaleLayer", CustomScaleLayer::from);
    Layers.register("LayerScale", LayerScale::from);
  }

  /** A layer with the name of its configuration, frozen if it was. */
  static <L extends Layer> L named(L layer, Config config) {
    if (config.get("name") instanceof String name) {
      layer.name(name);
    }
    layer.trainable(config.bool("trainable", true));
    return layer;
  }
}
