package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Graphs of layers as Keras writes them: each layer with its calls, and where these get their
 * inputs from. The forms of Keras 1, 2 and 3 are read, that of Keras 3 is written.
 */
public final class NetworkConfig {
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Map<String, List<List<Tensor>>> outputs = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private final Set<String> countedAtEnds = new HashSet<>();
  private boolean old;

  /**
   * A graph that was read.
   *
   * @param inputs the inputs
   * @param outputs the outputs
   */
  public record Definition(List<Tensor> inputs, List<Tensor> outputs) {}

  private record Call(Layer layer, List<Reference> inputs) {}

  private record Reference(String layer, int call, int output) {}

  private NetworkConfig() {}

  /**
   * Writes a graph.
   *
   * @param network the network
   * @return name, layers, inputs and outputs in Keras' form
   * @throws IllegalArgumentException if the graph holds ops that are not in a layer
   */
  public static Config write(Network network) {
    IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
    Map<Layer, List<Node>> calls = new LinkedHashMap<>();
    network.layers().forEach(layer -> calls.put(layer, new ArrayList<>()));
    for (Node node : network.nodes()) {
      Checks.argument(
          node.op() instanceof LayerCall,
          "%s: only graphs of layers can be written. Received: the op %s outside of a layer. Put it into a layer of your own.",
          network.owner(),
          node.op().name());
      List<Node> known = calls.get(((LayerCall) node.op()).layer());
      if (known != null) {
        numbers.put(node, known.size());
        known.add(node);
      }
    }
    List<Object> written = new ArrayList<>();
    calls.forEach((layer, nodes) -> written.add(layer(layer, nodes, numbers)));
    return new Config()
        .with("name", network.name())
        .with("trainable", network.isTrainable())
        .with("layers", written)
        .with("input_layers", ends(network.inputs(), numbers))
        .with("output_layers", ends(network.outputs(), numbers));
  }

  private static Config layer(
      Layer layer, List<Node> nodes, IdentityHashMap<Node, Integer> numbers) {
    List<Object> inbound = new ArrayList<>();
    for (Node node : nodes) {
      if (node.inputs().isEmpty()) {
        continue;
      }
      List<Object> arguments = new ArrayList<>();
      node.inputs().forEach(input -> arguments.add(reference(input, numbers)));
      inbound.add(call(layer, arguments));
    }
    return Layers.write(layer).with("name", layer.name()).with("inbound_nodes", inbound);
  }

  private static Config call(Layer layer, List<Object> given) {
    // Keras wants a value even of one who attends to itself.
    boolean alone = layer instanceof HeadAttention && given.size() == 1;
    List<Object> inputs = alone ? List.of(given.get(0), given.get(0)) : given;
    List<String> names = layer.callArguments();
    Config named = new Config();
    for (int i = 1; i < Math.min(names.size(), inputs.size()); i++) {
      String name = names.get(i);
      boolean rest = name.endsWith("[]");
      named.with(
          rest ? name.substring(0, name.length() - 2) : name,
          rest ? inputs.subList(i, inputs.size()) : inputs.get(i));
    }
    boolean asList = inputs.size() > 1 && layer.takesList();
    List<Object> first = names.isEmpty() ? inputs : inputs.subList(0, 1);
    return new Config()
        .with("args", asList ? List.of(inputs) : first)
        .with("kwargs", named.withAll(layer.callSettings()));
  }

  private static Config reference(Tensor tensor, IdentityHashMap<Node, Integer> numbers) {
    List<@Nullable Object> shape = new ArrayList<>();
    for (long length : tensor.shape().dims()) {
      shape.add(length < 0 ? null : (Object) length);
    }
    Config config =
        new Config()
            .with("shape", shape)
            .with("dtype", FloatType.name(tensor.dataType()))
            .with("keras_history", history(tensor, numbers));
    return new Config().with("class_name", "__keras_tensor__").with("config", config);
  }

  private static List<Object> history(Tensor tensor, IdentityHashMap<Node, Integer> numbers) {
    return List.of(tensor.op().name(), numbers.getOrDefault(tensor.node(), 0), tensor.index());
  }

  /** One end is written without a list, as Keras then takes and gives a single tensor. */
  private static List<Object> ends(List<Tensor> tensors, IdentityHashMap<Node, Integer> numbers) {
    List<List<Object>> result = new ArrayList<>();
    for (Tensor tensor : tensors) {
      int call = numbers.getOrDefault(tensor.node(), 0) + (isCounted(layerOf(tensor)) ? 1 : 0);
      result.add(List.of(tensor.op().name(), call, tensor.index()));
    }
    return result.size() == 1 ? result.get(0) : List.copyOf(result);
  }

  private static Layer layerOf(Tensor tensor) {
    return ((LayerCall) tensor.op()).layer();
  }

  /** At the ends of a graph Keras counts a functional model's own graph as its first call. */
  private static boolean isCounted(@Nullable Layer layer) {
    return layer instanceof Network network && network.isFunctional();
  }

  /**
   * Reads a graph.
   *
   * @param config what {@link #write}, or Keras, wrote
   * @return inputs and outputs
   * @throws IllegalArgumentException if a layer is unknown, or a call refers to what is not there
   */
  public static Definition read(Config config) {
    NetworkConfig reader = new NetworkConfig();
    List<Call> open = new ArrayList<>();
    for (Object written : config.list("layers")) {
      Config one = config.nested("layers", written);
      Layer layer = Layers.read(one);
      String name = one.text("name", layer.name());
      reader.layers.put(name, layer);
      reader.outputs.put(name, new ArrayList<>());
      if (layer instanceof InputLayer input) {
        reader.outputs.get(name).add(List.of(input.tensor()));
        continue;
      }
      for (Object call : one.list("inbound_nodes")) {
        reader.old |= call instanceof List<?>;
        open.add(new Call(layer, inputs(layer, call)));
      }
    }
    List<Reference> ends = new ArrayList<>();
    collect(config.list("output_layers"), ends);
    reader.countOwnGraphs(open, ends);
    reader.apply(open);
    return new Definition(
        reader.ends(config.list("input_layers")), reader.ends(config.list("output_layers")));
  }

  /** The inputs of a call; Keras 3 names some of them, and passes settings along. */
  private static List<Reference> inputs(Layer layer, @Nullable Object call) {
    List<Reference> inputs = new ArrayList<>();
    if (!(call instanceof Map<?, ?> || call instanceof Config)) {
      collect(call, inputs);
      return inputs;
    }
    Config written = Config.config("inbound_nodes", call);
    for (Object argument : written.list("args")) {
      int before = inputs.size();
      collect(argument, inputs);
      Checks.argument(
          inputs.size() > before || argument == null,
          "%s: what a call takes by its place must be tensors. Received: %s. Put the computation into a layer of your own.",
          layer.owner(),
          argument);
    }
    Config settings = new Config();
    Config named = written.config("kwargs");
    if (named != null) {
      named.asMap().forEach((name, value) -> named(layer, inputs, name, value, settings));
    }
    layer.readCallSettings(settings);
    return inputs;
  }

  private static void named(
      Layer layer, List<Reference> inputs, String name, @Nullable Object value, Config settings) {
    List<Reference> found = new ArrayList<>();
    collect(value, found);
    if (found.isEmpty()) {
      settings.with(name, value);
      return;
    }
    List<String> names = layer.callArguments();
    int place = names.contains(name) ? names.indexOf(name) : names.indexOf(name + "[]");
    Checks.argument(
        names.isEmpty() || (place >= 0 && !inputs.isEmpty()),
        "%s: a tensor must go to one of the inputs %s. Received: one for \"%s\". Save the model without it.",
        layer.owner(),
        names,
        name);
    // As in Keras, what is left out is what came before: keys are the values.
    while (inputs.size() < place) {
      inputs.add(inputs.get(inputs.size() - 1));
    }
    inputs.addAll(Math.max(place, 0) == 0 ? inputs.size() : place, found);
  }

  /**
   * Keras 2 numbers the calls of a model from one on, as its own graph was the first; others number
   * them from zero on, or do so except at the ends. It is that by which every call is used.
   */
  private void countOwnGraphs(List<Call> calls, List<Reference> ends) {
    List<Reference> inner = new ArrayList<>();
    calls.forEach(call -> inner.addAll(call.inputs()));
    layers.forEach(
        (name, layer) -> {
          if (layer instanceof Network) {
            long made = calls.stream().filter(call -> call.layer() == layer).count();
            Set<Integer> used = numbers(name, inner);
            Set<Integer> usedAtEnds = numbers(name, ends);
            if (isComplete(used, 1, usedAtEnds, made)) {
              counted.add(name);
              countedAtEnds.add(name);
            } else if (isCounted(layer) && isComplete(used, 0, usedAtEnds, made)) {
              countedAtEnds.add(name);
            }
          }
        });
  }

  private static Set<Integer> numbers(String layer, List<Reference> references) {
    return references.stream()
        .filter(from -> from.layer().equals(layer))
        .map(Reference::call)
        .collect(Collectors.toSet());
  }

  /** Whether all calls are used if they are numbered from a first number on, and from 1 at ends. */
  private static boolean isComplete(
      Set<Integer> used, int first, Set<Integer> usedAtEnds, long made) {
    Set<Integer> calls = new HashSet<>();
    used.forEach(number -> calls.add(number - first));
    usedAtEnds.forEach(number -> calls.add(number - 1));
    return calls.size() == made && calls.stream().allMatch(call -> call >= 0 && call < made);
  }

  /** Calls may come before those they depend on; each layer's own stay in their order. */
  private void apply(List<Call> calls) {
    List<Call> open = calls;
    while (!open.isEmpty()) {
      List<Call> left = new ArrayList<>();
      Set<String> waiting = new HashSet<>();
      for (Call call : open) {
        if (waiting.contains(call.layer().name()) || !isReady(call)) {
          waiting.add(call.layer().name());
          left.add(call);
        } else {
          List<Tensor> inputs = call.inputs().stream().map(from -> tensor(from, false)).toList();
          made(call.layer()).add(call.layer().applyAll(inputs));
        }
      }
      if (left.size() == open.size()) {
        throw new IllegalArgumentException(
            "Model: every input of a layer must come from another one. Received: inputs %s of %s. Correct the configuration."
                .formatted(left.get(0).inputs(), left.get(0).layer()));
      }
      open = left;
    }
  }

  private List<List<Tensor>> made(Layer layer) {
    return outputs.computeIfAbsent(layer.name(), name -> new ArrayList<>());
  }

  private boolean isReady(Call call) {
    return call.inputs().stream()
        .allMatch(
            from -> outputs.getOrDefault(from.layer(), List.of()).size() > place(from, false));
  }

  /** Before Keras 3 a model's own graph could be its first call wherever it was referred to. */
  private int place(Reference from, boolean end) {
    boolean first =
        old
            ? (end ? countedAtEnds : counted).contains(from.layer())
            : end && isCounted(layers.get(from.layer()));
    return first && from.call() > 0 ? from.call() - 1 : from.call();
  }

  private Tensor tensor(Reference reference, boolean end) {
    List<List<Tensor>> calls = outputs.getOrDefault(reference.layer(), List.of());
    Checks.argument(
        place(reference, end) < calls.size(),
        "Model: the configuration must hold what it refers to. Received: %s. Correct the configuration.",
        reference);
    return calls.get(place(reference, end)).get(reference.output());
  }

  private List<Tensor> ends(List<?> written) {
    List<Reference> references = new ArrayList<>();
    collect(written, references);
    return references.stream().map(end -> tensor(end, true)).toList();
  }

  /** References are lists of a name and two numbers, however deep they lie. */
  private static void collect(@Nullable Object value, List<Reference> found) {
    if (value instanceof List<?> list) {
      if (list.size() >= 3
          && list.get(0) instanceof String name
          && list.get(1) instanceof Number call
          && list.get(2) instanceof Number output) {
        found.add(new Reference(name, call.intValue(), output.intValue()));
        list.subList(3, list.size()).forEach(more -> collect(more, found));
      } else {
        list.forEach(one -> collect(one, found));
      }
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> collect(one, found));
    } else if (value instanceof Config config) {
      config.asMap().values().forEach(one -> collect(one, found));
    }
  }
}
