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
import org.jspecify.annotations.Nullable;

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
    written.forEach(layer -> layers.put(layer.text("name", ""), layer));
  }

  /** The model with its layers, and those of models within it, in that order. */
  static Config sorted(Config model) {
    Config settings = model.config("config");
    if (settings == null || !(settings.get("layers") instanceof List<?> written)) {
      return model;
    }
    List<Config> inner = new ArrayList<>();
    written.forEach(one -> inner.add(sorted(Config.config("layers", one))));
    if (settings.has("output_layers")) {
      new LayerOrder(inner).sort(inner, settings.get("output_layers"));
    }
    Config plain = new Config(settings.asMap());
    return new Config(model.asMap()).with("config", plain.with("layers", inner));
  }

  private void sort(List<Config> written, @Nullable Object outputs) {
    List<List<?>> ends = new ArrayList<>();
    MaskGraph.ends(outputs, ends);
    ends.forEach(end -> walk(call(end, true)));
    Map<String, Integer> depths = depths();
    written.sort(
        Comparator.<Config>comparingInt(layer -> -depths.getOrDefault(name(layer), 0))
            .thenComparingInt(layer -> met.getOrDefault(name(layer), -1)));
  }

  private static String name(Config layer) {
    return layer.text("name", "");
  }

  /** At the ends of a graph Keras counts a functional model's own graph as its first call. */
  private Call call(List<?> history, boolean end) {
    String name = String.valueOf(history.get(0));
    Config layer = layers.get(name);
    boolean counted = end && layer != null && "Functional".equals(layer.get("class_name"));
    int number = history.get(1) instanceof Number written ? written.intValue() : 0;
    return new Call(name, counted ? number - 1 : number);
  }

  private List<Call> inputs(Call call) {
    Config layer = layers.get(call.layer());
    List<?> calls = layer == null ? List.of() : layer.list("inbound_nodes");
    if (call.number() < 0 || call.number() >= calls.size()) {
      return List.of();
    }
    List<Object> tensors = new ArrayList<>();
    Config written = Config.config("inbound_nodes", calls.get(call.number()));
    MaskGraph.collect(written.get("args"), tensors);
    MaskGraph.collect(written.get("kwargs"), tensors);
    return tensors.stream().map(tensor -> call(MaskGraph.history(tensor), false)).toList();
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
