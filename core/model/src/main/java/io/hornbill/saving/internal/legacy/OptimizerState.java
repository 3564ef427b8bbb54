package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.files.internal.NumericType;
import io.hornbill.files.internal.hdf5.Hdf5Group;
import io.hornbill.files.internal.hdf5.Hdf5GroupBuilder;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.saving.internal.keras.OptimizersOfKeras2;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an optimizer remembers. Keras 3 keeps the counter, the learning rate and then what belongs
 * to each weight; before it was the counter, if any, and then each kind of memory for all weights.
 */
final class OptimizerState {
  private static final Logger LOG = LoggerFactory.getLogger(OptimizerState.class);
  private static final String GROUP = "optimizer_weights";
  private static final String WEIGHTS = "model_weights";

  /** Keras 2.11 to 2.15 leave the learning rate out, and else keep the order of Keras 3. */
  private static final String COUNTER_SINCE_2_11 = "iteration:0";

  /** The last variable of an optimizer that scales losses before those of the one within it. */
  private static final String SCALE = "dynamic_scale";

  private final TrainableModel model;
  private final List<Variable> variables;

  OptimizerState(TrainableModel model) {
    this.model = model;
    variables = model.optimizerVariables();
  }

  /** What the optimizer remembers; nothing if the model is not compiled. */
  List<Variable> variables() {
    return variables;
  }

  /** Reads the state; where it does not fit, the optimizer starts anew, as in Keras. */
  void read(Hdf5Group root, Origin origin, String place) {
    if (!root.hasGroup(GROUP) || variables.isEmpty()) {
      return;
    }
    Hdf5Group group = root.group(GROUP);
    List<String> names = StoredLayers.texts(group, "weight_names");
    List<INDArray> stored =
        StoredLayers.datasets(group, names).stream().map(StoredLayers::read).toList();
    boolean isWhole = names.stream().anyMatch(name -> name.contains(SCALE));
    List<Variable> own = isWhole ? variables : withoutScale(variables);
    List<Variable> slots =
        origin.before3() && root.hasGroup(WEIGHTS)
            ? OptimizersOfKeras2.inOrderOf(
                StoredLayers.texts(root.group(WEIGHTS), "layer_names"), model, own)
            : own;
    List<Variable> wanted = slots;
    List<INDArray> values = productLast(names, stored);
    if (names.indexOf(COUNTER_SINCE_2_11) == 0) {
      wanted = OptimizersOfKeras2.kept(slots);
    } else if (names.stream().anyMatch(name -> name.endsWith("/linear:0"))) {
      wanted = OptimizersOfKeras2.kept(slots); // Ftrl alone kept what belongs to a weight together
    }
    if (!fit(wanted, values) && origin.before3()) {
      boolean counted = !stored.isEmpty() && stored.get(0).length() == 1;
      wanted = inOldOrder(slots, counted, List.of());
      values = values.subList(0, Math.min(values.size(), wanted.size()));
      if (!fit(wanted, values)) {
        wanted = inOldOrder(slots, counted, orderOfNames(root));
      }
    }
    if (fit(wanted, values)) {
      for (int i = 0; i < values.size(); i++) {
        wanted.get(i).assign(values.get(i).reshape(wanted.get(i).shape().dims()));
      }
      if (!wanted.containsAll(own)) {
        OptimizersOfKeras2.complete(model);
      }
    } else if (!stored.isEmpty()) {
      Warnings.warn(
          LOG,
          Fault.of("Model \"%s\"", model.name())
              .expected("the optimizer's state must fit the model")
              .received("%s arrays for %s variables in %s", stored.size(), variables.size(), place)
              .remedy("The optimizer starts anew."));
    }
  }

  /** Keras 2 keeps of an optimizer that scales losses what the one within it remembers. */
  private static List<Variable> withoutScale(List<Variable> variables) {
    List<String> names = variables.stream().map(Variable::name).toList();
    return variables.subList(names.indexOf(SCALE) + 1, variables.size());
  }

  /** Nadam kept the product of its momentums behind the counter; here it is the last. */
  private static List<INDArray> productLast(List<String> names, List<INDArray> stored) {
    if (stored.size() < 2 || !names.get(1).endsWith("momentum_cache:0")) {
      return stored;
    }
    List<INDArray> values = new ArrayList<>(stored);
    values.add(values.remove(1));
    return values;
  }

  private static boolean fit(List<Variable> wanted, List<INDArray> values) {
    boolean fits = wanted.size() == values.size();
    for (int i = 0; fits && i < values.size(); i++) {
      Shape shape = wanted.get(i).shape();
      fits = Shape.of(values.get(i).shape()).equals(shape) || single(values.get(i), shape);
    }
    return fits;
  }

  /** Single numbers have no axis here, and one of length 1 in some files. */
  private static boolean single(INDArray value, Shape shape) {
    return value.length() == 1 && shape.size() == 1 && shape.rank() == 0;
  }

  /**
   * Keras 2.0 sorted the weights by their names in the file.
   *
   * @return the places of the sorted weights among the model's; empty if the names are not known
   */
  private List<Integer> orderOfNames(Hdf5Group root) {
    IdentityHashMap<Variable, String> names = new IdentityHashMap<>();
    Hdf5Group all = root.group(WEIGHTS);
    for (Layer layer : model.layers()) {
      if (all.hasGroup(layer.name())) {
        List<String> stored = StoredLayers.texts(all.group(layer.name()), "weight_names");
        for (int i = 0; i < stored.size() && stored.size() == layer.weights().size(); i++) {
          names.put(layer.weights().get(i), stored.get(i));
        }
      }
    }
    List<Variable> weights = model.trainableWeights();
    return names.keySet().containsAll(weights)
        ? IntStream.range(0, weights.size())
            .boxed()
            .sorted(Comparator.comparing(i -> names.getOrDefault(weights.get(i), "")))
            .toList()
        : List.of();
  }

  /** One kind of slot after the other, each in the order of the weights, or in a given one. */
  private List<Variable> inOldOrder(List<Variable> slots, boolean counted, List<Integer> order) {
    List<Variable> result = new ArrayList<>(counted ? slots.subList(0, 1) : List.of());
    for (List<Variable> kind : OptimizerForm.kinds(slots, model.trainableWeights()).values()) {
      if (kind.size() == order.size()) {
        order.forEach(place -> result.add(kind.get(place)));
      } else {
        result.addAll(kind);
      }
    }
    return result;
  }

  /** Writes the state. */
  void write(Hdf5GroupBuilder root, OptimizerForm form) {
    if (variables.isEmpty()) {
      return;
    }
    Hdf5GroupBuilder group = root.group(GROUP);
    List<Variable> own = form == OptimizerForm.BEFORE_2_11 ? withoutScale(variables) : variables;
    List<Variable> written = form.order(own, model.trainableWeights());
    List<String> names = new ArrayList<>();
    for (Variable variable : written) {
      names.add(UniqueNames.next(form.name(model.optimizer().name(), variable), names));
    }
    LegacyWriter.texts(group, "weight_names", names);
    for (int i = 0; i < names.size(); i++) {
      INDArray value = written.get(i).value();
      if (i == 0) {
        group.dataset(names.get(i), NumericType.INT64, new long[0], (long) value.getDouble(0));
      } else {
        group.dataset(names.get(i), value);
      }
    }
  }
}
