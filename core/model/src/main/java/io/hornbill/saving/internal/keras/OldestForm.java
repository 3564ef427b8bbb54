package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import io.hornbill.operations.Operations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes models so that all versions of Keras 3 open them, from 3.3 on: without new settings that
 * have their defaults, with the ends of functional models in lists, and with operations that get
 * their names from Keras. What old versions lack, such as new layers, they cannot open.
 */
public final class OldestForm {
  private static final String FUNCTIONAL = "Functional";

  /** Classes that Keras 3.3 knows by another name. */
  private static final Map<String, String> CLASSES = Map.of("Orthogonal", "OrthogonalInitializer");

  /** Operations whose lengths Keras up to 3.8 takes as one number, or as a tuple from Python. */
  private static final Set<String> POOLS = Set.of("AveragePool", "MaxPool");

  /** What Keras' classes of optimizers do not take. */
  private static final Map<String, String> OF_OPTIMIZERS =
      Map.of(
          "Nadam", "schedule_decay",
          "RMSprop", OptimizersOfKeras2.EPSILON_AFTER_ROOT,
          "Adagrad", OptimizersOfKeras2.EPSILON_AFTER_ROOT);

  /** How Keras names operations; it does not count to more digits. */
  private static final Pattern COUNTED = Pattern.compile("(.+?)(?:_(\\d{1,3}))?");

  private OldestForm() {}

  /**
   * Rewrites a model, and what it was compiled for.
   *
   * @param model class name and settings as Keras 3 writes them
   * @param wanted the version that the file is for
   * @return the same as its oldest version reads them
   */
  public static Config rewrite(Config model, KerasVersion wanted) {
    Object written = NewSettings.without(listed(model, wanted));
    Config plain = Config.config("model", written == null ? model : written);
    Object fitted = part(plain, true);
    return Config.config("model", fitted == null ? plain : fitted);
  }

  /**
   * Puts the ends of graphs within other layers into lists, which Keras 3.3 wants and newer
   * versions misread there.
   *
   * @param model class name and settings as Keras 3 writes them
   * @param wanted the version that the file is for
   * @return the same, but for Keras 3.3
   */
  public static Config listed(Config model, KerasVersion wanted) {
    return wanted.isOldest() && listed(model) instanceof Config written ? written : model;
  }

  private static @Nullable Object listed(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(listed(one)));
      return result;
    }
    if (!(value instanceof Config config)) {
      return value;
    }
    Config result = new Config();
    config
        .asMap()
        .forEach(
            (name, inner) ->
                result.with(name, name.endsWith("put_layers") ? ends(inner) : listed(inner)));
    return result;
  }

  /** Keras 3.3 wants lists of ends; newer ones take such a list of one where a graph is read. */
  private static @Nullable Object part(@Nullable Object value, boolean inGraph) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(part(one, inGraph)));
      return result;
    }
    if (!(value instanceof Config config)) {
      return value;
    }
    if (Operations.isModule(config.get("module"))) {
      return operation(config);
    }
    if ("keras.initializers".equals(config.get("module"))) {
      String className = config.text("class_name", "");
      return new Config()
          .withAll(config)
          .with("class_name", CLASSES.getOrDefault(className, className));
    }
    Config own = ownOf(config);
    if (own != null) {
      return optimizer(config, own);
    }
    boolean functional = FUNCTIONAL.equals(config.get("class_name"));
    Config result = new Config();
    config
        .asMap()
        .forEach(
            (name, inner) ->
                result.with(
                    name,
                    functional && name.equals("config") && inner instanceof Config graph
                        ? graph(graph, inGraph)
                        : part(inner, inGraph && name.equals("layers"))));
    return result;
  }

  private static Config graph(Config graph, boolean inGraph) {
    Config result = new Config();
    graph
        .asMap()
        .forEach(
            (name, inner) ->
                result.with(
                    name,
                    switch (name) {
                      case "layers" -> layers(inner, inGraph);
                      case "input_layers", "output_layers" -> inGraph ? ends(inner) : inner;
                      default -> part(inner, inGraph);
                    }));
    return result;
  }

  /**
   * Keras names operations by its own count, in old versions always, and wants each name but once
   * in a graph. Operations that are never called make it count beyond the names of layers.
   */
  private static @Nullable Object layers(@Nullable Object written, boolean inGraph) {
    if (!(part(sorted(written), inGraph) instanceof List<?> layers)) {
      return written;
    }
    List<@Nullable Object> result = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Object layer : layers) {
      if (layer instanceof Config operation && Operations.isModule(operation.get("module"))) {
        String usual = Names.snakeCase(operation.text("class_name", ""));
        int unused = done.add(usual) ? numbersOfLayers(usual, layers) : 0;
        for (int i = 0; i < unused; i++) {
          result.add(
              new Config()
                  .withAll(operation)
                  .with("name", "unused_" + usual + "_" + i)
                  .with("inbound_nodes", List.of()));
        }
      }
    }
    result.addAll(layers);
    return result;
  }

  /** How many names with the usual one and a number reach beyond all those of layers. */
  private static int numbersOfLayers(String usual, List<?> layers) {
    int numbers = 0;
    for (Object one : layers) {
      if (one instanceof Config layer && !Operations.isModule(layer.get("module"))) {
        Matcher name = COUNTED.matcher(layer.text("name", ""));
        if (name.matches() && name.group(1).equals(usual)) {
          String number = name.group(2);
          numbers = Math.max(numbers, number == null ? 1 : Integer.parseInt(number) + 1);
        }
      }
    }
    return numbers;
  }

  /** Keras 3.3 wants what goes into a layer to be called before it. */
  private static @Nullable Object sorted(@Nullable Object layers) {
    if (!(layers instanceof List<?> list)) {
      return layers;
    }
    List<@Nullable Object> open = new ArrayList<>(list);
    List<Set<Object>> needed = new ArrayList<>();
    open.forEach(layer -> needed.add(references(layer)));
    List<@Nullable Object> result = new ArrayList<>();
    Set<Object> made = new HashSet<>();
    while (!open.isEmpty()) {
      int next = 0;
      for (int i = 0; i < open.size(); i++) {
        if (made.containsAll(needed.get(i))) {
          next = i;
          break;
        }
      }
      needed.remove(next);
      Object layer = open.remove(next);
      result.add(layer);
      Object name = layer instanceof Config config ? config.get("name") : null;
      if (name != null) {
        made.add(name);
      }
    }
    return result;
  }

  /** The names of those whose outputs go into a layer. */
  private static Set<Object> references(@Nullable Object layer) {
    Set<Object> found = new HashSet<>();
    if (layer instanceof Config config) {
      collect(config.get("inbound_nodes"), found);
      found.remove(config.get("name"));
    }
    return found;
  }

  private static void collect(@Nullable Object value, Set<Object> found) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, found));
    } else if (value instanceof Config config) {
      if (config.get("keras_history") instanceof List<?> history && !history.isEmpty()) {
        found.add(history.get(0));
      }
      config.asMap().values().forEach(inner -> collect(inner, found));
    }
  }

  private static @Nullable Object ends(@Nullable Object written) {
    return written instanceof List<?> list && list.size() == 3 && list.get(0) instanceof String
        ? List.of(list)
        : written;
  }

  private static Config operation(Config written) {
    Config settings = written.config("config");
    if (settings == null) {
      return written;
    }
    Config plain = settings.without(List.of("name"));
    if (POOLS.contains(written.text("class_name", ""))) {
      plain
          .with("pool_size", one(plain.get("pool_size")))
          .with("strides", one(plain.get("strides")));
    }
    return new Config().withAll(written).with("config", plain);
  }

  /** Equal lengths as the one that they are. */
  private static @Nullable Object one(@Nullable Object lengths) {
    return lengths instanceof List<?> list && new HashSet<>(list).size() == 1
        ? list.get(0)
        : lengths;
  }

  /** What Keras' class of an optimizer does not take; null if there is nothing of the kind. */
  private static @Nullable Config ownOf(Config part) {
    Object className = part.get("class_name");
    String name = className instanceof String given ? OF_OPTIMIZERS.get(given) : null;
    return name != null && part.get("config") instanceof Config settings && settings.has(name)
        ? new Config().with(name, settings.get(name))
        : null;
  }

  private static Config optimizer(Config written, Config own) {
    Config settings = written.config("config");
    Config rest = settings == null ? new Config() : settings.without(own.asMap().keySet());
    return new Config().withAll(written).with("config", rest).with(KerasConfig.OWN, own);
  }
}
