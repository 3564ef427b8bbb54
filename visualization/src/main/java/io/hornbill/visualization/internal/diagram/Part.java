package io.hornbill.visualization.internal.diagram;

import io.hornbill.graph.Node;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A network at its place in the diagram, and the steps that are drawn of it. */
final class Part {
  private final Network network;
  private final String prefix;
  private final IdentityHashMap<Node, Step> byNode = new IdentityHashMap<>();
  private final Map<String, Step> byName = new LinkedHashMap<>();

  Part(Network network, String prefix) {
    this.network = network;
    this.prefix = prefix;
    Map<String, Layer> layers = new HashMap<>();
    network.sublayers().forEach(layer -> layers.put(layer.name(), layer));
    for (Node node : network.nodes()) {
      // A call of a layer is an op of the layer's name that is not the same each time.
      Layer layer = node.op().isPure() ? null : layers.get(node.op().name());
      boolean hidden =
          layer == null ? isGiven(node) : isSequential() && ModelDiagram.isInput(layer);
      if (!hidden) {
        String name = layer == null ? unique(node.op().name(), layers) : layer.name();
        byNode.put(node, byName.computeIfAbsent(name, n -> new Step(n, layer, node)));
      }
    }
  }

  /** Constants and variables are no steps, and neither is what is computed of them alone. */
  private boolean isGiven(Node node) {
    return node.inputs().stream().noneMatch(input -> byNode.containsKey(input.node()));
  }

  private String unique(String op, Map<String, Layer> layers) {
    String name = op;
    for (int i = 1; byName.containsKey(name) || layers.containsKey(name); i++) {
      name = op + "_" + i;
    }
    return name;
  }

  Network network() {
    return network;
  }

  boolean isSequential() {
    return !network.isFunctional();
  }

  /** What is drawn, each once. */
  List<Step> steps() {
    return new ArrayList<>(byName.values());
  }

  /** The steps by their calls. */
  IdentityHashMap<Node, Step> stepsByNode() {
    return byNode;
  }

  String id(Step step) {
    return prefix + step.name();
  }

  /** The network that a step is. */
  Part inner(Step step) {
    return new Part((Network) Objects.requireNonNull(step.layer()), id(step) + "/");
  }
}
