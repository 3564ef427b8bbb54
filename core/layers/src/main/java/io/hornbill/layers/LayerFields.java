package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.layers.internal.FloatType;

/** The fields that the configurations of all layers have. */
final class LayerFields {
  private LayerFields() {}

  /** A factory of the user may have chosen a name, or built the layer, by itself. */
  static void read(Layer layer, Config config) {
    if (config.get("name") instanceof String name && !layer.isNamed()) {
      layer.name(name);
    }
    // Setting true would thaw the frozen layers inside.
    boolean frozen = !config.bool("trainable", true);
    if (frozen
        && (layer.writesInnerLayers() || (layer instanceof Network && config.has("layers")))) {
      layer.freezeAlone();
    } else if (frozen) {
      layer.trainable(false);
    }
    String policy = FloatType.policy(config);
    if (layer instanceof InputLayer input && policy.equals("string")) {
      input.strings();
    } else if (!layer.isBuilt() && !policy.isEmpty()) {
      layer.dtypePolicy(policy);
      layer.keepInFile(policy);
      if (layer instanceof InputLayer input) {
        input.writtenType(policy);
      }
    } else if (!policy.isEmpty()) {
      layer.keepPolicy(policy); // models are built when they are read
    }
  }
}
