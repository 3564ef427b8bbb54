package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Translates a {@code Sequential}: a list of layers up to Keras 2.2.2, a map since. The shape of
 * the input, which stood in the first layer, gets an input layer; a sequence that begins by merging
 * others, as Keras 1 allowed, becomes a graph.
 */
final class Sequences {
  private final Function<Object, Config> translate;
  private final Config settings;
  private final List<Config> layers = new ArrayList<>();

  Sequences(Function<Object, Config> translate, Config written) {
    this.translate = translate;
    Object config = written.get("config");
    settings = config instanceof Map<?, ?> ? Config.config("config", config) : new Config();
    List<?> list = config instanceof List<?> chain ? chain : settings.list("layers");
    list.forEach(layer -> layers.add(normal(Config.config("layers", notNull(layer)))));
  }

  private static Object notNull(@Nullable Object layer) {
    return layer == null ? new Config() : layer;
  }

  /** Before Keras 1 a layer's settings had its class name among them. */
  private static Config normal(Config layer) {
    return layer.has("class_name")
        ? layer
        : new Config()
            .with("class_name", layer.get("name"))
            .with("config", new Config(layer.asMap()).with("name", layer.get("custom_name")));
  }

  private boolean merges() {
    return !layers.isEmpty()
        && layers.get(0).text("class_name", "").equals("Merge")
        && settingsOf(layers.get(0)).get("layers") instanceof List<?>;
  }

  String className() {
    return merges() ? "Functional" : "Sequential";
  }

  Config config() {
    Config result = new Config();
    if (settings.has("name")) {
      result.with("name", settings.get("name"));
    }
    result.with("trainable", settings.bool("trainable", true));
    return merges() ? graph(result) : result.with("layers", chain());
  }

  private List<Object> chain() {
    List<Object> result = new ArrayList<>();
    List<Object> shape = layers.isEmpty() ? null : shape(layers.get(0));
    if (shape == null && settings.get("build_input_shape") instanceof List<?> built) {
      shape = new ArrayList<>(built);
    }
    boolean given = !layers.isEmpty() && layers.get(0).text("class_name", "").equals("InputLayer");
    if (shape != null && given) {
      result.add(translate.apply(withShape(layers.get(0), shape)));
    } else if (shape != null) {
      result.add(translate.apply(input(layers.get(0), shape)));
    }
    layers.stream()
        .skip(given && shape != null ? 1 : 0)
        .forEach(layer -> result.add(translate.apply(layer)));
    return result;
  }

  /** An input that Keras wrote by itself has the rows of the first batch, and takes any. */
  private Config withShape(Config input, List<Object> shape) {
    if (layers.stream().noneMatch(layer -> settingsOf(layer).bool("stateful", false))) {
      shape.set(0, null);
    }
    Config settings = settingsOf(input).without(List.of("batch_input_shape", "batch_shape"));
    return new Config(input.asMap()).with("config", settings.with("batch_shape", shape));
  }

  private static Config input(Config layer, List<Object> shape) {
    Config settings = settingsOf(layer);
    Config input = new Config().with("batch_shape", shape);
    if (settings.get("name") instanceof String name) {
      input.with("name", name + "_input");
    }
    Object type = settings.get(settings.has("input_dtype") ? "input_dtype" : "dtype");
    if (type instanceof String) {
      input.with("dtype", type);
    }
    return new Config().with("class_name", "InputLayer").with("config", input);
  }

  private static Config settingsOf(Config layer) {
    return layer.get("config") instanceof Map<?, ?> map
        ? Config.config("config", map)
        : new Config();
  }

  /** The input's shape as a layer tells it, the batch first; null if it does not. */
  private static @Nullable List<Object> shape(Config layer) {
    if (layer.get("config") instanceof List<?> inner) {
      return inner.isEmpty() ? null : shapeOfFirst(inner);
    }
    Config settings = settingsOf(layer);
    for (String field : List.of("batch_input_shape", "batch_shape")) {
      if (settings.get(field) instanceof List<?> shape) {
        return new ArrayList<>(shape);
      }
    }
    if (settings.get("input_shape") instanceof List<?> sample) {
      List<Object> shape = new ArrayList<>(sample);
      shape.add(0, null);
      return shape;
    }
    if (layer.text("class_name", "").equals("Embedding")) {
      return settings.has("input_length")
          ? new ArrayList<>(Arrays.asList(null, settings.get("input_length")))
          : null;
    }
    if (settings.get("layers") instanceof List<?> inner && !inner.isEmpty()) {
      return shapeOfFirst(inner);
    }
    if (settings.get("input_dim") instanceof Number features) {
      return settings.has("input_length")
          ? new ArrayList<>(Arrays.asList(null, settings.get("input_length"), features))
          : new ArrayList<>(Arrays.asList(null, features));
    }
    return settings.get("layer") instanceof Map<?, ?> wrapped
        ? wrapped(shape(Config.config("layer", wrapped)), layer)
        : null;
  }

  private static @Nullable List<Object> shapeOfFirst(List<?> layers) {
    return shape(normal(Config.config("layers", notNull(layers.get(0)))));
  }

  /** What is applied at each time has the shape of one step. */
  private static @Nullable List<Object> wrapped(@Nullable List<Object> shape, Config wrapper) {
    if (shape != null && wrapper.text("class_name", "").equals("TimeDistributed")) {
      shape.add(1, null);
    }
    return shape;
  }

  /** The branches get an input each, and are layers of the graph. */
  private Config graph(Config result) {
    List<Object> nodes = new ArrayList<>();
    List<Object> inputs = new ArrayList<>();
    List<Object> ends = new ArrayList<>();
    int number = 0;
    for (Object one : settingsOf(layers.get(0)).list("layers")) {
      Config branch = normal(Config.config("layers", notNull(one)));
      String name = "branch_" + ++number;
      List<Object> shape = shape(branch);
      Config input = translate.apply(input(branch, shape == null ? new ArrayList<>() : shape));
      Config.config("config", notNull(input.get("config"))).with("name", name + "_input");
      nodes.add(input.with("name", name + "_input").with("inbound_nodes", List.of()));
      inputs.add(List.of(name + "_input", 0, 0));
      nodes.add(node(name, translate.apply(branch), List.of(List.of(name + "_input", 0, 0))));
      ends.add(List.of(name, 0, 0));
    }
    for (Config layer : layers) {
      Config translated = translate.apply(layer);
      String name = settingsOf(layer).text("name", "layer_" + ++number);
      nodes.add(node(name, translated, ends));
      ends = List.of(List.of(name, 0, 0));
    }
    return result.with("layers", nodes).with("input_layers", inputs).with("output_layers", ends);
  }

  private static Config node(String name, Config layer, List<?> inputs) {
    Config settings = Config.config("config", notNull(layer.get("config"))).with("name", name);
    return layer.with("config", settings).with("name", name).with("inbound_nodes", List.of(inputs));
  }
}
