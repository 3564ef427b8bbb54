package io.hornbill.layers;

import io.hornbill.base.Config;

/** The fields that the configurations of all layers have. */
final class LayerFields {
  private LayerFields() {}

  static void read(Layer layer, Config config) {
    if (config.get("name") instanceof String name) {
      layer.name(name);
    }
    layer.trainable(config.bool("trainable", true));
    Object dtype = config.get("dtype");
    if (dtype instanceof String text) {
      layer.dataType(FloatType.of(layer.owner(), text));
    } else if (dtype != null) {
      Config policy = Config.config("dtype", dtype).config("config");
      if (policy != null) {
        layer.dataType(FloatType.of(layer.owner(), policy.text("name", "float32")));
      }
    }
  }
}
