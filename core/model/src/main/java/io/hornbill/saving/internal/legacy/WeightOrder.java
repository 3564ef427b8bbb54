package io.hornbill.saving.internal.legacy;

import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The order in which files keep the weights of a layer that holds others: first all that are
 * trained, then all that are not. Within each part layers follow each other.
 */
final class WeightOrder {
  private static final Set<String> WRAPPERS = Set.of("Bidirectional", "TimeDistributed");

  private final Origin origin;
  private final List<Run> runs = new ArrayList<>();
  private final Set<Variable> known = new LinkedHashSet<>();

  /** Some weights of one layer that stand together. */
  private record Run(Layer layer, List<Variable> weights) {}

  WeightOrder(Layer layer, Origin origin) {
    this(layer, origin, layer.isTrainable());
  }

  /** What is frozen is asked for no trained weights by Keras, whatever it holds. */
  private WeightOrder(Layer layer, Origin origin, boolean trained) {
    this.origin = origin;
    List<Layer> leaves = new ArrayList<>();
    leaves(layer, leaves);
    if (trained) {
      leaves.forEach(leaf -> add(leaf, leaf.trainableWeights()));
    }
    leaves.forEach(leaf -> add(leaf, leaf.weights()));
  }

  /** The order of a file to be written, in which what holds a trained layer may not be frozen. */
  static WeightOrder written(Layer layer, boolean thawed) {
    return new WeightOrder(layer, new Origin(3, false), thawed || layer.isTrainable());
  }

  private static void leaves(Layer layer, List<Layer> found) {
    if (layer instanceof Network network) {
      network.layers().forEach(inner -> leaves(inner, found));
    } else if (WRAPPERS.contains(layer.className())) {
      layer.sublayers().forEach(inner -> leaves(inner, found));
    } else if (!(layer instanceof AssetHolder)) { // whose weights are settings in these files
      found.add(layer);
    }
  }

  private void add(Layer leaf, List<Variable> weights) {
    List<Variable> rest = weights.stream().filter(known::add).toList();
    if (!rest.isEmpty()) {
      runs.add(new Run(leaf, rest));
    }
  }

  List<Variable> variables() {
    return List.copyOf(known);
  }

  /** Brings arrays into the order of the variables, and each layer's into its layout. */
  List<INDArray> arrange(List<INDArray> arrays) {
    int inKeras1 = runs.stream().mapToInt(run -> count(run, true)).sum();
    boolean gates = arrays.size() != known.size() && arrays.size() == inKeras1;
    if (!gates && arrays.size() != known.size()) {
      return arrays;
    }
    List<INDArray> result = new ArrayList<>();
    int from = 0;
    for (Run run : runs) {
      int count = count(run, gates);
      List<INDArray> own = arrays.subList(from, from + count);
      boolean whole = run.weights().size() == run.layer().weights().size();
      result.addAll(whole ? new LeafWeights(run.layer(), origin).convert(own) : own);
      from += count;
    }
    return result;
  }

  private int count(Run run, boolean gates) {
    boolean whole = run.weights().size() == run.layer().weights().size();
    return gates && whole
        ? new LeafWeights(run.layer(), origin).countInKeras1()
        : run.weights().size();
  }
}
