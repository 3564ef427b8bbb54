package io.hornbill.saving.internal.legacy;

import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.hdf5.Hdf5Attributes;
import io.hornbill.files.internal.hdf5.Hdf5Dataset;
import io.hornbill.files.internal.hdf5.Hdf5Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The weights in a file, layer by layer; layers without weights are left out. */
final class StoredLayers {
  private final Map<String, List<Hdf5Dataset>> layers = new LinkedHashMap<>();

  StoredLayers(Hdf5Group group) {
    if (group.attributes().has("nb_layers")) {
      readNumbered(group);
      return;
    }
    for (String name : texts(group, "layer_names")) {
      Hdf5Group layer = group.group(name);
      put(name, datasets(layer, texts(layer, "weight_names")));
    }
  }

  /** The first versions of Keras numbered layers and weights. */
  private void readNumbered(Hdf5Group group) {
    int count = (int) group.attributes().number("nb_layers");
    for (int i = 0; i < count; i++) {
      Hdf5Group layer = group.group("layer_" + i);
      List<String> names = new ArrayList<>();
      for (int k = 0; k < (int) layer.attributes().number("nb_params"); k++) {
        names.add("param_" + k);
      }
      put("layer_" + i, datasets(layer, names));
    }
  }

  private void put(String name, List<Hdf5Dataset> datasets) {
    if (!datasets.isEmpty()) {
      layers.put(name, datasets);
    }
  }

  static List<Hdf5Dataset> datasets(Hdf5Group group, List<String> names) {
    return names.stream().map(group::dataset).toList();
  }

  /** Lists over 64 kB are split into several attributes, with a number after the name. */
  static List<String> texts(Hdf5Group group, String name) {
    Hdf5Attributes attributes = group.attributes();
    if (attributes.has(name)) {
      return attributes.texts(name);
    }
    List<String> all = new ArrayList<>(attributes.texts(name + 0));
    for (int i = 1; attributes.has(name + i); i++) {
      all.addAll(attributes.texts(name + i));
    }
    return all;
  }

  /** Whether a group holds weights as Keras 1 and 2 kept them. */
  static boolean areIn(Hdf5Group group) {
    Hdf5Attributes attributes = group.attributes();
    return attributes.has("layer_names")
        || attributes.has("layer_names0")
        || attributes.has("nb_layers");
  }

  List<String> names() {
    return List.copyOf(layers.keySet());
  }

  List<String> weightNames() {
    return layers.values().stream()
        .flatMap(List::stream)
        .map(weight -> weight.path().substring(weight.path().lastIndexOf('/') + 1))
        .toList();
  }

  List<Hdf5Dataset> of(String layer) {
    return layers.getOrDefault(layer, List.of());
  }

  /** Reads an array, in double precision if it has that in the file. */
  static INDArray read(Hdf5Dataset dataset) {
    return NumericType.FLOAT64.equals(dataset.type())
        ? Nd4j.createFromArray(dataset.toDoubleArray()).reshape('c', dataset.shape())
        : dataset.toFloats();
  }
}
