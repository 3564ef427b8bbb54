package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.ReadScope;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.Json;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.internal.ImageDataFormat;
import io.hornbill.layers.internal.MergedMasks;
import io.hornbill.saving.LoadOptions;
import io.hornbill.saving.internal.keras.KerasConfig;
import io.hornbill.saving.internal.keras.KerasFormat;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates models as Keras 1 and 2 wrote them, layer by layer, into the form that {@code Layers}
 * reads.
 *
 * <pre>{@code
 * Config today = ModelConfigs.translate(Json.read(text, "model.json"), Origin.of("1.2.2", null));
 * Layer model = Layers.read(today);
 * }</pre>
 */
public final class ModelConfigs {
  /** Where layers stand that others are made of. */
  private static final List<String> INNER =
      List.of("layer", "backward_layer", "cell", "cells", "layers");

  private static final Set<String> ORDERINGS = Set.of("dim_ordering", "data_format");

  private final Origin origin;
  private final String dataFormat;
  private final ReadScope scope;

  private ModelConfigs(Origin origin, String dataFormat, ReadScope scope) {
    this.origin = origin;
    this.dataFormat = dataFormat;
    this.scope = scope;
  }

  /**
   * Translates a model.
   *
   * @param written class name and settings, as they stand in the file
   * @param origin what wrote them
   * @return class name and settings for {@code Layers.read}
   * @throws IllegalArgumentException if the settings are not those of a model
   */
  public static Config translate(Config written, Origin origin) {
    String format =
        saysChannelsFirst(written.asMap())
            ? ImageDataFormat.CHANNELS_FIRST
            : ImageDataFormat.CHANNELS_LAST;
    ReadScope scope = written.scope();
    return new ModelConfigs(origin, format, scope).layer(written).in(scope);
  }

  /** Makes a model. */
  static TrainableModel read(Config written, Origin origin, String place) {
    if (!origin.before3()) {
      return KerasConfig.read(written, place);
    }
    Config today = translate(written, origin);
    Layer layer = Layers.read(today.in(Layers.sharing(today.scope())));
    if (written.scope().shared(MergedMasks.class) == null) {
      Layers.takeMasksAsBeforeKeras3(layer);
    }
    if (layer instanceof TrainableModel model) {
      return model;
    }
    throw Fault.of("LegacyFormat")
        .expected("the file must hold a model")
        .received("a layer, %s, in %s", layer.className(), place)
        .remedy("Save a model.")
        .as(ModelFormatException::new);
  }

  /**
   * Makes a model of its architecture alone, as {@code model.to_json()} in Keras 1, 2 or 3 wrote
   * it.
   *
   * @param json the text
   * @param options parts of the user's own
   * @return a new model, not compiled
   * @throws ModelFormatException if the text describes no model that the library can make
   */
  public static TrainableModel fromJson(String json, LoadOptions options) {
    String place = "the JSON";
    return KerasFormat.guarded(
        place,
        () -> {
          Config written = Json.read(json, place);
          return read(written.in(options.scope()), Origin.of(written), place);
        });
  }

  /** Keras 1 left the order of axes to the user's machine where all its layers had the same. */
  private static boolean saysChannelsFirst(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .anyMatch(
              entry ->
                  ORDERINGS.contains(String.valueOf(entry.getKey()))
                      ? "th".equals(entry.getValue())
                          || ImageDataFormat.CHANNELS_FIRST.equals(entry.getValue())
                      : saysChannelsFirst(entry.getValue()));
    }
    if (value instanceof Config config) {
      return saysChannelsFirst(config.asMap());
    }
    return value instanceof Collection<?> list
        && list.stream().anyMatch(ModelConfigs::saysChannelsFirst);
  }

  private Config layer(Object value) {
    Config written = Config.config("layer", value);
    if (!written.has("class_name")) {
      written =
          new Config()
              .with("class_name", written.get("name"))
              .with("config", new Config(written.asMap()).with("name", written.get("custom_name")));
    }
    String old = written.text("class_name", "");
    old = old.contains(">") ? old.substring(old.indexOf('>') + 1) : old;
    if (scope.factory(old) != null) {
      return kept(written, new Config().with("class_name", old).with("config", settings(written)));
    }
    if (OpConfigs.isOp(old)) {
      return OpConfigs.translate(written);
    }
    if (old.equals("Lambda")) {
      return kept(written, lambda(settings(written)));
    }
    String className =
        written.get("config") instanceof List<?> ? "Sequential" : today(old, written);
    Config result = new Config().with("class_name", className);
    if (className.equals("Sequential")) {
      Sequences sequence = new Sequences(this::layer, written);
      result.with("class_name", sequence.className()).with("config", sequence.config());
    } else if (className.equals("Functional") && settings(written).has("layers")) {
      result.with("config", functional(settings(written)));
    } else {
      result.with("config", settings(old, className, settings(written)));
    }
    if (result.get("config") instanceof Config model
        && model.get("layers") instanceof List<?> inner
        && !model.bool("trainable", true)) {
      freeze(inner);
    }
    return kept(written, result);
  }

  /**
   * A layer of a graph has a name, which may differ from the one in its settings, and inputs; one
   * of the user's own has its package before its class.
   */
  private static Config kept(Config written, Config result) {
    for (String field : List.of("class_name", "registered_name")) {
      if (written.get(field) instanceof String name && name.indexOf('>') >= 0) {
        result.with("registered_name", name);
      }
    }
    if (written.has("shared_object_id")) {
      result.with("shared_object_id", written.get("shared_object_id"));
    }
    if (written.get("name") instanceof String name && written.has("inbound_nodes")) {
      Config settings = Config.config("config", Objects.requireNonNull(result.get("config")));
      result.with("config", settings.with("name", name)).with("name", name);
      result.with("inbound_nodes", written.get("inbound_nodes"));
    }
    return result;
  }

  /** Code is not run; a part of the user's own may be named as the layer. */
  private Config lambda(Config settings) {
    String name = settings.text("name", "lambda");
    if (scope.factory(name) == null) {
      throw Fault.of("Lambda \"%s\"", name)
          .expected("a model must not hold Python code")
          .received("a Lambda layer")
          .remedy(
              "Register a layer of your own in its place: Model.load(path, o ->"
                  + " o.register(\"%s\", config -> new MyLayer())).",
              name)
          .argument();
    }
    return new Config().with("class_name", name).with("config", settings);
  }

  private static Config settings(Config written) {
    Config settings = written.config("config");
    return settings == null ? new Config() : settings;
  }

  /** A class of the user's own may be called as one of Keras was, but not if it is a model's. */
  private static String today(String old, Config written) {
    boolean graph = settings(written).has("input_layers") || settings(written).has("layers");
    return old.equals("Model") && !graph ? old : OldNames.className(old);
  }

  /** Functions of TensorFlow between layers, as operations; none for what is a layer. */
  private List<Config> operations(Config written, Set<String> taken) {
    String className = written.text("class_name", "");
    String old = className.substring(className.lastIndexOf('>') + 1);
    boolean lambda = old.equals("TFOpLambda") || old.equals("SlicingOpLambda");
    return lambda && scope.factory(old) == null
        ? TensorFlowOps.translate(written, taken)
        : List.of();
  }

  private Config functional(Config written) {
    Config result = new Config(written.asMap());
    List<Object> layers = new ArrayList<>();
    List<?> rewritten = TensorFlowShapes.rewritten(written);
    Set<String> taken = new HashSet<>();
    rewritten.forEach(one -> taken.add(Config.config("layer", one).text("name", "")));
    for (Object one : rewritten) {
      List<Config> operations = operations(Config.config("layer", one), taken);
      layers.addAll(operations.isEmpty() ? List.of(layer(one)) : operations);
    }
    return result.with("layers", layers);
  }

  private Config settings(String old, String className, Config written) {
    Config result = new Config();
    written.asMap().forEach((field, value) -> translate(className, field, value, result));
    if (origin.before3()) {
      OldNames.defaults(className)
          .forEach(
              (field, value) -> result.with(field, result.has(field) ? result.get(field) : value));
      OldNames.fixed(old).forEach(result::with);
      kernelSize(written, result);
      ofOneClass(old, className, written, result);
      if (!result.bool("trainable", true)) {
        INNER.forEach(field -> freeze(result.get(field)));
      }
    }
    return result;
  }

  /** Before Keras 3, layers in a frozen one were not trained whatever they said. */
  private static void freeze(@Nullable Object inner) {
    if (inner instanceof List<?> cells) {
      cells.forEach(ModelConfigs::freeze);
    } else if (inner instanceof Config layer && layer.get("config") instanceof Config settings) {
      if (settings.has("trainable")) {
        settings.with("trainable", false);
      }
      INNER.forEach(field -> freeze(settings.get(field)));
    }
  }

  private void translate(String className, String old, @Nullable Object value, Config result) {
    String field = origin.before3() ? OldNames.field(className, old) : old;
    if (value != null && isLayer(value) && !field.endsWith("activation")) {
      result.with(field, layer(value));
    } else if (field.equals("cells") && value instanceof List<?> cells) {
      result.with(field, cells.stream().map(this::layer).toList());
    } else if (field.equals("data_format")) {
      result.with(field, value == null || value.equals("default") ? dataFormat : value);
    } else {
      result.with(field, PartConfigs.value(field, value, origin));
    }
  }

  /** Wrappers hold layers, and recurrent layers cells; everything else in settings is a part. */
  private static boolean isLayer(Object value) {
    return value instanceof Map<?, ?> map
        && map.get("class_name") instanceof String
        && (map.get("config") instanceof List<?>
            || (map.get("config") instanceof Map<?, ?> settings
                && (settings.containsKey("layers")
                    || (settings.containsKey("name") && settings.containsKey("trainable")))));
  }

  private static void kernelSize(Config written, Config result) {
    for (List<String> names :
        List.of(
            List.of("nb_row", "nb_col"), List.of("kernel_dim1", "kernel_dim2", "kernel_dim3"))) {
      if (names.stream().allMatch(written::has)) {
        List<@Nullable Object> lengths = new ArrayList<>();
        names.forEach(name -> lengths.add(written.get(name)));
        result.with("kernel_size", lengths);
      }
    }
  }

  private void ofOneClass(String old, String className, Config written, Config result) {
    if (className.equals("SeparableConv2D") && written.has("init")) {
      result.with("depthwise_initializer", written.get("init"));
      result.with("pointwise_initializer", written.get("init"));
    }
    if (written.get("padding") instanceof Map<?, ?> sides) {
      result.with("padding", List.of(pair(sides, "top", "bottom"), pair(sides, "left", "right")));
    }
    if (written.get("dot_axes") instanceof List<?> axes) {
      result.with("dot_axes", axes.stream().map(ModelConfigs::first).toList());
    }
    if (written.get("forget_bias_init") != null) {
      result.with("unit_forget_bias", "one".equals(written.get("forget_bias_init")));
    }
    if (OldNames.needsDataFormat(className) && !result.has("data_format")) {
      result.with("data_format", dataFormat);
    }
    if (className.equals("Bidirectional") && written.get("backward_layer") == null) {
      Config layer = Config.config("layer", Objects.requireNonNull(result.get("layer")));
      Config inner = new Config(settings(layer).asMap());
      if (inner.bool("go_backwards", false)) {
        Config backward = new Config(layer.asMap());
        result.with("backward_layer", backward.with("config", inner.with("go_backwards", false)));
      }
    }
    if (old.equals("BatchNormalization") && written.get("mode") instanceof Number mode) {
      refuseMode(mode.intValue(), written);
    }
  }

  /** Keras 1 allowed lists of one axis for each of two inputs. */
  private static Object first(Object axis) {
    return axis instanceof List<?> one && one.size() == 1 ? one.get(0) : axis;
  }

  private static List<Object> pair(Map<?, ?> sides, String first, String second) {
    return List.of(side(sides, first), side(sides, second));
  }

  private static Object side(Map<?, ?> sides, String name) {
    return sides.get(name + "_pad") instanceof Number number ? number : (Object) 0;
  }

  private static void refuseMode(int mode, Config written) {
    if (mode != 0) {
      throw Fault.of("BatchNormalization \"%s\"", written.get("name"))
          .expected("Keras 1's mode must be 0, which normalizes by moving averages")
          .received("mode=%s, which Keras dropped with version 2", mode)
          .remedy("Register a layer of your own for it with LoadOptions.register.")
          .argument();
    }
  }
}
