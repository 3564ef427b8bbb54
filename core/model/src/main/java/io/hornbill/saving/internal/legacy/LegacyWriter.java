package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.files.internal.Json;
import io.hornbill.files.internal.hdf5.Hdf5Builder;
import io.hornbill.files.internal.hdf5.Hdf5GroupBuilder;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.layers.internal.MergedMasks;
import io.hornbill.operations.Operations;
import io.hornbill.saving.internal.keras.ExplicitMasks;
import io.hornbill.saving.internal.keras.KerasConfig;
import io.hornbill.saving.internal.keras.KerasVersion;
import io.hornbill.saving.internal.keras.NewClasses;
import io.hornbill.saving.internal.keras.OldestForm;
import io.hornbill.saving.internal.keras.UnnamedFunctions;
import io.hornbill.training.TrainableModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code .h5} files that Keras 2 and 3 read. Models that Keras 2 cannot have, such as those
 * with operations between layers, are written as Keras 3 does.
 */
final class LegacyWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LegacyWriter.class);
  private static final int LONGEST_LIST = 64_512;

  private final TrainableModel model;
  private final Hdf5Builder file = new Hdf5Builder();
  private String version;
  private boolean mergesMasks;
  private boolean thawed;

  LegacyWriter(TrainableModel model) {
    this.model = model;
    version = KerasVersion.written(model);
  }

  void writeModel(Path path) {
    Hdf5GroupBuilder root = file.root();
    KerasVersion wanted = KerasVersion.wanted(model);
    boolean keras2 = wanted.isKeras2();
    Config raw = ImplicitMasks.rewrite(Layers.writeShared(model), keras2);
    UnnamedFunctions.warn(raw, path);
    boolean needed = Keras2Configs.isNeeded(raw) || isForKeras2Alone(raw);
    Config written = needed ? KerasConfig.writeKeras2(model) : KerasConfig.write(model);
    boolean old = needed || Keras2Configs.isPossible(raw);
    version = old ? Keras2Configs.VERSION : version;
    thawed = old; // Keras 2 trains nothing within what is frozen
    versions(root);
    if (keras2) {
      NewClasses.warnOfKeras2(raw, Keras2Settings::of, path);
    }
    Config config =
        old
            ? Keras2Configs.write(
                OldestForm.listed(masked(written, Layers.masksAsBeforeKeras3(model)), wanted),
                !needed)
            : architecture(
                OldestForm.rewrite(
                    ExplicitMasks.rewrite(written, Layers.masksAsBeforeKeras3(model), path),
                    wanted));
    Map<String, Config> learned = new HashMap<>();
    learned(model, learned);
    tell(config, learned);
    String text = Json.write(config);
    root.attribute("model_config", mergesMasks ? MergedMasks.renamed(text) : text);
    Config compiled = model.compileConfig();
    OptimizerState optimizer = new OptimizerState(model);
    List<Variable> variables = new ArrayList<>(model.weights());
    variables.addAll(optimizer.variables());
    Config trained = compiled == null ? null : compiled.config("optimizer");
    OptimizerForm form =
        old && trained != null ? OptimizerForm.forKeras2(trained) : OptimizerForm.KERAS_3;
    if (compiled != null) {
      root.attribute("training_config", Json.write(TrainingConfigs.write(compiled, form)));
    }
    Guard.reading(
        variables,
        () -> {
          optimizer.write(root, form);
          weights(root.group("model_weights"));
          file.write(path);
        });
  }

  /** These files have no place for vocabularies but the settings, which Keras leaves without. */
  private static void learned(Layer layer, Map<String, Config> learned) {
    if (layer instanceof AssetHolder holder) {
      learned.put(layer.name(), holder.learned());
    }
    layer.sublayers().forEach(inner -> learned(inner, learned));
  }

  private static void tell(@Nullable Object value, Map<String, Config> learned) {
    if (value instanceof List<?> list) {
      list.forEach(one -> tell(one, learned));
    } else if (value instanceof Config config) {
      if (config.get("config") instanceof Config settings) {
        settings.withAll(learned.getOrDefault(settings.text("name", ""), new Config()));
      }
      config.asMap().values().forEach(one -> tell(one, learned));
    }
  }

  /** The graph with masks as Keras 2 takes them; where it takes others, the file says so. */
  private Config masked(Config written, boolean keras2) {
    Config plain = ImplicitMasks.rewrite(written, keras2);
    if (keras2) {
      return plain;
    }
    ImplicitMasks masks = new ImplicitMasks();
    Config told = masks.forKeras2(plain);
    if (!told.equals(plain) || masks.isChanged()) {
      file.root().attribute(MergedMasks.ATTRIBUTE, MergedMasks.ANY.text());
      mergesMasks = true;
    }
    if (!masks.different().isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("LegacyFormat")
              .expected("inputs that are merged must have one mask for Keras 2 to use it as here")
              .received("others for %s", masks.different())
              .remedy(
                  "Keras up to 3.3 counts steps that count in all inputs, Keras since 3.8 as"
                      + " Hornbill those that count in any: mask one input, or save as .keras."));
    }
    return told;
  }

  private boolean isForKeras2Alone(Config raw) {
    return KerasVersion.wanted(model).isKeras2()
        && !Keras2Configs.isPossible(raw)
        && Keras2Configs.isPossibleInKeras2(raw);
  }

  /** These files have the package of a registered class in its name. */
  static String className(Config written) {
    String registered = written.text("registered_name", "");
    return registered.indexOf('>') < 0 ? written.text("class_name", "") : registered;
  }

  /**
   * Keras 3 takes layers for those of older versions if no module is named, and finds operations by
   * theirs alone.
   */
  private static Config architecture(Config written) {
    Object name = className(written);
    // Keras' .keras files find this class by the name that it exports, its .h5 files by its own.
    Object own = "GroupQueryAttention".equals(name) ? "GroupedQueryAttention" : name;
    Config result = new Config().with("class_name", own);
    Config settings = new Config();
    Config given = written.config("config");
    if (given != null) {
      settings.withAll(given);
    }
    if ("dot".equals(settings.get("score_mode"))) {
      settings = settings.without(List.of("score_mode")); // Keras takes it for its function dot
    }
    List<Object> layers = new ArrayList<>();
    for (Object one : settings.list("layers")) {
      Config layer = Config.config("layers", one);
      if (Operations.isModule(layer.get("module"))) {
        layers.add(Ellipses.writtenOut(layer));
        continue;
      }
      Config plain = architecture(layer);
      for (String field : List.of("shared_object_id", "name", "inbound_nodes")) {
        if (layer.has(field)) {
          plain.with(field, layer.get(field));
        }
      }
      layers.add(plain);
    }
    return result.with(
        "config", settings.has("layers") ? settings.with("layers", layers) : settings);
  }

  void writeWeights(Path path) {
    Guard.reading(
        model.weights(),
        () -> {
          weights(file.root());
          file.write(path);
        });
  }

  private void versions(Hdf5GroupBuilder group) {
    group.attribute("keras_version", version).attribute("backend", "jax");
  }

  private void weights(Hdf5GroupBuilder group) {
    versions(group);
    texts(group, "layer_names", model.layers().stream().map(Layer::name).toList());
    for (Layer layer : model.layers()) {
      List<Variable> weights = WeightOrder.written(layer, thawed).variables();
      List<String> names = names(layer, weights);
      put(group.group(layer.name()), names, weights);
    }
    put(group.group("top_level_model_weights"), List.of(), List.of());
  }

  private static void put(Hdf5GroupBuilder group, List<String> names, List<Variable> weights) {
    texts(group, "weight_names", names);
    for (int i = 0; i < names.size(); i++) {
      group.dataset(names.get(i), weights.get(i).value());
    }
  }

  /** Each weight by the names of the layers around it. */
  private static List<String> names(Layer layer, List<Variable> weights) {
    WeightNames names = new WeightNames(layer);
    Set<String> result = new LinkedHashSet<>();
    weights.forEach(weight -> result.add(UniqueNames.next(names.of(weight), result)));
    return List.copyOf(result);
  }

  /** Writes a list of texts, over several attributes if one cannot hold it. */
  static void texts(Hdf5GroupBuilder group, String name, List<String> texts) {
    int longest = 1;
    for (String text : texts) {
      longest = Math.max(longest, text.getBytes(StandardCharsets.UTF_8).length);
    }
    int most = Math.max(1, LONGEST_LIST / longest);
    if (texts.size() <= most) {
      group.attribute(name, texts);
      return;
    }
    for (int i = 0; i * most < texts.size(); i++) {
      int end = Math.min(texts.size(), (i + 1) * most);
      group.attribute(name + i, texts.subList(i * most, end));
    }
  }
}
