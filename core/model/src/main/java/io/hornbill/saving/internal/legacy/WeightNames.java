package io.hornbill.saving.internal.legacy;

import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import java.util.IdentityHashMap;

/**
 * Names weights as paths of the layers that hold them: {@code bidirectional/forward_lstm/kernel}.
 */
final class WeightNames {
  private final IdentityHashMap<Variable, String> names = new IdentityHashMap<>();

  WeightNames(Layer layer) {
    add(layer, "");
  }

  private void add(Layer layer, String path) {
    String place = path + layer.name() + "/";
    layer.sublayers().forEach(inner -> add(inner, place));
    layer.weights().forEach(weight -> names.putIfAbsent(weight, place + weight.name()));
  }

  String of(Variable weight) {
    return names.getOrDefault(weight, weight.name());
  }
}
