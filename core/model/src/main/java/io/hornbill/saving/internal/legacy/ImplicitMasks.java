package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes masks out of graphs that come with the inputs anyway. Keras 3 writes them as operations,
 * {@code NotEqual} of what goes into an {@code Embedding}, which Keras 2 does not have, and which
 * Keras 3 itself does not find in {@code .h5} files.
 */
final class ImplicitMasks {
  private static final String MASK = "mask";

  /** Layers whose output has the mask of their input, in Keras 2 and 3. */
  private static final Set<String> PASSING =
      Set.of(
          "Activation",
          "ActivityRegularization",
          "BatchNormalization",
          "Dense",
          "Dropout",
          "ELU",
          "GaussianDropout",
          "GaussianNoise",
          "LayerNormalization",
          "LeakyReLU",
          "PReLU",
          "ReLU",
          "SpatialDropout1D",
          "TimeDistributed");

  private final Map<String, Config> layers = new HashMap<>();

  private ImplicitMasks(List<?> layers) {
    for (Object one : layers) {
      Config layer = Config.config("layers", one);
      this.layers.put(layer.text("name", ""), layer);
    }
  }

  /**
   * Rewrites a model, and those within it.
   *
   * @param model class name and settings
   * @return the same without such masks
   */
  static Config rewrite(Config model) {
    Object settings = model.get("config");
    if (!(settings instanceof Config config) || !(config.get("layers") instanceof List<?> layers)) {
      return model;
    }
    ImplicitMasks masks = new ImplicitMasks(layers);
    List<Config> result = new ArrayList<>();
    for (Object one : layers) {
      result.add(masks.called(rewrite(Config.config("layers", one))));
    }
    Config plain = new Config(config.asMap());
    return new Config(model.asMap())
        .with("config", plain.with("layers", used(result, config.get("output_layers"))));
  }

  /** Leaves out operations that nothing refers to any more. */
  private static List<Config> used(List<Config> layers, @Nullable Object ends) {
    List<Config> kept = new ArrayList<>(layers);
    boolean changed = true;
    while (changed) {
      Set<Object> names = new HashSet<>();
      collect(ends, names);
      kept.forEach(layer -> collect(layer.get("inbound_nodes"), names));
      changed =
          kept.removeIf(
              layer ->
                  Operations.isModule(layer.get("module")) && !names.contains(layer.get("name")));
    }
    return kept;
  }

  private static void collect(@Nullable Object value, Set<Object> names) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, names));
    } else if (value instanceof Config config) {
      config.asMap().values().forEach(one -> collect(one, names));
    } else if (value instanceof String name) {
      names.add(name);
    }
  }

  private Config called(Config layer) {
    if (!(layer.get("inbound_nodes") instanceof List<?> calls)) {
      return layer;
    }
    List<Config> plain = new ArrayList<>();
    for (Object one : calls) {
      Config call = Config.config("inbound_nodes", one);
      Config named = call.config("kwargs");
      plain.add(
          named != null && named.has(MASK) && comesAlong(call.list("args"), named.get(MASK))
              ? new Config(call.asMap()).with("kwargs", named.without(List.of(MASK)))
              : call);
    }
    return new Config(layer.asMap()).with("inbound_nodes", plain);
  }

  /** Whether inputs have the masks that a call names. */
  private boolean comesAlong(List<?> args, @Nullable Object mask) {
    if (args.size() != 1) {
      return false;
    }
    if (!(args.get(0) instanceof List<?> inputs)) {
      String own = of(args.get(0));
      return !own.isEmpty() && own.equals(computed(mask));
    }
    if (!(mask instanceof List<?> masks) || masks.size() != inputs.size()) {
      return false;
    }
    for (int i = 0; i < masks.size(); i++) {
      if (!of(inputs.get(i)).equals(masks.get(i) == null ? "" : computed(masks.get(i)))) {
        return false;
      }
    }
    return true;
  }

  /** What the mask is that a tensor has, by how it is computed; empty if it has none. */
  private String of(@Nullable Object tensor) {
    List<?> history = history(tensor);
    Config layer = history.isEmpty() ? null : layers.get(String.valueOf(history.get(0)));
    Config settings = layer == null ? null : layer.config("config");
    if (layer == null || settings == null || !(history.get(1) instanceof Number number)) {
      return "";
    }
    List<?> calls = layer.list("inbound_nodes");
    int call = number.intValue();
    List<?> args =
        call < calls.size() ? Config.config("call", calls.get(call)).list("args") : List.of();
    if (args.size() != 1) {
      return "";
    }
    String input = history(args.get(0)).toString();
    String className = layer.text("class_name", "");
    if (className.equals("Embedding")) {
      return settings.bool("mask_zero", false) ? notEqual(input, 0) : "";
    }
    if (className.equals("Masking")) {
      return any(notEqual(input, settings.number("mask_value", 0)));
    }
    return PASSING.contains(className) || givesSequences(className, settings)
        ? of(args.get(0))
        : "";
  }

  private static boolean givesSequences(String className, Config settings) {
    Config layer = className.equals("Bidirectional") ? settings.config("layer") : null;
    Config inner = layer == null ? null : layer.config("config");
    return (inner == null ? settings : inner).get("return_sequences") instanceof Boolean all && all;
  }

  /** How operations compute a mask; {@code ?} for what no layer does. */
  private String computed(@Nullable Object tensor) {
    List<?> history = history(tensor);
    Config operation = history.isEmpty() ? null : layers.get(String.valueOf(history.get(0)));
    if (operation == null || !Operations.isModule(operation.get("module"))) {
      return "?";
    }
    List<?> args = Config.config("call", operation.list("inbound_nodes").get(0)).list("args");
    String className = operation.text("class_name", "");
    if (className.equals("NotEqual") && args.size() == 2 && args.get(1) instanceof Number number) {
      return notEqual(history(args.get(0)).toString(), number.doubleValue());
    }
    Config settings = operation.config("config");
    boolean last = settings != null && isLast(settings);
    return className.equals("Any") && last ? any(computed(args.get(0))) : "?";
  }

  private static boolean isLast(Config settings) {
    Object axis = settings.get("axis");
    Object one = axis instanceof List<?> list && list.size() == 1 ? list.get(0) : axis;
    return one instanceof Number number
        && number.intValue() == -1
        && !settings.bool("keepdims", false);
  }

  private static String notEqual(String tensor, double value) {
    return tensor + " != " + value;
  }

  private static String any(String condition) {
    return "any " + condition;
  }

  private static List<?> history(@Nullable Object tensor) {
    Config config = tensor instanceof Config known ? known.config("config") : null;
    return config != null && config.get("keras_history") instanceof List<?> history
        ? history
        : List.of();
  }
}
