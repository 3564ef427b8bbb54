package io.hornbill.saving.internal.keras;

import io.hornbill.activations.Activations;
import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.ReadScope;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.Json;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.operations.Operations;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Models as the configurations that Keras 3 writes and reads. They differ from those of the library
 * in the modules of models, and in that {@code hard_sigmoid} means another function since Keras 3.
 */
public final class KerasConfig {
  /** What stands beside class name and settings of a part: settings that Keras lacks. */
  public static final String OWN = "hornbill";

  private static final Set<String> MODELS = Set.of("Functional", "Model");
  private static final Map<String, List<String>> NOT_TAKEN =
      Map.of(
          "SpatialDropout1D", List.of("trainable"),
          "SpatialDropout2D", List.of("trainable"),
          "SpatialDropout3D", List.of("trainable"),
          "ActivityRegularization", List.of("activity_regularizer"),
          "Cropping1D", List.of("data_format"),
          "Discretization", List.of("trainable"),
          "StringLookup", List.of("vocabulary_dtype"));
  private static final String OLD_HARD_SIGMOID = "hard_sigmoid";
  private static final String NEW_HARD_SIGMOID = "hard_sigmoid_v3";

  private final String hardSigmoid;
  private final ReadScope scope;
  private final String place;

  private KerasConfig(String hardSigmoid, ReadScope scope, String place) {
    this.hardSigmoid = hardSigmoid;
    this.scope = scope;
    this.place = place;
  }

  /**
   * Writes a model.
   *
   * @param model the model
   * @return class name, settings and, if it is compiled, what for
   * @throws IllegalArgumentException if the model has parts that Keras 3 lacks
   */
  public static Config write(TrainableModel model) {
    return write(model, false);
  }

  /**
   * Writes a model whose {@code hard_sigmoid} is that of Keras 1 and 2.
   *
   * @param model the model
   * @return class name, settings and, if it is compiled, what for
   */
  public static Config writeKeras2(TrainableModel model) {
    return write(model, true);
  }

  private static Config write(TrainableModel model, boolean old) {
    Config config = Layers.writeShared(model);
    Object written = toKeras(config, "", old);
    Config result = Config.config("model", written == null ? config : written);
    result.with("build_config", new Config().with("input_shape", inputShape(model)));
    Config compiled = model.compileConfig();
    return compiled == null ? result : result.with("compile_config", compiled);
  }

  private static @Nullable Object inputShape(TrainableModel model) {
    List<Object> shapes = new ArrayList<>();
    List<Tensor> inputs = model.isDefined() ? model.inputs() : List.of();
    for (Tensor input : inputs) {
      List<@Nullable Object> shape = new ArrayList<>();
      for (long length : input.shape().dims()) {
        shape.add(length < 0 ? null : (Object) length);
      }
      shapes.add(shape);
    }
    if (model.isSubclassed() && !shapes.isEmpty()) {
      List<String> names = model.inputNames();
      if (!names.equals(inputs.stream().map(input -> input.op().name()).toList())) {
        Config byName = new Config();
        IntStream.range(0, names.size()).forEach(i -> byName.with(names.get(i), shapes.get(i)));
        return byName;
      }
      return shapes.size() == 1 ? shapes.get(0) : shapes;
    }
    return shapes.size() == 1 ? shapes.get(0) : null;
  }

  /** Builds a model with a call of its own, whose input is known by the file alone. */
  static void build(TrainableModel model, @Nullable Config build) {
    if (build == null || model.isDefined() || !model.isSubclassed()) {
      return;
    }
    List<Shape> shapes = new ArrayList<>();
    Object given = build.has("input_shape") ? build.get("input_shape") : build.get("shapes_dict");
    shapes(given, shapes);
    List<String> names = build.has("input_shape") ? names(given) : List.of();
    if (!shapes.isEmpty() && names.size() == shapes.size()) {
      Map<String, Shape> byName = new LinkedHashMap<>();
      IntStream.range(0, names.size()).forEach(i -> byName.put(names.get(i), shapes.get(i)));
      model.buildFor(byName);
    } else if (!shapes.isEmpty()) {
      model.buildFor(shapes.toArray(Shape[]::new));
    }
  }

  /** The keys of a map of shapes, which is given to {@code call}; none of other shapes. */
  private static List<String> names(@Nullable Object given) {
    return given instanceof Config || given instanceof Map<?, ?>
        ? List.copyOf(Config.config("input_shape", given).asMap().keySet())
        : List.of();
  }

  private static void shapes(@Nullable Object given, List<Shape> into) {
    if (given instanceof Config config) {
      config.asMap().values().forEach(one -> shapes(one, into));
    } else if (given instanceof Map<?, ?> map) {
      map.values().forEach(one -> shapes(one, into));
    } else if (given instanceof List<?> list
        && list.stream().allMatch(one -> one == null || one instanceof Number)) {
      into.add(
          Shape.of(
              list.stream()
                  .mapToLong(
                      one -> one instanceof Number number ? number.longValue() : Shape.UNKNOWN)
                  .toArray()));
    } else if (given instanceof List<?> list) {
      list.forEach(one -> shapes(one, into));
    }
  }

  private static @Nullable Object toKeras(@Nullable Object value, String field, boolean old) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(toKeras(one, field, old)));
      return result;
    }
    if (value instanceof Config || value instanceof Map<?, ?>) {
      Config config = new Config();
      Config.config(field, value)
          .asMap()
          .forEach((name, inner) -> config.with(name, toKeras(inner, name, old)));
      return field.endsWith("activation") ? activation(config) : fitted(model(config));
    }
    if (!field.endsWith("activation") || old) {
      return value;
    }
    if (OLD_HARD_SIGMOID.equals(value)) {
      throw Fault.of("KerasFormat")
          .expected("the activation must be one of Keras 3")
          .received("hard_sigmoid, which is that of Keras 1 and 2")
          .remedy("Use \"hard_sigmoid_v3\", or save the model as .h5.")
          .argument();
    }
    return NEW_HARD_SIGMOID.equals(value) ? OLD_HARD_SIGMOID : value;
  }

  /** Keras makes functions by their names alone, and forgets their settings. */
  private static Object activation(Config config) {
    if (config.get("registered_name") instanceof String) {
      return config; // of the user's own
    }
    String name = config.text("class_name", "");
    Config standard = Activations.get(name).config();
    Config layer = LayerFunctions.layer(config);
    if (!standard.equals(config.config("config")) && layer != null) {
      return layer;
    }
    if (!standard.equals(config.config("config"))) {
      throw Fault.of("KerasFormat")
          .expected("an activation must have the settings of Keras, which keeps none")
          .received(config)
          .remedy("Use a layer such as LeakyReLU instead.")
          .argument();
    }
    return name;
  }

  /** Some classes of Keras do not take what all others do. */
  private static Config fitted(Config config) {
    Object className = config.get("class_name");
    boolean named = config.get("config") instanceof String; // a function, by its name
    Config settings = className instanceof String && !named ? config.config("config") : null;
    boolean operation = Operations.isModule(config.get("module"));
    if (operation || settings == null || !(className instanceof String layer)) {
      return config;
    }
    List<String> missing = NOT_TAKEN.getOrDefault(layer, List.of());
    Config rest = new Config();
    settings
        .asMap()
        .forEach(
            (name, value) -> {
              if (!missing.contains(name) && !NewSettings.isLeftOut(layer, name, settings)) {
                rest.with(name, value);
              }
            });
    return rest.equals(settings) ? config : config.with("config", rest);
  }

  private static Config model(Config config) {
    Object className = config.get("class_name");
    if ("Sequential".equals(className)) {
      config.with("module", "keras");
    } else if (className != null && MODELS.contains(className)) {
      config.with("module", "keras.src.models.functional").with("registered_name", "Functional");
    } else if ("GroupedQueryAttention".equals(className)) {
      config.with("class_name", "GroupQueryAttention"); // as Keras finds it
    }
    return config;
  }

  /**
   * Writes a model as {@code model.to_json()} does in Keras.
   *
   * @param model the model
   * @return the JSON
   */
  public static String toJson(TrainableModel model) {
    return Json.write(write(model));
  }

  /**
   * Leaves out of a part, and of all parts in it, what Keras 3.3 does not know, where it is at its
   * default.
   *
   * @param part a loss, a metric or a layer as it is written, or a list or a map of them
   * @return the same without new settings; null for null
   */
  public static @Nullable Object withoutNewSettings(@Nullable Object part) {
    return NewSettings.without(part);
  }

  /**
   * Reads a model, without its weights.
   *
   * @param config what {@link #write}, or Keras 3, wrote, in the scope of its file
   * @param place the file, for messages
   * @return a new model, not compiled
   * @throws ModelFormatException if the configuration holds code, or no model
   * @throws IllegalArgumentException if a part is unknown or a setting is not allowed
   */
  public static TrainableModel read(Config config, String place) {
    return read(config, NEW_HARD_SIGMOID, place);
  }

  /** Reads a model of Keras 2, whose {@code hard_sigmoid} is the library's. */
  static TrainableModel readKeras2(Config config, String place) {
    TrainableModel model = read(config, OLD_HARD_SIGMOID, place);
    Layers.takeMasksAsBeforeKeras3(model);
    return model;
  }

  private static TrainableModel read(Config config, String hardSigmoid, String place) {
    Config read = new KerasConfig(hardSigmoid, config.scope(), place).part(config);
    ReadScope scope = Layers.sharing(config.scope());
    Layer layer = Layers.read(read.copy().in(scope));
    if (layer instanceof TrainableModel model) {
      return model;
    }
    throw Fault.of("KerasFormat")
        .expected("the configuration must be that of a model")
        .received("%s in %s", layer.className(), place)
        .remedy("Use Layers.read for single layers.")
        .as(ModelFormatException::new);
  }

  /** Compiles a model as a file says. */
  static void compile(TrainableModel model, Config config, String place) {
    Config read = new KerasConfig(NEW_HARD_SIGMOID, config.scope(), place).part(config);
    model.compileFrom(read.copy().in(config.scope()));
  }

  private @Nullable Object fromKeras(@Nullable Object value, String field) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> result = new ArrayList<>();
      list.forEach(one -> result.add(fromKeras(one, field)));
      return result;
    }
    if (value instanceof Config || value instanceof Map<?, ?>) {
      Config part = Config.config(field, value);
      Config function = field.endsWith("activation") ? LayerFunctions.function(part) : null;
      return part(function == null ? part : function);
    }
    return field.endsWith("activation") && OLD_HARD_SIGMOID.equals(value) ? hardSigmoid : value;
  }

  private Config part(Config config) {
    String className = config.get("class_name") instanceof String name ? name : "";
    String registered = config.get("registered_name") instanceof String name ? name : "";
    if (scope.factory(className) != null || scope.factory(registered) != null) {
      return config;
    }
    Compressed.refuse(config, place);
    if (className.equals("__lambda__")) {
      throw Fault.of("KerasFormat")
          .expected("a model must not hold Python code")
          .received("a __lambda__ in %s", place)
          .remedy(
              "Register a layer of your own in its place: Model.load(path, o ->"
                  + " o.register(\"Lambda\", config -> new MyLayer())).")
          .as(ModelFormatException::new);
    }
    if (Operations.isModule(config.get("module"))) {
      if (!Operations.contains(className)) {
        throw Fault.of("KerasFormat")
            .expected("an operation must be one that a model of numbers can hold")
            .received("%s.%s in %s", config.get("module"), className, place)
            .remedy(
                "Register a layer of your own in its place: Model.load(path, o ->"
                    + " o.register(\"%s\", config -> new MyLayer())).",
                className)
            .as(ModelFormatException::new);
      }
      return config;
    }
    Config result = new Config();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(config.asMap());
    fields.forEach((name, inner) -> result.with(name, fromKeras(inner, name)));
    Config own = result.get(OWN) == null ? null : result.config(OWN);
    Config settings = own == null ? null : result.config("config");
    if (own != null && settings != null) {
      result.with("config", settings.withAll(own));
    }
    if (className.equals("function") && OLD_HARD_SIGMOID.equals(result.get("config"))) {
      result.with("config", hardSigmoid);
    }
    return result;
  }
}
