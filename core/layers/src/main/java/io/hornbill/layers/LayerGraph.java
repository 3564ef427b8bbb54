package io.hornbill.layers;

import io.hornbill.base.Fault;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The calls between the inputs and the outputs of a network, and its layers in Keras' order: those
 * farthest from the outputs first. Works without recursion.
 */
final class LayerGraph {
  private final String owner;
  private final IdentityHashMap<Tensor, Boolean> inputs = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final IdentityHashMap<Object, Integer> found = new IdentityHashMap<>();
  private final List<Layer> layers = new ArrayList<>();

  private record Visit(Node node, int next) {}

  LayerGraph(String owner, List<Tensor> inputs, List<Tensor> outputs) {
    this.owner = owner;
    inputs.forEach(input -> this.inputs.put(input, true));
    walk(outputs);
    order(inputs);
    checkNames();
  }

  /** The nodes, inputs before users. */
  List<Node> nodes() {
    return nodes;
  }

  List<Layer> layers() {
    return layers;
  }

  private void walk(List<Tensor> outputs) {
    IdentityHashMap<Node, Boolean> seen = new IdentityHashMap<>();
    Deque<Visit> stack = new ArrayDeque<>();
    for (Tensor output : outputs) {
      enter(output, seen, stack);
      while (!stack.isEmpty()) {
        Visit visit = stack.pop();
        Node node = visit.node();
        if (visit.next() < node.inputs().size()) {
          stack.push(new Visit(node, visit.next() + 1));
          enter(node.input(visit.next()), seen, stack);
        } else {
          nodes.add(node);
        }
      }
    }
  }

  private void enter(Tensor tensor, IdentityHashMap<Node, Boolean> seen, Deque<Visit> stack) {
    Node node = tensor.node();
    if (seen.put(node, true) != null) {
      return;
    }
    found.putIfAbsent(operation(node), found.size());
    if (inputs.containsKey(tensor)) {
      nodes.add(node);
      return;
    }
    boolean feeds = node.op() instanceof LayerCall call && call.layer() instanceof InputLayer;
    if (feeds || node.op() instanceof io.hornbill.graph.internal.ops.Placeholder) {
      throw Fault.of(owner)
          .expected("every input that the outputs depend on must be listed")
          .received("outputs that need \"%s\"", node.op().name())
          .remedy("Add it to the inputs.")
          .argument();
    }
    stack.push(new Visit(node, 0));
  }

  private static Object operation(Node node) {
    return node.op() instanceof LayerCall call ? call.layer().listed() : node;
  }

  /** Keras orders layers by their distance from the outputs, then by the order they were met in. */
  private void order(List<Tensor> given) {
    IdentityHashMap<Node, Integer> depths = new IdentityHashMap<>();
    IdentityHashMap<Object, Integer> layerDepths = new IdentityHashMap<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      int depth =
          Math.max(depths.getOrDefault(node, 0), layerDepths.getOrDefault(operation(node), 0));
      depths.put(node, depth);
      layerDepths.put(operation(node), depth);
      for (Tensor input : node.inputs()) {
        depths.merge(input.node(), depth + 1, Math::max);
      }
    }
    for (Tensor input : given) {
      layerDepths.putIfAbsent(operation(input.node()), 0);
      found.putIfAbsent(operation(input.node()), -1);
    }
    layerDepths.keySet().stream()
        .filter(Layer.class::isInstance)
        .map(Layer.class::cast)
        .sorted(
            Comparator.<Layer>comparingInt(layer -> -layerDepths.getOrDefault(layer, 0))
                .thenComparingInt(layer -> found.getOrDefault(layer, 0)))
        .forEach(layers::add);
  }

  private void checkNames() {
    Map<String, Layer> names = new HashMap<>();
    for (Layer layer : layers) {
      Layer other = names.put(layer.name(), layer);
      if (other != null) {
        throw Fault.of(owner)
            .expected("names of layers must differ")
            .received("two layers named \"%s\"", layer.name())
            .remedy("Rename one of them.")
            .argument();
      }
    }
  }

  /** The layers that the calls of each layer get their inputs from. */
  Map<Layer, List<String>> connections() {
    Map<Layer, List<String>> result = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (node.op() instanceof LayerCall call && !inputs.containsKey(node.output(0))) {
        List<String> from = result.computeIfAbsent(call.layer(), layer -> new ArrayList<>());
        for (Tensor input : node.inputs()) {
          from.add(String.format(Locale.ROOT, "%s[%d]", input.op().name(), input.index()));
        }
      }
    }
    return result;
  }
}
