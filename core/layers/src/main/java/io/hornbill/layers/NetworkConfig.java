package io.hornbill.layers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.graph.Ops;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.CallReader.Reference;
import io.hornbill.layers.Network.Definition;
import io.hornbill.layers.internal.MergedMasks;
import io.hornbill.operations.Operation;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Graphs of layers as Keras writes them: each layer with its calls, and where these get their
 * inputs from. The forms of Keras 1, 2 and 3 are read, that of Keras 3 is written.
 */
final class NetworkConfig {
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final Map<String, List<List<Tensor>>> outputs = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private final Set<String> countedAtEnds = new HashSet<>();
  private boolean old;

  /** An application of a layer, or an operation. */
  private record Call(
      String name,
      @Nullable Layer layer,
      @Nullable Operation operation,
      List<Reference> inputs,
      @Nullable CallReader written) {
    List<Tensor> apply(List<Tensor> tensors, Map<Integer, Tensor> changedMasks) {
      if (operation != null) {
        return operation.applyTo(tensors);
      }
      CallReader known = java.util.Objects.requireNonNull(written);
      CallOptions options = new CallOptions();
      changedMasks.forEach(
          (input, mask) ->
              options.mask(known.maskArgument(input), input, known.listsMasks(), mask));
      for (int i = 0; i < known.masks().size(); i++) {
        CallReader.Mask mask = known.masks().get(i);
        Tensor given = tensors.get(known.count() + i);
        options.mask(mask.argument(), mask.input(), mask.listed(), given);
      }
      Boolean training = known.training();
      if (training != null) {
        options.training(training);
      }
      return java.util.Objects.requireNonNull(layer)
          .applyAll(tensors.subList(0, known.count()), options);
    }
  }

  private NetworkConfig() {}

  /**
   * Writes a graph.
   *
   * @param network the network
   * @return name, layers, operations, inputs and outputs in Keras' form
   * @throws IllegalArgumentException if the graph holds ops that Keras lacks
   */
  static Config write(Network network) {
    return new NetworkWriter(network).write();
  }

  /** At the ends of a graph Keras counts a functional model's own graph as its first call. */
  static boolean isCounted(@Nullable Layer layer) {
    return layer instanceof Network network && network.isFunctional();
  }

  /**
   * Reads a graph.
   *
   * @param config what {@link #write}, or Keras, wrote
   * @return inputs and outputs
   * @throws IllegalArgumentException if a layer is unknown, or a call refers to what is not there
   */
  static Definition read(Config config) {
    NetworkConfig reader = new NetworkConfig();
    List<Call> open = new ArrayList<>();
    for (Object written : Layers.listed(config)) {
      reader.take(config.nested("layers", written), open);
    }
    List<Reference> ends = new ArrayList<>();
    CallReader.collect(config.get("output_layers"), ends);
    reader.countOwnGraphs(open, ends);
    reader.apply(open, ends);
    return new Definition(
        reader.ends(config.get("input_layers")),
        reader.ends(config.get("output_layers")),
        EndPaths.of(flat(config.get("input_layers"))),
        EndPaths.of(flat(config.get("output_layers"))));
  }

  private static Map<String, Object> flat(@Nullable Object ends) {
    return EndPaths.flat(ends, NetworkConfig::isReference);
  }

  private static boolean isReference(Object end) {
    return end instanceof List<?> list && list.size() == 3 && list.get(0) instanceof String;
  }

  private void take(Config one, List<Call> open) {
    String className = one.text("class_name", "");
    if (isOperation(one, className)) {
      String name = one.text("name", "");
      outputs.put(name, new ArrayList<>());
      for (Object call : one.list("inbound_nodes")) {
        List<Reference> inputs = new ArrayList<>();
        Operation operation = CallReader.operation(one, call, inputs);
        open.add(new Call(name, null, operation, inputs, null));
      }
      return;
    }
    Layer layer = Layers.read(one);
    String name = one.text("name", layer.name());
    Config settings = one.config("config");
    if (settings != null && !settings.has("name") && !layer.isBuilt()) {
      layer.name(name); // Keras writes only what the constructor got where there is no get_config
    }
    layers.put(name, layer);
    outputs.put(name, new ArrayList<>());
    if (layer instanceof InputLayer input) {
      made(name).add(List.of(input.tensor()));
      return;
    }
    boolean asInKeras3 = one.scope().shared(MergedMasks.class) != null;
    for (Object call : one.list("inbound_nodes")) {
      if (call instanceof List<?>) {
        old = true;
        if (!asInKeras3) {
          layer.calledAsBeforeKeras3();
        }
      }
      CallReader read = CallReader.of(layer, call, asInKeras3);
      Layer called = read.called();
      open.add(new Call(name, called == null ? layer : called, null, read.inputs(), read));
    }
  }

  /**
   * HDF5 files of Keras 3 have no modules: Add is a layer there if it has a layer's settings, and
   * an operation otherwise.
   */
  private static boolean isOperation(Config one, String className) {
    if (one.scope().factory(className) != null) {
      return false;
    }
    boolean unnamed = one.get("module") == null && Operations.contains(className);
    return Operations.isModule(one.get("module"))
        || (unnamed && (!Layers.names().contains(className) || isCalledAsOperation(one)));
  }

  private static boolean isCalledAsOperation(Config one) {
    Config settings = one.config("config");
    return (settings == null || !settings.has("trainable"))
        && !one.list("inbound_nodes").isEmpty()
        && one.list("inbound_nodes").stream()
            .allMatch(call -> call instanceof Map<?, ?> || call instanceof Config);
  }

  /**
   * Keras 2 numbers the calls of a model from one on, as its own graph was the first; others number
   * them from zero on, or do so except at the ends. It is that by which every call is used.
   */
  private void countOwnGraphs(List<Call> calls, List<Reference> ends) {
    List<Reference> inner = new ArrayList<>();
    calls.forEach(call -> inner.addAll(call.inputs()));
    Map<String, Set<Integer>> usedBy = numbers(inner);
    Map<String, Set<Integer>> usedAtEndsBy = numbers(ends);
    IdentityHashMap<Layer, Long> madeOf = new IdentityHashMap<>();
    for (Call call : calls) {
      if (call.layer() != null) {
        madeOf.merge(call.layer(), 1L, Long::sum);
      }
    }
    layers.forEach(
        (name, layer) -> {
          if (layer instanceof Network) {
            long made = madeOf.getOrDefault(layer, 0L);
            Set<Integer> used = usedBy.getOrDefault(name, Set.of());
            Set<Integer> usedAtEnds = usedAtEndsBy.getOrDefault(name, Set.of());
            if (isComplete(used, 1, usedAtEnds, made)) {
              counted.add(name);
              countedAtEnds.add(name);
            } else if (isCounted(layer) && isComplete(used, 0, usedAtEnds, made)) {
              countedAtEnds.add(name);
            }
          }
        });
  }

  /** The numbers of the calls that are referred to, by the name of the layer. */
  private static Map<String, Set<Integer>> numbers(List<Reference> references) {
    return references.stream()
        .collect(
            Collectors.groupingBy(
                Reference::layer, Collectors.mapping(Reference::call, Collectors.toSet())));
  }

  private static boolean isComplete(
      Set<Integer> used, int first, Set<Integer> usedAtEnds, long made) {
    Set<Integer> calls = new HashSet<>();
    used.forEach(number -> calls.add(number - first));
    usedAtEnds.forEach(number -> calls.add(number - 1));
    return calls.size() == made && calls.stream().allMatch(call -> call >= 0 && call < made);
  }

  /** Calls may come before those they depend on; each layer's own stay in their order. */
  private void apply(List<Call> calls, List<Reference> ends) {
    List<Map<Integer, Optional<Reference>>> masks = changedMasks(calls, ends);
    CallOrder order = new CallOrder();
    outputs.forEach((name, made) -> order.given(name, made.size()));
    for (int i = 0; i < calls.size(); i++) {
      List<Reference> needed = new ArrayList<>(calls.get(i).inputs());
      masks.get(i).values().forEach(mask -> mask.ifPresent(needed::add));
      order.add(
          calls.get(i).name(),
          needed.stream()
              .filter(from -> from.array() == null)
              .map(from -> new CallOrder.Made(from.layer(), place(from, false)))
              .toList());
    }
    List<Integer> sorted = order.sorted();
    if (sorted.size() < calls.size()) {
      Set<Integer> made = new HashSet<>(sorted);
      int first =
          IntStream.range(0, calls.size()).filter(i -> !made.contains(i)).findFirst().orElse(0);
      throw Fault.of("Model")
          .expected("every input of a layer must come from another one")
          .received("inputs %s of %s", calls.get(first).inputs(), calls.get(first).name())
          .remedy("Correct the configuration.")
          .argument();
    }
    for (int index : sorted) {
      Call call = calls.get(index);
      List<Tensor> inputs = new ArrayList<>();
      call.inputs().forEach(from -> inputs.add(tensor(from, false)));
      Map<Integer, Tensor> changed = new HashMap<>();
      masks
          .get(index)
          .forEach(
              (input, mask) -> {
                if (mask.isPresent()) {
                  changed.put(input, tensor(mask.get(), false));
                } else {
                  inputs.set(input, ChangedMasks.without(inputs.get(input)));
                }
              });
      made(call.name()).add(call.apply(inputs, changed));
    }
  }

  /** The masks of inputs of each call that are others than those of their tensors. */
  private List<Map<Integer, Optional<Reference>>> changedMasks(
      List<Call> calls, List<Reference> ends) {
    Map<String, Integer> counts = new HashMap<>();
    outputs.forEach((name, made) -> counts.put(name, made.size()));
    Map<CallOrder.Made, Integer> numbers = new HashMap<>();
    for (Call call : calls) {
      int count = counts.merge(call.name(), 1, Integer::sum);
      numbers.put(new CallOrder.Made(call.name(), count - 1), numbers.size());
    }
    List<ChangedMasks.Call> all = new ArrayList<>();
    for (Call call : calls) {
      List<ChangedMasks.Output> inputs = new ArrayList<>();
      for (Reference from : call.inputs()) {
        inputs.add(new ChangedMasks.Output(number(from, false, numbers), from.output()));
      }
      CallReader written = call.written();
      all.add(
          new ChangedMasks.Call(
              call.name(),
              call.layer() instanceof Network,
              written == null ? inputs.size() : written.count(),
              inputs,
              written == null ? Map.of() : written.namedMasks()));
    }
    return new ChangedMasks(all)
        .find(ends.stream().map(end -> number(end, true, numbers)).toList());
  }

  /** Which call a tensor is of; negative for inputs of the graph. */
  private int number(Reference from, boolean end, Map<CallOrder.Made, Integer> numbers) {
    CallOrder.Made made = new CallOrder.Made(from.layer(), place(from, end));
    Integer known = numbers.get(made);
    return known != null ? known : -1 - Math.floorMod(made.hashCode(), Integer.MAX_VALUE);
  }

  private List<List<Tensor>> made(String name) {
    return outputs.computeIfAbsent(name, key -> new ArrayList<>());
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
    INDArray array = reference.array();
    if (array != null) {
      return Ops.constant(array.castTo(DataType.FLOAT));
    }
    List<List<Tensor>> calls = outputs.getOrDefault(reference.layer(), List.of());
    int place = place(reference, end);
    int output = reference.output();
    if (place < 0 || place >= calls.size() || output < 0 || output >= calls.get(place).size()) {
      throw Fault.of("Model")
          .expected("the configuration must hold what it refers to")
          .received(reference)
          .remedy("Correct the configuration.")
          .argument();
    }
    return calls.get(place).get(output);
  }

  private List<Tensor> ends(@Nullable Object written) {
    List<Reference> references = new ArrayList<>();
    CallReader.collect(List.copyOf(flat(written).values()), references);
    return references.stream().map(end -> tensor(end, true)).toList();
  }
}
