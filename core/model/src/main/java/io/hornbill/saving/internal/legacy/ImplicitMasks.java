package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.operations.Operations;
import io.hornbill.saving.internal.keras.MaskGraph;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes masks out of graphs that come with the inputs anyway. Keras 3 writes them as operations,
 * {@code NotEqual} of what goes into an {@code Embedding}, which Keras 2 does not have.
 */
final class ImplicitMasks {
  private static final String MASK = "mask";

  /** Calls that have another mask in Keras 2 than in Keras 3. */
  private final Set<String> different = new TreeSet<>();

  private boolean isChanged;

  /**
   * Makes a rewriter for one model. Rewriting for Keras 2 then says which masks it takes otherwise.
   */
  ImplicitMasks() {}

  /**
   * Rewrites a model, and those within it.
   *
   * @param model class name and settings
   * @param keras2 whether merged masks have the meaning of Keras 2 in the model
   * @return the same without masks that come along
   */
  static Config rewrite(Config model, boolean keras2) {
    Object settings = model.get("config");
    if (!(settings instanceof Config config) || !(config.get("layers") instanceof List<?> layers)) {
      return model;
    }
    MaskGraph masks = MaskGraph.of(layers, keras2);
    List<Config> result = new ArrayList<>();
    for (Object one : layers) {
      Config layer = called(rewrite(Config.config("layers", one), keras2), masks);
      result.add(keras2 ? withoutCopies(layer, masks) : layer);
    }
    return withLayers(model, config, used(result, config.get("output_layers")));
  }

  private static Config withLayers(Config model, Config settings, List<Config> layers) {
    Config plain = new Config(settings.asMap());
    return new Config(model.asMap()).with("config", plain.with("layers", layers));
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

  private static Config called(Config layer, MaskGraph masks) {
    if (!(layer.get("inbound_nodes") instanceof List<?> calls)) {
      return layer;
    }
    List<Config> plain = new ArrayList<>();
    for (Object one : calls) {
      Config call = Config.config("inbound_nodes", one);
      Config named = call.config("kwargs");
      plain.add(
          named != null && named.has(MASK) && comesAlong(masks, call.list("args"), named.get(MASK))
              ? new Config(call.asMap()).with("kwargs", named.without(List.of(MASK)))
              : call);
    }
    return new Config(layer.asMap()).with("inbound_nodes", plain);
  }

  /** Operations that keep masks from a layer, by which Keras 2 is told that there is none. */
  private static Config withoutCopies(Config layer, MaskGraph masks) {
    if (!MaskGraph.takesMask(layer) || !layer.has("inbound_nodes")) {
      return layer;
    }
    List<Config> calls = new ArrayList<>();
    for (Object one : layer.list("inbound_nodes")) {
      Config call = Config.config("inbound_nodes", one);
      List<?> args = call.list("args");
      List<?> originals = masks.originals(args);
      boolean told = !originals.equals(args) && !has(masks.masks(layer, calls.size()));
      calls.add(told ? withoutMask(new Config(call.asMap()).with("args", originals)) : call);
    }
    return new Config(layer.asMap()).with("inbound_nodes", calls);
  }

  /** Whether inputs have the masks that a call names. */
  private static boolean comesAlong(MaskGraph graph, List<?> args, @Nullable Object mask) {
    if (args.size() != 1) {
      return false;
    }
    if (!(args.get(0) instanceof List<?> inputs)) {
      String own = graph.of(args.get(0));
      return !own.isEmpty() && own.equals(graph.computed(mask));
    }
    if (!(mask instanceof List<?> masks) || masks.size() != inputs.size()) {
      return false;
    }
    for (int i = 0; i < masks.size(); i++) {
      String named = masks.get(i) == null ? MaskGraph.NONE : graph.computed(masks.get(i));
      if (!graph.of(inputs.get(i)).equals(named)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Tells Keras 2 of calls that have no mask in Keras 3.
   *
   * @param model class name and settings, without masks that come along
   * @return the same with {@code mask=None} where Keras 2 would take one
   */
  Config forKeras2(Config model) {
    Object settings = model.get("config");
    if (!(settings instanceof Config config)
        || !(config.get("layers") instanceof List<?> layers)
        || !config.has("input_layers")) {
      return model;
    }
    MaskGraph today = MaskGraph.of(layers, false);
    MaskGraph before = today.inKeras2(layers);
    MaskGraph plain = MaskGraph.of(layers, true);
    compare(layers, today, before);
    List<Config> result = new ArrayList<>();
    for (Object one : layers) {
      Config layer = Config.config("layers", one);
      List<Config> calls = new ArrayList<>();
      for (Object call : layer.list("inbound_nodes")) {
        int number = calls.size();
        boolean told = today.ends(layer, number) && has(plain.masks(layer, number));
        calls.add(told ? withoutMask(call) : Config.config("inbound_nodes", call));
      }
      result.add(
          layer.has("inbound_nodes")
              ? new Config(layer.asMap()).with("inbound_nodes", calls)
              : layer);
    }
    return withLayers(model, config, result);
  }

  private static boolean has(List<String> masks) {
    return !masks.stream().allMatch(String::isEmpty);
  }

  private static Config withoutMask(Object call) {
    Config written = Config.config("inbound_nodes", call);
    Config named = written.config("kwargs");
    Config more = named == null ? new Config() : new Config(named.asMap());
    return new Config(written.asMap()).with("kwargs", more.with(MASK, null));
  }

  /** Whether a mask comes through a Concatenate. */
  private static boolean isConcatenated(Config layer, int call, MaskGraph graph) {
    return graph.masks(layer, call).stream().anyMatch(graph::isConcatenated);
  }

  private void compare(List<?> layers, MaskGraph today, MaskGraph before) {
    for (Object one : layers) {
      Config layer = Config.config("layers", one);
      for (int call = 0; call < layer.list("inbound_nodes").size(); call++) {
        Config settings = layer.config("config");
        if (settings != null && settings.has("input_layers")) {
          compare(settings.list("layers"), today.within(layer, call), before.within(layer, call));
          continue;
        }
        isChanged |= MaskGraph.isUser(layer) && isConcatenated(layer, call, today);
        if (MaskGraph.isChanged(layer)) {
          changed(layer, today.masks(layer, call));
        } else if (MaskGraph.isUser(layer)
            && !(today.ends(layer, call) && before.ends(layer, call))
            && !today.masks(layer, call).equals(before.masks(layer, call))) {
          different.add(layer.text("name", ""));
        }
      }
    }
  }

  /** Where all inputs have one mask, other numbers come out only where it leaves steps out. */
  private void changed(Config layer, List<String> masks) {
    isChanged |= has(masks);
    if (Set.copyOf(masks).size() > 1) {
      different.add(layer.text("name", ""));
    }
  }

  /** {@return whether Keras 2 computes something otherwise than Keras 3} */
  boolean isChanged() {
    return isChanged || !different.isEmpty();
  }

  /** {@return the layers that Keras 2 gives another mask than Keras 3} */
  Set<String> different() {
    return different;
  }
}
