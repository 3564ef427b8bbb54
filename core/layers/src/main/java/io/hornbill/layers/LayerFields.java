package io.hornbill.layers;

import io.hornbill.base.Config;

/** The fields that the configurations of all layers have. */
final class LayerFields {
  private LayerFields() {}

  /** A factory of the user may have chosen a name, or built the layer, by itself. */
  static void read(Layer layer, Config config) {
    if (config.get("name") instanceof String name && !layer.isNamed()) {
      layer.name(name);
    }
    // Setting true would thaw the frozen layers inside.
    if (!config.bool("trainable", true)) {
      layer.trainable(false);
    }
    if (layer.isBuilt()) {
      return;
    }
    Object dtype = config.get("dtype");
    if (layer instanceof InputLayer input && "string".equals(dtype)) {
      input.strings();
    } else if (dtype instanceof String text) {
      layer.dataType(FloatType.of(layer.owner(), text));
      if (layer instanceof InputLayer input) {
        input.writtenType(text);
      }
    } else if (dtype != null) {
      Config policy = config.nested("dtype", dtype).config("config");
      if (policy != null) {
        layer.dataType(FloatType.of(layer.owner(), policy.text("name", "float32")));
      }
    }
  }
}
