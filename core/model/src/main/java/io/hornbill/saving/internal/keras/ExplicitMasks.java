package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes masks that come through a {@code Concatenate} as operations. Otherwise Keras 3 makes some
 * of its own when it reads the file, and calls one of them {@code concatenate}: it refuses models
 * of which a layer has that name.
 */
public final class ExplicitMasks {
  private static final Set<String> LISTED = Set.of("AdditiveAttention", "Attention");

  private final MaskGraph masks;

  /** The same graph where masks are merged as before Keras 3; null for others. */
  private final @Nullable MaskGraph before;

  private final Set<String> names = new HashSet<>();
  private final Map<String, Config> made = new LinkedHashMap<>();

  private final List<Config> layers = new ArrayList<>();

  private ExplicitMasks(List<?> written, boolean keras2) {
    before = keras2 ? MaskGraph.of(written, true) : null;
    written.forEach(layer -> names.add(Config.config("layers", layer).text("name", "")));
    written.forEach(layer -> merged(Config.config("layers", layer)));
    masks = MaskGraph.of(layers, false);
  }

  /** Multiply and others that leave masked steps out since Keras 3.8 do not as operations. */
  private void merged(Config layer) {
    List<?> calls = layer.list("inbound_nodes");
    List<?> args =
        calls.size() == 1 ? Config.config("inbound_nodes", calls.get(0)).list("args") : List.of();
    if (before == null
        || !MaskGraph.isChanged(layer)
        || before.masks(layer, 0).stream().allMatch(MaskGraph.NONE::equals)
        || !(args.size() == 1 && args.get(0) instanceof List<?> inputs && inputs.size() > 1)) {
      layers.add(layer);
      return;
    }
    String name = layer.text("name", "");
    Object product = inputs.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      String own = i < inputs.size() - 1 ? unique(name + "_part") : name;
      layers.add(operation(layer.text("class_name", ""), own, List.of(product, inputs.get(i))));
      product = output(product, own);
    }
  }

  private static Config operation(String className, String name, List<?> args) {
    return new Config()
        .with("module", "keras.src.ops.numpy")
        .with("class_name", className)
        .with("config", new Config().with("name", name))
        .with("registered_name", className)
        .with("name", name)
        .with(
            "inbound_nodes", List.of(new Config().with("args", args).with("kwargs", new Config())));
  }

  private static Config output(Object like, String name) {
    Config tensor = new Config(Config.config("args", like).asMap());
    Config given = tensor.config("config");
    Config place = new Config(given == null ? Map.of() : given.asMap());
    return tensor.with("config", place.with("keras_history", List.of(name, 0, 0)));
  }

  /**
   * Rewrites a model, and those within it.
   *
   * @param model class name and settings, in Keras 3's form
   * @param keras2 whether it merges masks as before Keras 3: then masks that are others in Keras 3
   *     are written, too
   * @return the same with such masks
   */
  public static Config rewrite(Config model, boolean keras2) {
    Object settings = model.get("config");
    if (!(settings instanceof Config config) || !(config.get("layers") instanceof List<?> layers)) {
      return model;
    }
    List<Config> result = new ArrayList<>();
    ExplicitMasks graph = new ExplicitMasks(layers, keras2);
    for (Config one : graph.layers) {
      result.add(graph.called(rewrite(one, keras2)));
    }
    result.addAll(graph.made.values());
    Config plain = new Config(config.asMap());
    return new Config(model.asMap()).with("config", plain.with("layers", result));
  }

  private Config called(Config layer) {
    if (!MaskGraph.isUser(layer) || !layer.has("inbound_nodes")) {
      return layer;
    }
    List<Config> calls = new ArrayList<>();
    for (Object one : layer.list("inbound_nodes")) {
      Config call = Config.config("inbound_nodes", one);
      calls.add(masked(call, layer, calls.size()));
    }
    return new Config(layer.asMap()).with("inbound_nodes", calls);
  }

  private Config masked(Config call, Config layer, int number) {
    Config named = call.config("kwargs");
    // Keras 3 leaves out the masks of sequences with first states, unless a call names them.
    boolean states = named != null && named.has("initial_state");
    boolean told = (named != null && named.has("mask")) || (states && before == null);
    List<String> ofKeras3 = masks.masks(layer, number);
    MaskGraph graph = before == null ? masks : before;
    List<String> given = graph.masks(layer, number);
    boolean lost =
        given.stream().allMatch(MaskGraph.NONE::equals)
            && !ofKeras3.stream().allMatch(MaskGraph.NONE::equals);
    if (lost && !told) {
      return new Config(call.asMap()).with("args", withoutMasks(call.get("args")));
    }
    if (MaskGraph.isNetwork(layer)) {
      return call;
    }
    boolean same =
        (given.equals(ofKeras3) && !states) || given.stream().allMatch(MaskGraph.NONE::equals);
    if (told || (same && ofKeras3.stream().noneMatch(masks::isConcatenated))) {
      return call;
    }
    @Nullable Config[] written = new Config[given.size()];
    for (int i = 0; i < written.length; i++) {
      String mask = given.get(i);
      if (!mask.equals(MaskGraph.NONE)) {
        written[i] = graph.written(mask, this::unique, made);
        if (written[i] == null) {
          return call;
        }
      }
    }
    Object mask =
        LISTED.contains(layer.text("class_name", ""))
            ? new ArrayList<>(Arrays.asList(written))
            : written[0];
    Config more = named == null ? new Config() : new Config(named.asMap());
    return new Config(call.asMap()).with("kwargs", more.with("mask", mask));
  }

  /** Operations do not pass masks on. */
  private @Nullable Object withoutMasks(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(withoutMasks(one)));
      return result;
    }
    if (!(value instanceof Config tensor) || MaskGraph.history(tensor).isEmpty()) {
      return value;
    }
    String key = "copy of " + MaskGraph.history(tensor);
    Config known = made.get(key);
    String name = known == null ? unique("copy") : known.text("name", "");
    made.putIfAbsent(key, operation("Copy", name, List.of(tensor)));
    return output(tensor, name);
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 1; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
