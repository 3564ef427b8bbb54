package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.hdf5.Hdf5Dataset;
import io.hornbill.graph.Guard;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.saving.WeightsOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gives a model the weights of a file of Keras 1 or 2. All arrays are read and checked before the
 * first weight changes.
 */
final class WeightLoader {
  private static final int MOST_NAMED = 3;

  private final Network model;
  private final StoredLayers stored;
  private final Origin origin;
  private final WeightsOptions options;
  private final String place;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  private record Change(Variable weight, INDArray value) {}

  WeightLoader(
      Network model, StoredLayers stored, Origin origin, WeightsOptions options, String place) {
    this.model = model;
    this.stored = stored;
    this.origin = origin;
    this.options = options;
    this.place = place;
  }

  /** Layers get their weights by place, or by name if that is wanted. */
  void load() {
    if (options.isByName()) {
      byName(candidates());
    } else {
      topological();
    }
    requireFit();
    apply();
  }

  /** For a whole model: every layer finds its own name, unless names occur more than once. */
  void loadOwn() {
    List<Layer> layers = withWeights(model.layers());
    Set<String> names = new HashSet<>(layers.stream().map(Layer::name).toList());
    if (names.size() == layers.size() && names.equals(new HashSet<>(stored.names()))) {
      byName(layers);
    } else {
      topological();
    }
    requireFit();
    apply();
  }

  private void apply() {
    Guard.writing(
        changes.stream().map(Change::weight).toList(),
        () -> changes.forEach(change -> change.weight().adopt(change.value())));
  }

  private static List<Layer> withWeights(List<Layer> layers) {
    return layers.stream()
        .filter(layer -> !layer.weights().isEmpty() && !(layer instanceof AssetHolder))
        .toList();
  }

  private List<Layer> candidates() {
    Set<String> top = new HashSet<>(model.layers().stream().map(Layer::name).toList());
    boolean nested = stored.names().stream().noneMatch(top::contains);
    return nested ? flat() : withWeights(model.layers());
  }

  /** Keras 1 kept the layers of models within models one by one. */
  private List<Layer> flat() {
    List<Layer> all = new ArrayList<>();
    flatten(model.layers(), all);
    return withWeights(all);
  }

  private static void flatten(List<Layer> layers, List<Layer> all) {
    for (Layer layer : layers) {
      if (layer instanceof Network inner) {
        flatten(inner.layers(), all);
      } else {
        all.add(layer);
      }
    }
  }

  private void byName(List<Layer> layers) {
    for (Layer layer : layers) {
      if (!stored.of(layer.name()).isEmpty()) {
        take(layer, layer.name());
      }
    }
  }

  private void topological() {
    List<String> names = stored.names();
    List<Layer> layers = withWeights(model.layers());
    if (layers.size() != names.size() && flat().size() == names.size()) {
      layers = flat();
    }
    if (layers.size() != names.size()) {
      throw Fault.of("Model \"%s\"", model.name())
          .expected("the file must have weights for as many layers as the model")
          .received(
              "%s layers with weights in %s, %s in the model", names.size(), place, layers.size())
          .remedy(
              "Build the same architecture first, or load by name. The first that differ are"
                  + " %s.",
              firstDifferent(layers, names))
          .as(ModelFormatException::new);
    }
    for (int i = 0; i < names.size(); i++) {
      take(layers.get(i), names.get(i));
    }
  }

  private void take(Layer layer, String storedName) {
    List<Hdf5Dataset> datasets = stored.of(storedName);
    List<INDArray> arrays = datasets.stream().map(StoredLayers::read).toList();
    WeightOrder order = new WeightOrder(layer, origin);
    List<Variable> weights = order.variables();
    List<INDArray> values = order.arrange(arrays);
    if (values.size() == weights.size() && fit(weights, values)) {
      for (int i = 0; i < values.size(); i++) {
        changes.add(new Change(weights.get(i), values.get(i)));
      }
    } else if (!options.isSkipMismatch()) {
      differences.add(
          Fault.of("%s \"%s\"", layer.className(), layer.name())
              .expected(
                  "the weights in the file must have the shapes %s",
                  weights.stream().map(Variable::shape).toList())
              .received(
                  "%s for \"%s\" in %s",
                  arrays.stream().map(array -> Shape.of(array.shape())).toList(), storedName, place)
              .message());
      if (differences.size() == MOST_NAMED) {
        requireFit();
      }
    }
  }

  private void requireFit() {
    if (!differences.isEmpty()) {
      throw new ModelFormatException(
          String.join(" ", differences)
              + " Build the same architecture first, or set skipMismatch(true).");
    }
  }

  /** The first layers whose weights have other shapes than those in their place in the file. */
  private String firstDifferent(List<Layer> layers, List<String> names) {
    List<String> first = new ArrayList<>();
    int count = Math.max(layers.size(), names.size());
    for (int i = 0; i < count && first.size() < MOST_NAMED; i++) {
      List<Shape> inFile =
          i < names.size()
              ? stored.of(names.get(i)).stream().map(data -> Shape.of(data.shape())).toList()
              : List.of();
      List<Shape> inModel =
          i < layers.size()
              ? layers.get(i).weights().stream().map(Variable::shape).toList()
              : List.of();
      if (!inFile.equals(inModel)) {
        String own =
            i < layers.size() ? "\"%s\" %s".formatted(layers.get(i).name(), inModel) : "none";
        String other = i < names.size() ? "\"%s\" %s".formatted(names.get(i), inFile) : "none";
        first.add(own + " for " + other);
      }
    }
    return first.isEmpty() ? "none by their shapes" : String.join("; ", first);
  }

  private static boolean fit(List<Variable> weights, List<INDArray> values) {
    for (int i = 0; i < values.size(); i++) {
      if (!Shape.of(values.get(i).shape()).equals(weights.get(i).shape())) {
        return false;
      }
    }
    return true;
  }
}
