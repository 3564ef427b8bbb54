package io.hornbill.saving.legacy;

import io.hornbill.graph.Config;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Layers;
import io.hornbill.saving.Json;
import io.hornbill.saving.hdf5.Hdf5Builder;
import io.hornbill.saving.hdf5.Hdf5GroupBuilder;
import io.hornbill.training.TrainableModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes {@code .h5} files as Keras 3 does. */
final class LegacyWriter {
  /** The version whose form the files have. */
  private static final String KERAS_VERSION = "3.15.1";

  private static final int LONGEST_LIST = 64_512;

  private final TrainableModel model;
  private final Hdf5Builder file = new Hdf5Builder();

  LegacyWriter(TrainableModel model) {
    this.model = model;
  }

  void writeModel(Path path) {
    Hdf5GroupBuilder root = file.root();
    versions(root);
    Config config = TodaysConfigs.write(Layers.write(model));
    root.attribute("model_config", Json.write(config));
    weights(root.group("model_weights"));
    file.write(path);
  }

  void writeWeights(Path path) {
    weights(file.root());
    file.write(path);
  }

  private static void versions(Hdf5GroupBuilder group) {
    group.attribute("keras_version", KERAS_VERSION).attribute("backend", "jax");
  }

  private void weights(Hdf5GroupBuilder group) {
    versions(group);
    texts(group, "layer_names", model.layers().stream().map(Layer::name).toList());
    for (Layer layer : model.layers()) {
      List<Variable> weights = new WeightOrder(layer, new Origin(3, false)).variables();
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
    Set<String> taken = new HashSet<>();
    List<String> result = new ArrayList<>();
    for (Variable weight : weights) {
      String name = names.of(weight);
      String unique = name;
      for (int i = 1; !taken.add(unique); i++) {
        unique = name + "_" + i;
      }
      result.add(unique);
    }
    return result;
  }

  /** Writes a list of texts, over several attributes if one cannot hold it. */
  private static void texts(Hdf5GroupBuilder group, String name, List<String> texts) {
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
