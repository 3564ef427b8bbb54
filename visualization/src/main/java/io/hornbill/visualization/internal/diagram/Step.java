package io.hornbill.visualization.internal.diagram;

import io.hornbill.graph.Node;
import io.hornbill.layers.Layer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a network, or an op between layers.
 *
 * @param name unique in the network
 * @param layer the layer; null for an op
 * @param node its first call
 */
record Step(String name, @Nullable Layer layer, Node node) {
  String className() {
    if (layer != null) {
      return layer.className();
    }
    String op = node.op().name();
    return op.substring(0, 1).toUpperCase(Locale.ROOT) + op.substring(1);
  }
}
