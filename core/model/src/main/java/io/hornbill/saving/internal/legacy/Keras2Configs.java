package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.operations.Operations;
import io.hornbill.saving.internal.keras.NewClasses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes models in Keras 2's form, which Keras 3 reads from {@code .h5} files, too. What that form
 * cannot say, such as operations between layers and tensors that are named arguments, is written in
 * Keras 3's.
 */
final class Keras2Configs {
  static final String VERSION = "2.15.0";

  private static final Set<String> NETWORKS = Set.of("Functional", "Sequential", "Model");

  /** The nested models of the graph that is being written, which Keras 2 counts from one on. */
  private final Map<String, Boolean> nested = new HashMap<>();

  private final boolean alsoFor3;
  private final boolean inChain;

  /** Whether the layers that are being written follow each other, as in a Sequential. */
  private boolean chain;

  private Keras2Configs(boolean alsoFor3, boolean inChain) {
    this.alsoFor3 = alsoFor3;
    this.inChain = inChain;
  }

  /** Whether settings have a function that Keras 3 lacks. */
  static boolean isNeeded(Config settings) {
    return has(settings, "hard_sigmoid");
  }

  private static boolean has(@Nullable Object value, String activation) {
    if (value instanceof Config config) {
      return config.asMap().entrySet().stream()
          .anyMatch(
              entry ->
                  (entry.getKey().endsWith("activation") && activation.equals(entry.getValue()))
                      || has(entry.getValue(), activation));
    }
    return value instanceof List<?> list && list.stream().anyMatch(one -> has(one, activation));
  }

  /** Whether the form can say all that a model has, with the same meaning in Keras 2 and 3. */
  static boolean isPossible(Config model) {
    return !has(model, "hard_sigmoid_v3") && isSayable(model, true);
  }

  /** Whether the form can say all that a model has with the meaning of Keras 2. */
  static boolean isPossibleInKeras2(Config model) {
    return !has(model, "hard_sigmoid_v3") && isSayable(model, false);
  }

  private static boolean isSayable(@Nullable Object value, boolean alsoFor3) {
    if (value instanceof List<?> list) {
      return list.stream().allMatch(one -> isSayable(one, alsoFor3));
    }
    if (!(value instanceof Config config)) {
      return true;
    }
    String className = config.get("class_name") instanceof String name ? name : "";
    List<?> calls = config.get("inbound_nodes") instanceof List<?> list ? list : List.of();
    return !(alsoFor3 && isOwnFunction(config))
        && !Operations.isModule(config.get("module"))
        && !NewClasses.isLayerOfKeras3(className)
        && calls.stream().allMatch(call -> isCallSayable(call, alsoFor3))
        && config.asMap().entrySet().stream()
            .filter(entry -> !entry.getKey().equals("inbound_nodes"))
            .allMatch(entry -> isSayable(entry.getValue(), alsoFor3));
  }

  /** Keras 2 finds registered functions by their names alone, and Keras 3 refuses these. */
  private static boolean isOwnFunction(Config config) {
    return "function".equals(config.get("class_name"))
        && "function".equals(config.get("registered_name"));
  }

  private static @Nullable Object byName(@Nullable Object value) {
    return value instanceof Config config && isOwnFunction(config) ? config.get("config") : value;
  }

  /** Keras 3 takes tensors by name in its own form alone. */
  private static boolean isCallSayable(Object call, boolean alsoFor3) {
    Config written = Config.config("inbound_nodes", call);
    return written.list("args").size() <= 1
        && !hasArray(call)
        && !(alsoFor3 && hasTensor(written.get("kwargs")));
  }

  /** Keras 2 has no form for arrays among tensors. */
  private static boolean hasArray(@Nullable Object value) {
    if (value instanceof Config config) {
      return "__numpy__".equals(config.get("class_name"))
          || config.asMap().values().stream().anyMatch(Keras2Configs::hasArray);
    }
    return value instanceof List<?> list && list.stream().anyMatch(Keras2Configs::hasArray);
  }

  private static boolean hasTensor(@Nullable Object value) {
    if (value instanceof Config config) {
      return "__keras_tensor__".equals(config.get("class_name"))
          || config.asMap().values().stream().anyMatch(Keras2Configs::hasTensor);
    }
    return value instanceof List<?> list && list.stream().anyMatch(Keras2Configs::hasTensor);
  }

  static Config write(Config model, boolean alsoFor3) {
    if (has(model, "hard_sigmoid_v3")) {
      throw Fault.of("LegacyFormat")
          .expected("all activations must be of one version of Keras")
          .received(
              "hard_sigmoid, which is that of Keras 1 and 2, and hard_sigmoid_v3, which is"
                  + " that of Keras 3")
          .remedy("Use one of them.")
          .argument();
    }
    return new Keras2Configs(alsoFor3, false).layer(model);
  }

  /** Class name and settings; of a layer in a graph also its name and its calls. */
  private Config layer(Config written) {
    String className = written.text("class_name", "");
    Config given = written.config("config");
    Config settings = new Config();
    if (given != null) {
      given.asMap().forEach((field, value) -> settings.with(field, byName(value)));
    }
    boolean graph = settings.get("layers") instanceof List<?>;
    Config result =
        new Config()
            .with("class_name", LegacyWriter.className(written))
            .with(
                "config",
                graph
                    ? new Keras2Configs(alsoFor3, chain).graph(settings)
                    : withShapes(className, Keras2Settings.of(className, settings), written));
    if (written.has("shared_object_id")) {
      result.with("shared_object_id", written.get("shared_object_id"));
    }
    if (written.has("inbound_nodes")) {
      boolean twice = alsoFor3 && nested.containsKey(written.text("name", ""));
      List<Object> calls = new ArrayList<>();
      for (Object call : written.list("inbound_nodes")) {
        calls.addAll(Collections.nCopies(twice ? 2 : 1, node(call)));
      }
      result.with("name", written.get("name")).with("inbound_nodes", calls);
    }
    return result;
  }

  /** Keras 2's attention is built by the shapes of query, value and key, before it is called. */
  private static Config withShapes(String className, Config settings, Config written) {
    List<?> calls = written.list("inbound_nodes");
    if (!className.equals("MultiHeadAttention") || calls.isEmpty()) {
      return settings;
    }
    Config call = Config.config("inbound_nodes", calls.get(0));
    Config named = call.config("kwargs");
    Object value = named == null ? null : named.get("value");
    Object key = named == null ? null : named.get("key");
    return new Config(settings.asMap())
        .with("query_shape", shape(call.list("args").get(0)))
        .with("value_shape", shape(value))
        .with("key_shape", shape(key == null ? value : key));
  }

  private static @Nullable Object shape(@Nullable Object tensor) {
    Config config = tensor instanceof Config known ? known.config("config") : null;
    return config == null ? null : config.get("shape");
  }

  private Config graph(Config settings) {
    List<?> layers = settings.list("layers");
    chain = !settings.has("input_layers");
    for (Object one : layers) {
      Config layer = Config.config("layers", one);
      boolean called = !layer.list("inbound_nodes").isEmpty();
      if (called && NETWORKS.contains(layer.text("class_name", ""))) {
        nested.put(layer.text("name", ""), !"Sequential".equals(layer.get("class_name")));
      }
    }
    Config result = new Config();
    settings
        .asMap()
        .forEach(
            (field, value) -> {
              if (field.equals("layers")) {
                result.with(
                    field,
                    layers.stream().map(one -> layer(Config.config("layers", one))).toList());
              } else {
                result.with(field, field.endsWith("put_layers") ? ends(value) : value);
              }
            });
    return settings.bool("trainable", true) || !Keras2Settings.trains(settings)
        ? result
        : result.with("trainable", true);
  }

  /**
   * The ends of a graph in a list, but of one in a chain, whose next layer Keras 3.15 would give
   * the list.
   */
  private @Nullable Object ends(@Nullable Object written) {
    Object within = within(written);
    boolean isOne =
        within instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String;
    return isOne && !(alsoFor3 && inChain) ? List.of(within) : within;
  }

  /** Ends within maps and lists. */
  private @Nullable Object within(@Nullable Object written) {
    if (written instanceof Config map) {
      Config result = new Config();
      map.asMap().forEach((key, end) -> result.with(key, within(end)));
      return result;
    }
    if (!(written instanceof List<?> list)) {
      return written;
    }
    if (!list.isEmpty() && list.get(0) instanceof String) {
      return end(list, true);
    }
    List<@Nullable Object> result = new ArrayList<>();
    list.forEach(one -> result.add(within(one)));
    return result;
  }

  /**
   * Keras 2 counts a model's own graph as its first call, and Keras 3 does so at ends alone: where
   * both read the file, each call stands there twice, so that a number means one call to both.
   * Functional models are counted at the ends of graphs already.
   */
  private List<?> end(List<?> reference, boolean atEnd) {
    Boolean functional = nested.get(String.valueOf(reference.get(0)));
    if (functional == null || !(reference.get(1) instanceof Number written)) {
      return reference;
    }
    int call = written.intValue() - (atEnd && functional ? 1 : 0);
    return List.of(reference.get(0), (alsoFor3 ? 2 * call : call) + 1, reference.get(2));
  }

  /** One call: the inputs, each with the layer it comes from and what else is given. */
  private Object node(Object call) {
    Config written = Config.config("inbound_nodes", call);
    List<List<?>> inputs = new ArrayList<>();
    collect(written.get("args"), inputs);
    Config named = new Config();
    Config given = written.config("kwargs");
    if (given != null) {
      given.asMap().forEach((name, value) -> named.with(name, reference(value)));
    }
    List<Object> result = new ArrayList<>();
    for (List<?> input : inputs) {
      List<Object> one = new ArrayList<>(end(input, false));
      one.add(named); // Keras takes the last input's
      result.add(one);
    }
    return result;
  }

  private void collect(@Nullable Object value, List<List<?>> inputs) {
    Object reference = reference(value);
    if (reference instanceof List<?> list) {
      if (!list.isEmpty() && list.get(0) instanceof String) {
        inputs.add(list);
      } else {
        list.forEach(one -> collect(one, inputs));
      }
    } else if (reference instanceof Config map) {
      new TreeMap<>(map.asMap()).values().forEach(one -> collect(one, inputs));
    }
  }

  private @Nullable Object reference(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(reference(one)));
      return result;
    }
    if (value instanceof Config config && "__keras_tensor__".equals(config.get("class_name"))) {
      Config tensor = config.config("config");
      return tensor == null ? value : tensor.get("keras_history");
    }
    return value;
  }
}
