package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Node;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.internal.FloatType;
import io.hornbill.operations.Forms;
import io.hornbill.operations.Operation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a graph of layers and operations as Keras 3 does. */
final class NetworkWriter {
  private final Network network;
  private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
  private final IdentityHashMap<Node, String> names = new IdentityHashMap<>();
  private final IdentityHashMap<Tensor, Object> forms = new IdentityHashMap<>();
  private final Map<Layer, List<Node>> calls = new LinkedHashMap<>();
  private final List<Node> operations = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  NetworkWriter(Network network) {
    this.network = network;
    network.graphLayers().forEach(layer -> calls.put(layer, new ArrayList<>()));
    calls.keySet().forEach(layer -> taken.add(layer.name()));
    network.nodes().forEach(this::take);
  }

  Config write() {
    List<Object> written = new ArrayList<>();
    calls.forEach((layer, nodes) -> written.add(layer(layer, nodes)));
    operations.forEach(node -> written.add(operation(node)));
    return new Config()
        .with("name", network.name())
        .with("trainable", network.isTrainable())
        .with("layers", written)
        .with("input_layers", ends(network.inputs(), network.inputKeys()))
        .with("output_layers", ends(network.outputs(), network.outputKeys()));
  }

  /** Calls are numbered for each layer; other nodes become operations of Keras. */
  private void take(Node node) {
    if (node.op() instanceof LayerCall call) {
      List<Node> known = calls.get(call.layer().listed());
      if (known != null) {
        numbers.put(node, known.size());
        known.add(node);
      }
      return;
    }
    if (Forms.isConstant(node)) {
      forms.put(node.output(0), Forms.constant(node));
      return;
    }
    List<Object> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(form(input)));
    List<Tensor> outputs = formed(node, inputs);
    for (int i = 0; i < outputs.size(); i++) {
      forms.put(node.output(i), outputs.get(i));
      discover(outputs.get(i).node());
    }
  }

  private List<Tensor> formed(Node node, List<Object> inputs) {
    if (!(node.op() instanceof Operation operation)) {
      return Forms.of(network.owner(), node, inputs);
    }
    if (inputs.equals(node.inputs())) {
      return node.outputs();
    }
    List<Tensor> tensors = new ArrayList<>();
    for (Object input : inputs) {
      tensors.add(tensor(input, node));
    }
    return operation.applyTo(tensors);
  }

  private Object form(Tensor tensor) {
    return forms.getOrDefault(tensor, tensor);
  }

  private Tensor tensor(Object form, Node user) {
    if (form instanceof Tensor tensor) {
      return tensor;
    }
    throw Fault.of(network.owner())
        .expected("what goes into a layer must be computed")
        .received("a fixed array for %s", user.op().name())
        .remedy("Put the array into a layer of your own.")
        .argument();
  }

  private void discover(Node last) {
    Deque<Node> open = new ArrayDeque<>(List.of(last));
    List<Node> found = new ArrayList<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.op() instanceof Operation operation && !names.containsKey(node)) {
        names.put(node, unique(operation));
        found.add(node);
        node.inputs().forEach(input -> open.add(input.node()));
      }
    }
    Collections.reverse(found);
    operations.addAll(found);
  }

  private String unique(Operation operation) {
    String wanted =
        operation.name().isEmpty() ? Names.snakeCase(operation.className()) : operation.name();
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private Config layer(Layer layer, List<Node> nodes) {
    List<Object> inbound = new ArrayList<>();
    for (Node node : nodes) {
      if (node.inputs().isEmpty()) {
        continue;
      }
      LayerCall call = (LayerCall) node.op();
      List<Object> arguments = new ArrayList<>();
      int count = call.count(node.inputs());
      for (int i = 0; i < node.inputs().size(); i++) {
        boolean mask = i >= count || (i == 3 && call.layer() instanceof HeadAttention);
        arguments.add(argument(node.input(i), node, mask));
      }
      inbound.add(call(call.layer(), arguments.subList(0, count), masks(call, arguments, count)));
    }
    return Layers.write(layer).with("name", layer.name()).with("inbound_nodes", inbound);
  }

  /** What a call takes by name beside its inputs. */
  private static Config masks(LayerCall call, List<Object> arguments, int count) {
    Config named = new Config();
    List<CallOptions.Mask> masks = call.options().masks();
    for (int i = 0; i < masks.size(); i++) {
      CallOptions.Mask mask = masks.get(i);
      Object reference = arguments.get(count + i);
      if (!mask.listed()) {
        named.with(mask.argument(), reference);
        continue;
      }
      @Nullable Object[] all = new Object[count];
      if (named.get(mask.argument()) instanceof List<?> before) {
        before.toArray(all);
      }
      all[mask.input()] = reference;
      named.with(mask.argument(), new ArrayList<>(Arrays.asList(all)));
    }
    Boolean training = call.options().training();
    return training == null ? named : named.with("training", training);
  }

  private static Config call(Layer layer, List<Object> given, Config more) {
    List<String> keys =
        layer instanceof Network network
            ? network.inputKeys()
            : layer instanceof MapCall call ? call.paths() : List.of();
    if (keys.size() == given.size()) {
      return new Config()
          .with("args", List.of(EndPaths.arranged(keys, given)))
          .with("kwargs", more);
    }
    // Keras wants a value even of one who attends to itself.
    boolean alone = layer instanceof HeadAttention && given.size() == 1;
    List<Object> inputs = alone ? List.of(given.get(0), given.get(0)) : given;
    List<String> arguments = layer.callArguments();
    Config named = new Config();
    for (int i = 1; i < Math.min(arguments.size(), inputs.size()); i++) {
      String name = arguments.get(i);
      boolean rest = name.endsWith("[]");
      named.with(
          rest ? name.substring(0, name.length() - 2) : name,
          rest ? layer.grouped(inputs.subList(i, inputs.size())) : inputs.get(i));
    }
    boolean asList = layer.isCalledByList() || (inputs.size() > 1 && layer.takesList());
    List<Object> first = arguments.isEmpty() ? inputs : inputs.subList(0, 1);
    return new Config()
        .with("args", asList ? List.of(inputs) : first)
        .with("kwargs", named.withAll(layer.callSettings()).withAll(more));
  }

  private Config operation(Node node) {
    Operation operation = (Operation) node.op();
    String name = String.valueOf(names.get(node));
    Config named = new Config();
    operation.named().forEach((key, value) -> named.with(key, argument(value, node)));
    List<@Nullable Object> args = new ArrayList<>();
    operation.args().forEach(value -> args.add(argument(value, node)));
    Config settings = new Config().with("name", name).withAll(operation.settings());
    if (settings.get("data_format") == null) {
      settings =
          settings.without(List.of("data_format")); // Keras 3.3 does not know what null means
    }
    return new Config()
        .with("module", operation.module())
        .with("class_name", operation.className())
        .with("config", settings.with("name", name))
        .with("registered_name", operation.className())
        .with("name", name)
        .with("inbound_nodes", List.of(new Config().with("args", args).with("kwargs", named)));
  }

  private @Nullable Object argument(@Nullable Object value, Node node) {
    if (value instanceof Operation.Slot slot) {
      Tensor tensor = node.input(slot.input());
      return reference(tensor, node, slot.type().isEmpty() ? typeOf(tensor) : slot.type());
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(argument(one, node)));
      return result;
    }
    return value;
  }

  /** Keras takes arrays where tensors go: truth values where they are masks. */
  private Config argument(Tensor given, Node user, boolean mask) {
    return form(given) instanceof Config array
        ? array.with(
            "config",
            Config.config("constant", Objects.requireNonNull(array.get("config")))
                .with("dtype", mask ? "bool" : "float32"))
        : reference(given, user);
  }

  private Config reference(Tensor given, Node user) {
    return reference(given, user, typeOf(tensor(form(given), user)));
  }

  private Config reference(Tensor given, Node user, String type) {
    Tensor tensor = tensor(form(given), user);
    List<@Nullable Object> shape = new ArrayList<>();
    for (long length : tensor.shape().dims()) {
      shape.add(length < 0 ? null : (Object) length);
    }
    List<Object> history =
        List.of(name(tensor), numbers.getOrDefault(tensor.node(), 0), tensor.index());
    Config config =
        new Config().with("shape", shape).with("dtype", type).with("keras_history", history);
    return new Config().with("class_name", "__keras_tensor__").with("config", config);
  }

  private static String typeOf(Tensor tensor) {
    Layer layer = tensor.op() instanceof LayerCall call ? call.layer() : null;
    if (layer instanceof InputLayer input) {
      return input.elementType();
    }
    return layer != null && FloatType.isHalf(layer.dtypePolicy())
        ? FloatType.computed(layer.dtypePolicy())
        : FloatType.name(tensor.dataType());
  }

  private String name(Tensor tensor) {
    String own =
        tensor.op() instanceof LayerCall call ? call.layer().listed().name() : tensor.op().name();
    return names.getOrDefault(tensor.node(), own);
  }

  /** One end is written without a list, as Keras then takes and gives a single tensor. */
  private Object ends(List<Tensor> tensors, List<String> keys) {
    List<List<Object>> result = new ArrayList<>();
    for (Tensor end : tensors) {
      Tensor tensor = tensor(form(end), end.node());
      boolean counted =
          tensor.op() instanceof LayerCall call && NetworkConfig.isCounted(call.layer());
      int call = numbers.getOrDefault(tensor.node(), 0) + (counted ? 1 : 0);
      result.add(List.of(name(tensor), call, tensor.index()));
    }
    if (!keys.isEmpty()) {
      return EndPaths.arranged(keys, result);
    }
    return result.size() == 1 ? result.get(0) : List.copyOf(result);
  }
}
