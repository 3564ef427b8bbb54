package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which Keras 3 has the layers of a graph that it read, and so their weights: by the
 * distance from the outputs, operations counted, and then by where they were met first.
 */
final class LayerOrder {
  private record Call(String layer, int number) {}

  private final Map<String, Config> layers = new HashMap<>();
  private final Map<String, Integer> met = new HashMap<>();
  private final Set<Call> finished = new LinkedHashSet<>();

  private LayerOrder(List<Config> written) {
    written.forEach(layer -> layers.put(GraphForm.name(layer), layer));
  }

  /** The model with its layers, and those of models within it, in that order. */
  static Config sorted(Config model) {
    if (!GraphForm.isNetwork(model)) {
      return model;
    }
    List<Config> inner = GraphForm.layers(model);
    inner.replaceAll(LayerOrder::sorted);
    List<List<?>> outputs = GraphForm.outputEnds(GraphForm.settings(model));
    if (!outputs.isEmpty()) {
      new LayerOrder(inner).sort(inner, outputs);
    }
    return GraphForm.withLayers(model, inner);
  }

  private void sort(List<Config> written, List<List<?>> outputs) {
    outputs.forEach(end -> walk(call(end, true)));
    Map<String, Integer> depths = depths();
    written.sort(
        Comparator.<Config>comparingInt(layer -> -depths.getOrDefault(GraphForm.name(layer), 0))
            .thenComparingInt(layer -> met.getOrDefault(GraphForm.name(layer), -1)));
  }

  private Call call(List<?> history, boolean end) {
    String name = String.valueOf(history.get(0));
    int number = history.get(1) instanceof Number written ? written.intValue() : 0;
    return new Call(name, end ? number - GraphForm.firstCallAtEnds(layers.get(name)) : number);
  }

  private List<Call> inputs(Call call) {
    Config layer = layers.get(call.layer());
    List<Config> calls = layer == null ? List.of() : GraphForm.calls(layer);
    if (call.number() < 0 || call.number() >= calls.size()) {
      return List.of();
    }
    return GraphForm.inputs(calls.get(call.number())).stream()
        .map(tensor -> call(GraphForm.history(tensor), false))
        .toList();
  }

  private void walk(Call end) {
    Map<Call, Integer> next = new HashMap<>();
    Deque<Call> open = new ArrayDeque<>(List.of(end));
    while (!open.isEmpty()) {
      Call call = open.element();
      met.putIfAbsent(call.layer(), met.size());
      List<Call> inputs = inputs(call);
      int place = next.merge(call, 1, Integer::sum) - 1;
      if (!finished.contains(call) && place < inputs.size()) {
        open.push(inputs.get(place));
      } else {
        finished.add(open.pop());
      }
    }
  }

  private Map<String, Integer> depths() {
    List<Call> calls = new ArrayList<>(finished);
    Collections.reverse(calls);
    Map<Call, Integer> ofCalls = new HashMap<>();
    Map<String, Integer> ofLayers = new HashMap<>();
    for (Call call : calls) {
      int depth = Math.max(ofCalls.getOrDefault(call, 0), ofLayers.getOrDefault(call.layer(), 0));
      ofLayers.put(call.layer(), depth);
      inputs(call).forEach(input -> ofCalls.merge(input, depth + 1, Math::max));
    }
    return ofLayers;
  }
}
