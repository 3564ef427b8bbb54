package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of a model's graph in Keras 3's files: layers and operations, each with its calls, whose
 * arguments refer to tensors by the layer, its call and the output that they come from. Reads the
 * parts of it and puts others into their places.
 */
public final class GraphForm {
  /** The argument by which a call names the masks of its inputs. */
  public static final String MASK = "mask";

  private static final String CONFIG = "config";
  private static final String LAYERS = "layers";
  private static final String INPUTS = "input_layers";
  private static final String OUTPUTS = "output_layers";
  private static final String CALLS = "inbound_nodes";
  private static final String ARGUMENTS = "args";
  private static final String NAMED = "kwargs";
  private static final String HISTORY = "keras_history";
  private static final String SHAPE = "shape";

  private GraphForm() {}

  /** Makes another call of one. */
  @FunctionalInterface
  public interface Rewriter {
    /**
     * Rewrites a call.
     *
     * @param call the call
     * @param number which of the layer's calls it is
     * @return what takes its place
     */
    Config rewrite(Config call, int number);
  }

  /**
   * Says whether a layer is a model.
   *
   * @param layer class name and settings
   * @return true if it has layers of its own
   */
  public static boolean isNetwork(Config layer) {
    return settings(layer).get(LAYERS) instanceof List<?>;
  }

  /**
   * Says whether a layer is a model whose inputs have names.
   *
   * @param layer class name and settings
   * @return false for layers that follow each other
   */
  public static boolean isFunctional(Config layer) {
    return settings(layer).has(INPUTS);
  }

  /** The settings of a layer; empty if it has none. */
  static Config settings(Config layer) {
    Config settings = layer.config(CONFIG);
    return settings == null ? new Config() : settings;
  }

  /**
   * The layers of a model.
   *
   * @param model class name and settings
   * @return its layers and operations
   */
  public static List<Config> layers(Config model) {
    return configs(settings(model), LAYERS);
  }

  /**
   * The calls of a layer.
   *
   * @param layer the layer
   * @return its calls in the graph
   */
  public static List<Config> calls(Config layer) {
    return configs(layer, CALLS);
  }

  private static List<Config> configs(Config of, String name) {
    List<Config> result = new ArrayList<>();
    of.list(name).forEach(one -> result.add(Config.config(name, one)));
    return result;
  }

  static String name(Config layer) {
    return layer.text("name", "");
  }

  static String className(Config layer) {
    return layer.text("class_name", "");
  }

  /**
   * The layers of which calls are given tensors.
   *
   * @param layers layers with their calls
   * @return the names of those that the tensors come from
   */
  public static Set<String> origins(List<Config> layers) {
    Set<String> names = new HashSet<>();
    for (Config layer : layers) {
      tensors(layer.get(CALLS)).forEach(tensor -> names.add(origin(tensor)));
    }
    return names;
  }

  /**
   * The layers from which the outputs of a model come.
   *
   * @param model class name and settings
   * @return their names
   */
  public static Set<String> outputNames(Config model) {
    Set<String> names = new HashSet<>();
    outputEnds(settings(model)).forEach(end -> names.add(String.valueOf(end.get(0))));
    return names;
  }

  /** The tensors that are given by position, in the order of Keras. */
  static List<Config> positional(Config call) {
    return tensors(call.get(ARGUMENTS));
  }

  /** All tensors that a call is given, in the order of Keras. */
  static List<Config> inputs(Config call) {
    List<Config> result = positional(call);
    result.addAll(tensors(call.get(NAMED)));
    return result;
  }

  /** An argument that has a name; null if the call does not have it. */
  static @Nullable Object named(Config call, String name) {
    Config named = call.config(NAMED);
    return named == null ? null : named.get(name);
  }

  /**
   * Says whether a call names an argument.
   *
   * @param call the call
   * @param name the argument's name
   * @return true also if the value is null
   */
  public static boolean names(Config call, String name) {
    Config named = call.config(NAMED);
    return named != null && named.has(name);
  }

  private static List<Config> tensors(@Nullable Object value) {
    List<Config> result = new ArrayList<>();
    collect(value, result);
    return result;
  }

  private static void collect(@Nullable Object value, List<Config> tensors) {
    if (value instanceof List<?> list) {
      list.forEach(one -> collect(one, tensors));
    } else if (value instanceof Config config) {
      if (history(config).isEmpty()) {
        config.asMap().values().forEach(one -> collect(one, tensors));
      } else {
        tensors.add(config);
      }
    }
  }

  /** Where a tensor comes from: layer, call and output; empty for what is no tensor. */
  static List<?> history(@Nullable Object tensor) {
    return tensor instanceof Config known ? listed(known, HISTORY) : List.of();
  }

  /** The name of the layer that a tensor comes from. */
  static String origin(Config tensor) {
    return String.valueOf(history(tensor).get(0));
  }

  static List<?> shape(@Nullable Object tensor) {
    return tensor instanceof Config known ? listed(known, SHAPE) : List.of();
  }

  private static List<?> listed(Config tensor, String name) {
    Config settings = tensor.config(CONFIG);
    return settings != null && settings.get(name) instanceof List<?> list ? list : List.of();
  }

  /** The inputs of a model, each a layer, a call and an output. */
  static List<List<?>> inputEnds(Config settings) {
    return ends(settings.get(INPUTS));
  }

  /** Its outputs, as the inputs. */
  static List<List<?>> outputEnds(Config settings) {
    return ends(settings.get(OUTPUTS));
  }

  private static List<List<?>> ends(@Nullable Object value) {
    List<List<?>> result = new ArrayList<>();
    collectEnds(value, result);
    return result;
  }

  private static void collectEnds(@Nullable Object value, List<List<?>> found) {
    if (value instanceof Config map) {
      map.asMap().values().forEach(one -> collectEnds(one, found));
    } else if (value instanceof List<?> list) {
      if (list.size() == 3 && list.get(0) instanceof String) {
        found.add(list);
      } else {
        list.forEach(one -> collectEnds(one, found));
      }
    }
  }

  /** At the ends of a graph Keras counts a functional model's own graph as its first call. */
  static int firstCallAtEnds(@Nullable Config layer) {
    return layer != null && "Functional".equals(layer.get("class_name")) ? 1 : 0;
  }

  // Rebuilding.

  private static Config withSetting(Config layer, String name, Object value) {
    return new Config(layer.asMap()).with(CONFIG, settings(layer).with(name, value));
  }

  /**
   * Puts layers into a model.
   *
   * @param model class name and settings
   * @param layers what takes the place of its layers
   * @return the model with these
   */
  public static Config withLayers(Config model, List<?> layers) {
    return withSetting(model, LAYERS, layers);
  }

  /** Puts inputs into a model, each a layer, a call and an output. */
  static Config withInputs(Config model, List<?> inputs) {
    return withSetting(model, INPUTS, inputs);
  }

  /**
   * Rewrites the calls of a layer.
   *
   * @param layer the layer
   * @param rewriter makes another call of each
   * @return the layer with these; itself if nothing is said of calls
   */
  public static Config withCalls(Config layer, Rewriter rewriter) {
    if (!layer.has(CALLS)) {
      return layer;
    }
    List<Config> calls = calls(layer);
    for (int i = 0; i < calls.size(); i++) {
      calls.set(i, rewriter.rewrite(calls.get(i), i));
    }
    return new Config(layer.asMap()).with(CALLS, calls);
  }

  /**
   * Gives a call other arguments by position.
   *
   * @param call the call
   * @param args the arguments
   * @return the call with these
   */
  public static Config withArguments(Config call, @Nullable Object args) {
    return new Config(call.asMap()).with(ARGUMENTS, args);
  }

  /**
   * Names the masks of a call.
   *
   * @param call the call
   * @param mask a reference to the mask, or a list of these; null to say that there is none
   * @return the call with it
   */
  public static Config withMask(Config call, @Nullable Object mask) {
    Config named = call.config(NAMED);
    Config more = named == null ? new Config() : named;
    return new Config(call.asMap()).with(NAMED, more.with(MASK, mask));
  }

  /**
   * Leaves out the masks of a call.
   *
   * @param call the call
   * @return the call without them
   */
  public static Config withoutMask(Config call) {
    Config named = call.config(NAMED);
    return named == null || !named.has(MASK)
        ? call
        : new Config(call.asMap()).with(NAMED, named.without(List.of(MASK)));
  }

  /** The same tensor from the first call of another layer. */
  static Config output(Config like, String layer) {
    return withSetting(like, HISTORY, List.of(layer, 0, 0));
  }
}
