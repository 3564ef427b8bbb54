package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shapes that a model of Keras 2 computes by {@code tf.shape} and gives to {@code tf.reshape}:
 * where they begin with the length of the batch, a layer that keeps the batch takes their place, as
 * it does that of {@code K.batch_flatten}. What computes shapes for nothing else is left out.
 */
final class TensorFlowShapes {
  /** The length of the batch, and one that is not known before there is data. */
  private enum Length {
    BATCH,
    OTHER
  }

  private static final String SHAPE = "shape";
  private static final String FLATTEN = "batch_flatten";
  private static final Set<String> READ_HERE = Set.of(SHAPE, FLATTEN);

  private final Map<String, Config> layers = new LinkedHashMap<>();
  private final Set<String> computed = new HashSet<>();

  private TensorFlowShapes() {}

  /** The layers of a functional model, without shapes that are computed. */
  static List<?> rewritten(Config model) {
    TensorFlowShapes shapes = new TensorFlowShapes();
    List<?> written = model.list("layers");
    for (Object one : written) {
      Config layer = Config.config("layer", one);
      if (function(layer) != null) {
        shapes.layers.put(layer.text("name", ""), layer);
      }
    }
    if (shapes.layers.values().stream()
        .map(TensorFlowShapes::function)
        .noneMatch(READ_HERE::contains)) {
      return written;
    }
    List<Object> result = new ArrayList<>();
    for (Object one : written) {
      Config layer = Config.config("layer", one);
      String function = function(layer);
      boolean isReshape = "reshape".equals(function);
      Object other = FLATTEN.equals(function) ? flattened(layer) : one;
      result.add(isReshape ? shapes.reshaped(layer) : other);
    }
    return shapes.withoutUnused(result, model);
  }

  /**
   * The last part of the name of the function of TensorFlow that a layer is; null if it is none.
   */
  private static @Nullable String function(Config layer) {
    Object written = layer.get("config");
    Config settings =
        written instanceof Map<?, ?> || written instanceof Config ? layer.config("config") : null;
    if (settings == null || !(settings.get("function") instanceof String function)) {
      return null;
    }
    String last = function.substring(function.lastIndexOf('.') + 1);
    return last.equals("shape_v2") ? SHAPE : last;
  }

  /** What a call of a function takes: its first argument, and the others by name. */
  private record Call(List<?> first, Map<String, @Nullable Object> named) {
    static @Nullable Call of(Config layer) {
      List<?> calls = layer.list("inbound_nodes");
      if (calls.size() != 1 || !(calls.get(0) instanceof List<?> call) || call.isEmpty()) {
        return null;
      }
      List<?> inputs = call.get(0) instanceof String ? List.of(call) : call;
      Map<String, @Nullable Object> named = new HashMap<>();
      for (Object input : inputs) {
        if (input instanceof List<?> list
            && list.size() > 3
            && list.get(3) instanceof Map<?, ?> more) {
          more.forEach((key, value) -> named.put(String.valueOf(key), value));
        }
      }
      return new Call(inputs, named);
    }
  }

  private Config reshaped(Config layer) {
    Call call = Call.of(layer);
    Object given = call == null ? null : call.named().get(SHAPE);
    if (call == null || given == null || !(call.first().get(0) instanceof List<?> input)) {
      return layer;
    }
    List<Object> lengths = lengths(given);
    if (lengths.isEmpty() || lengths.get(0) != Length.BATCH) {
      return layer;
    }
    List<Object> target = new ArrayList<>();
    lengths.subList(1, lengths.size()).forEach(one -> target.add(one == Length.OTHER ? -1 : one));
    boolean isKnown =
        target.stream().allMatch(Number.class::isInstance)
            && target.stream().filter(one -> ((Number) one).longValue() < 0).count() <= 1;
    return isKnown
        ? instead(layer, "Reshape", new Config().with("target_shape", target), input)
        : layer;
  }

  private static Config flattened(Config layer) {
    Call call = Call.of(layer);
    return call != null && call.first().get(0) instanceof List<?> input
        ? instead(layer, "Flatten", new Config(), input)
        : layer;
  }

  private static Config instead(Config layer, String className, Config settings, List<?> input) {
    return new Config()
        .with("class_name", className)
        .with("name", layer.get("name"))
        .with("config", settings.with("name", layer.get("name")))
        .with("inbound_nodes", List.of(List.of(input.subList(0, 3))));
  }

  /** The lengths that a value stands for; empty if it is not a shape. */
  private List<Object> lengths(@Nullable Object value) {
    if (value instanceof List<?> list && isReference(list)) {
      Config layer = layers.get(String.valueOf(list.get(0)));
      return layer == null ? List.of() : lengthsOf(layer);
    }
    List<Object> all = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object one : list) {
        List<Object> lengths = one instanceof Number ? List.of(one) : lengths(one);
        if (lengths.size() != 1) {
          return List.of();
        }
        all.addAll(lengths);
      }
    }
    return all;
  }

  private static boolean isReference(List<?> list) {
    return list.size() >= 3
        && list.get(0) instanceof String
        && list.get(1) instanceof Number
        && list.get(2) instanceof Number;
  }

  private List<Object> lengthsOf(Config layer) {
    Call call = Call.of(layer);
    String name = layer.text("name", "");
    if (call == null) {
      return List.of();
    }
    List<Object> lengths =
        switch (String.valueOf(function(layer))) {
          case "getitem" -> item(call);
          case "stack", "pack", "convert_to_tensor" -> lengths(withoutNames(call.first()));
          case "cast" -> lengths(call.first().get(0));
          default -> List.of();
        };
    if (!lengths.isEmpty()) {
      computed.add(name);
    }
    return lengths;
  }

  private static List<?> withoutNames(List<?> inputs) {
    List<@Nullable Object> plain = new ArrayList<>();
    for (Object input : inputs) {
      boolean constant = input instanceof List<?> list && "_CONSTANT_VALUE".equals(list.get(0));
      plain.add(constant ? ((List<?>) input).get(2) : input);
    }
    return plain;
  }

  private List<Object> item(Call call) {
    Config of =
        call.first().get(0) instanceof List<?> list
            ? layers.get(String.valueOf(list.get(0)))
            : null;
    Object spec = call.named().get("slice_spec");
    Object one = spec instanceof List<?> list && list.size() == 1 ? list.get(0) : spec;
    if (of == null || !SHAPE.equals(function(of)) || !(one instanceof Number place)) {
      return List.of();
    }
    computed.add(of.text("name", ""));
    return List.of(place.intValue() == 0 ? Length.BATCH : Length.OTHER);
  }

  private List<Object> withoutUnused(List<Object> all, Config model) {
    List<Object> rest = new ArrayList<>(all);
    boolean changed = true;
    while (changed) {
      Set<String> used = new HashSet<>();
      collect(model.get("output_layers"), used);
      rest.forEach(one -> collect(Config.config("layer", one).get("inbound_nodes"), used));
      changed =
          rest.removeIf(
              one -> {
                String name = Config.config("layer", one).text("name", "");
                return computed.contains(name) && !used.contains(name);
              });
    }
    return rest;
  }

  private static void collect(@Nullable Object value, Set<String> names) {
    if (value instanceof List<?> list) {
      if (isReference(list)) {
        names.add(String.valueOf(list.get(0)));
      }
      list.forEach(one -> collect(one, names));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> collect(one, names));
    } else if (value instanceof Config config) {
      config.asMap().values().forEach(one -> collect(one, names));
    }
  }
}
