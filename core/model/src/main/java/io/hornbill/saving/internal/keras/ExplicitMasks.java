package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes masks as operations that come through a {@code Concatenate}, and those that a model of
 * Keras 2 has otherwise. Of the former Keras 3 makes some of its own when it reads the file, and
 * calls one of them {@code concatenate}: it refuses models of which a layer has that name. A nested
 * model gets the latter as further inputs where they depend on masks that come from outside.
 */
public final class ExplicitMasks {
  private static final Logger LOG = LoggerFactory.getLogger(ExplicitMasks.class);
  private static final Set<String> LISTED = Set.of("AdditiveAttention", "Attention");

  private final MaskGraph masks;

  /** The same graph where masks are merged as before Keras 3; null for others. */
  private final @Nullable MaskGraph before;

  /** Layers to which Keras 3 gives other masks. */
  private final Set<String> others;

  private final Set<String> names = new HashSet<>();
  private final Map<String, Config> made = new LinkedHashMap<>();

  private ExplicitMasks(
      List<?> layers, MaskGraph masks, @Nullable MaskGraph before, Set<String> others) {
    layers.forEach(layer -> names.add(Config.config("layers", layer).text("name", "")));
    this.masks = masks;
    this.before = before;
    this.others = others;
  }

  /**
   * Rewrites a model, and those within it.
   *
   * @param model class name and settings, in Keras 3's form
   * @param keras2 whether it merges masks as before Keras 3: then masks that are others in Keras 3
   *     are written, too
   * @param file what it is written to, for a warning of masks that no file says
   * @return the same with such masks
   */
  public static Config rewrite(Config model, boolean keras2, Object file) {
    Set<String> others = new TreeSet<>();
    Config settings = model.config("config");
    if (keras2 && settings != null && !settings.has("input_layers")) {
      List<?> chain = settings.list("layers");
      others.addAll(
          MaskGraph.differing(
              MaskGraph.usersInChain(chain, true), MaskGraph.usersInChain(chain, false)));
    }
    Config result = rewritten(model, keras2, others);
    if (!others.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("KerasFormat")
              .expected("masks of Keras 2 must be operations for Keras 3 to compute the same")
              .received("others for %s in %s, which no operation gives them there", others, file)
              .remedy(
                  "Save as .h5 for Keras 2, or put the layers into a functional model that is not"
                      + " within another."));
    }
    return result;
  }

  private static Config rewritten(Config model, boolean keras2, Set<String> others) {
    Object settings = model.get("config");
    if (!(settings instanceof Config config) || !(config.get("layers") instanceof List<?> layers)) {
      return model;
    }
    MaskGraph before = keras2 ? MaskGraph.of(layers, true) : null;
    return new ExplicitMasks(layers, MaskGraph.of(layers, false), before, others).graph(model);
  }

  private Config graph(Config model) {
    Config settings = settings(model);
    List<Config> plain = new ArrayList<>();
    settings.list("layers").forEach(one -> plain.addAll(product(Config.config("layers", one))));
    plain.forEach(masks::replace);
    plain.replaceAll(layer -> MaskGraph.isNetwork(layer) ? nested(layer) : layer);
    List<Config> result = new ArrayList<>();
    plain.forEach(layer -> result.add(called(layer)));
    result.addAll(made.values());
    return withSetting(model, "layers", result);
  }

  private static Config settings(Config layer) {
    Config settings = layer.config("config");
    return settings == null ? new Config() : settings;
  }

  private static Config withSetting(Config layer, String name, Object value) {
    Config settings = new Config(settings(layer).asMap());
    return new Config(layer.asMap()).with("config", settings.with(name, value));
  }

  /** Multiply and others that leave masked steps out since Keras 3.8 do not as operations. */
  private List<Config> product(Config layer) {
    List<?> calls = layer.list("inbound_nodes");
    List<?> args =
        calls.size() == 1 ? Config.config("inbound_nodes", calls.get(0)).list("args") : List.of();
    if (before == null
        || !MaskGraph.isChanged(layer)
        || isNone(before.masks(layer, 0))
        || !(args.size() == 1 && args.get(0) instanceof List<?> inputs && inputs.size() > 1)) {
      return List.of(layer);
    }
    List<Config> result = new ArrayList<>();
    String name = layer.text("name", "");
    Object product = inputs.get(0);
    for (int i = 1; i < inputs.size(); i++) {
      String own = i < inputs.size() - 1 ? unique(name + "_part") : name;
      result.add(operation(layer.text("class_name", ""), own, List.of(product, inputs.get(i))));
      product = output(product, own);
    }
    return result;
  }

  private static boolean isNone(List<String> given) {
    return given.stream().allMatch(MaskGraph.NONE::equals);
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
    return withSetting(Config.config("args", like), "keras_history", List.of(name, 0, 0));
  }

  // Models within the graph.

  private Config nested(Config layer) {
    int calls = layer.list("inbound_nodes").size();
    Set<String> differing = new TreeSet<>();
    IntStream.range(0, calls).forEach(call -> differing.addAll(differing(layer, call)));
    Config extended = differing.isEmpty() ? null : extended(layer);
    if (extended == null) {
      others.addAll(differing);
      return rewritten(layer, before != null, others);
    }
    masks.replace(extended);
    return extended;
  }

  /** Layers within a model that have other masks in Keras 3, since others come from outside. */
  private List<String> differing(Config layer, int call) {
    return before == null || isLost(layer, call)
        ? List.of()
        : MaskGraph.differing(before.users(layer, call), masks.users(layer, call));
  }

  /** Whether a mask of Keras 3 is none of Keras 2. */
  private boolean isLost(Config layer, int call) {
    return before != null && isNone(before.masks(layer, call)) && !isNone(masks.masks(layer, call));
  }

  /** The model with the masks of Keras 2 as further inputs; null where that cannot be. */
  private @Nullable Config extended(Config layer) {
    MaskGraph outer = before;
    Config settings = settings(layer);
    if (outer == null || !(settings.get("input_layers") instanceof List<?> written)) {
      return null;
    }
    List<List<?>> ends = new ArrayList<>();
    MaskGraph.ends(written, ends);
    Set<String> taken = new HashSet<>();
    settings
        .list("layers")
        .forEach(one -> taken.add(Config.config("layers", one).text("name", "")));
    List<@Nullable Config> inputs = new ArrayList<>();
    List<String> old = new ArrayList<>();
    List<String> now = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      List<String> inKeras2 = ofCalls(outer, layer, i);
      String one = inKeras2.stream().filter(mask -> !mask.isEmpty()).findFirst().orElse("");
      Config shaped = outer.written(one, name -> name, new HashMap<>());
      if (shaped == null && !one.isEmpty()) {
        return null;
      }
      String name = ends.get(i).get(0) + "_mask";
      inputs.add(shaped == null ? null : output(shaped, unique(name, taken)));
      old.add(shaped == null ? MaskGraph.NONE : "mask " + i);
      now.add(MaskGraph.NONE);
    }
    MaskGraph inner = MaskGraph.nested(settings, old, true);
    for (int i = 0; i < inputs.size(); i++) {
      Config input = inputs.get(i);
      if (input != null) {
        inner.know(old.get(i), input);
      }
    }
    ExplicitMasks graph =
        new ExplicitMasks(
            settings.list("layers"), MaskGraph.nested(settings, now, false), inner, others);
    graph.names.addAll(taken);
    return withInputs(graph.graph(layer), inputs, ends, outer);
  }

  /** The masks that calls bring for an input. */
  private static List<String> ofCalls(MaskGraph graph, Config layer, int input) {
    return IntStream.range(0, layer.list("inbound_nodes").size())
        .mapToObj(call -> graph.masks(layer, call))
        .map(given -> input < given.size() ? given.get(input) : MaskGraph.NONE)
        .toList();
  }

  private @Nullable Config withInputs(
      Config layer, List<@Nullable Config> inputs, List<List<?>> ends, MaskGraph outer) {
    List<Object> layers = new ArrayList<>(settings(layer).list("layers"));
    Set<Object> used = new HashSet<>();
    layers.forEach(one -> collect(Config.config("layers", one).get("inbound_nodes"), used));
    List<Object> starts = new ArrayList<>(ends);
    List<Integer> added = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Config input = inputs.get(i);
      if (input != null && used.contains(history(input).get(0))) {
        layers.add(inputLayer(input));
        starts.add(history(input));
        added.add(i);
      }
    }
    List<Config> calls = new ArrayList<>();
    for (Object one : layer.list("inbound_nodes")) {
      Config call = Config.config("inbound_nodes", one);
      List<Object> args = new ArrayList<>();
      MaskGraph.collect(call.get("args"), args);
      List<String> given = outer.masks(layer, calls.size());
      for (int input : added) {
        Object tensor = args.get(input);
        String mask = given.get(input);
        int rank = settings(inputs.get(input)).list("shape").size();
        Config reference =
            mask.equals(MaskGraph.NONE)
                ? outer.everywhere(tensor, rank, this::unique, made)
                : outer.written(mask, this::unique, made);
        if (reference == null) {
          return null;
        }
        args.add(reference);
      }
      // Keras 3.3 takes masks for all inputs or for none.
      args.replaceAll(tensor -> isNone(List.of(masks.of(tensor))) ? tensor : withoutMask(tensor));
      calls.add(new Config(call.asMap()).with("args", List.of(args)));
    }
    Config result = withSetting(withSetting(layer, "layers", layers), "input_layers", starts);
    return result.with("inbound_nodes", calls);
  }

  private static List<?> history(Config tensor) {
    return MaskGraph.history(tensor);
  }

  private static Config inputLayer(Config tensor) {
    String name = String.valueOf(history(tensor).get(0));
    Config settings =
        new Config()
            .with("name", name)
            .with("dtype", "bool")
            .with("batch_shape", settings(tensor).list("shape"))
            .with("sparse", false);
    return new Config()
        .with("module", "keras.layers")
        .with("class_name", "InputLayer")
        .with("config", settings)
        .with("registered_name", null)
        .with("name", name)
        .with("inbound_nodes", List.of());
  }

  private static void collect(@Nullable Object value, Set<Object> names) {
    List<Object> tensors = new ArrayList<>();
    MaskGraph.collect(value, tensors);
    tensors.forEach(tensor -> names.add(history((Config) tensor).get(0)));
  }

  // Calls.

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
    if (isLost(layer, number) && !told) {
      return new Config(call.asMap()).with("args", withoutMasks(call.get("args")));
    }
    List<String> ofKeras3 = masks.masks(layer, number);
    MaskGraph graph = before == null ? masks : before;
    List<String> given = graph.masks(layer, number);
    boolean same = (given.equals(ofKeras3) && !states) || isNone(given);
    if (MaskGraph.isNetwork(layer)
        || told
        || (same && ofKeras3.stream().noneMatch(masks::isConcatenated))) {
      return call;
    }
    @Nullable Config[] written = new Config[given.size()];
    for (int i = 0; i < written.length; i++) {
      String mask = given.get(i);
      if (!mask.equals(MaskGraph.NONE)) {
        written[i] = graph.written(mask, this::unique, made);
        if (written[i] == null) {
          others.addAll(same ? List.of() : List.of(layer.text("name", "")));
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
    return value instanceof Config tensor && !history(tensor).isEmpty()
        ? withoutMask(tensor)
        : value;
  }

  private Config withoutMask(Object tensor) {
    String key = "copy of " + history((Config) tensor);
    Config known = made.get(key);
    String name = known == null ? unique("copy") : known.text("name", "");
    made.putIfAbsent(key, operation("Copy", name, List.of(tensor)));
    return output(tensor, name);
  }

  private String unique(String wanted) {
    return unique(wanted, names);
  }

  private static String unique(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
