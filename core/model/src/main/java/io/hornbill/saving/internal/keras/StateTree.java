package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The places of a model's parts in files, as Keras 3 walks through them: the layers of a model
 * first, then attributes in the order of their names, private ones last. What is met again keeps
 * the place where it was met first.
 */
final class StateTree {
  /** Where the optimizer is. */
  static final String OPTIMIZER = "optimizer";

  /** The first variable of an optimizer after its steps and its learning rate. */
  private static final int FIRST_STATE = 2;

  private static final Set<String> LISTS = Set.of("cells", "layers");

  private final Set<Layer> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private StateTree() {}

  /** The model without its optimizer. */
  static StateNode of(TrainableModel model) {
    return new StateTree().visit("", model, null);
  }

  /**
   * The model without its optimizer, its layers in the order of a file. Functions that are read as
   * several operations make branches longer than they were where the file was written.
   */
  static StateNode of(TrainableModel model, Config written) {
    return new StateTree().visit("", model, written.config("config"));
  }

  /** The settings of a model's layers by their names, in the order of the file. */
  private static Map<String, @Nullable Config> written(@Nullable Config model) {
    Map<String, @Nullable Config> found = new LinkedHashMap<>();
    if (model != null && model.has("layers")) {
      for (Object one : model.list("layers")) {
        Config layer = Config.config("layers", one);
        found.put(layer.text("name", ""), layer.config("config"));
      }
    }
    return found;
  }

  /** The names of a model's layers in the order of the file; none if the settings have none. */
  static List<String> layers(@Nullable Config model) {
    return List.copyOf(written(model).keySet());
  }

  private static List<Layer> layers(Network network, Set<String> order) {
    List<String> names = List.copyOf(order);
    List<Layer> sorted = new ArrayList<>(network.layers());
    sorted.sort(Comparator.comparingInt(layer -> names.indexOf(layer.name())));
    return sorted;
  }

  /** The optimizer of a compiled model; without variables for one that is not compiled. */
  static StateNode optimizer(TrainableModel model) {
    List<Variable> variables = model.optimizerVariables();
    String name = variables.isEmpty() ? OPTIMIZER : Names.snakeCase(model.optimizer().name());
    return new StateNode(OPTIMIZER, name, variables, List.of(), null);
  }

  /** All optimizers of a compiled model; those of a step of the user's own are several. */
  static List<StateNode> optimizers(TrainableModel model) {
    List<StateNode> nodes = new ArrayList<>();
    model
        .optimizerStates()
        .forEach(
            (place, variables) ->
                nodes.add(
                    place.equals(OPTIMIZER) && !model.optimizerVariables().isEmpty()
                        ? optimizer(model)
                        : new StateNode(
                            place,
                            place.substring(place.lastIndexOf('/') + 1),
                            variables,
                            List.of(),
                            null)));
    return nodes;
  }

  /** The same in a file: with {@code mixed_float16} Keras puts one around it that scales losses. */
  static StateNode optimizer(TrainableModel model, WeightSource source) {
    StateNode plain = optimizer(model);
    String inner = OPTIMIZER + "/inner_optimizer";
    boolean within =
        source.has(inner + "/vars")
            && source.count(inner + "/vars") == plain.variables().size()
            && source.count(plain.group()) != plain.variables().size();
    String path = within ? inner : OPTIMIZER;
    List<Variable> variables = inOrderOf(source, path + "/vars", plain.variables());
    return new StateNode(path, plain.name(), variables, List.of(), null);
  }

  /** Up to Keras 3.8 a number that an optimizer keeps for all weights stood before their states. */
  private static List<Variable> inOrderOf(
      WeightSource source, String group, List<Variable> variables) {
    int last = variables.size() - 1;
    boolean same = source.has(group) && source.count(group) == variables.size();
    List<Variable> mixed = same ? sideBySide(variables) : variables;
    if (!mixed.equals(variables) && isOf(source, group, mixed) && !isOf(source, group, variables)) {
      return mixed;
    }
    if (!same
        || last <= FIRST_STATE
        || variables.get(last).shape().rank() > 0
        || variables.get(FIRST_STATE).shape().rank() == 0
        || source.shape(group, FIRST_STATE).length > 0) {
      return variables;
    }
    List<Variable> result = new ArrayList<>(variables);
    result.add(FIRST_STATE, result.remove(last));
    return result;
  }

  /** Up to Keras 3.8 the average of each weight stood before the sum of its gradients. */
  private static List<Variable> sideBySide(List<Variable> variables) {
    List<Variable> averages = slots(variables, StateWriter.AVERAGE);
    List<Variable> sums = slots(variables, StateWriter.SUM);
    if (averages.isEmpty() || averages.size() != sums.size()) {
      return variables;
    }
    int first = variables.indexOf(averages.get(0));
    List<Variable> result = new ArrayList<>(variables);
    for (int i = 0; i < averages.size(); i++) {
      result.set(first + 2 * i, averages.get(i));
      result.set(first + 2 * i + 1, sums.get(i));
    }
    return result;
  }

  private static List<Variable> slots(List<Variable> variables, String slot) {
    return variables.stream().filter(variable -> variable.name().endsWith(slot)).toList();
  }

  private static boolean isOf(WeightSource source, String group, List<Variable> variables) {
    return IntStream.range(0, variables.size())
        .allMatch(i -> Arrays.equals(source.shape(group, i), variables.get(i).shape().dims()));
  }

  /** All nodes below and with a node. */
  static List<StateNode> flat(StateNode root) {
    List<StateNode> all = new ArrayList<>();
    all.add(root);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).children());
    }
    return all;
  }

  private record Child(String attribute, boolean member, Layer layer) {}

  private StateNode visit(String path, Layer layer, @Nullable Config written) {
    seen.add(layer);
    Map<String, @Nullable Config> inner = written(written);
    Map<String, Integer> used = new HashMap<>();
    List<StateNode> nodes = new ArrayList<>();
    for (Child child : children(layer, inner.keySet())) {
      String name = child.member() ? member(child, used) : child.attribute();
      if (!seen.contains(child.layer())) {
        Config settings = inner.get(child.layer().name());
        nodes.add(visit(path.isEmpty() ? name : path + "/" + name, child.layer(), settings));
      }
    }
    return new StateNode(path, layer.name(), variables(layer), nodes, layer);
  }

  private static List<Variable> variables(Layer layer) {
    return layer instanceof AssetHolder holder ? holder.storedVariables() : layer.ownVariables();
  }

  private static String member(Child child, Map<String, Integer> used) {
    String name = child.attribute() + "/" + Names.snakeCase(child.layer().className());
    int number = used.merge(name, 1, Integer::sum) - 1;
    return number == 0 ? name : name + "_" + number;
  }

  private static List<Child> children(Layer layer, Set<String> order) {
    List<Child> children = new ArrayList<>();
    if (layer instanceof Network network && !network.isSubclassed()) {
      layers(network, order).forEach(inner -> children.add(new Child("layers", true, inner)));
      return children;
    }
    List<String> attributes = layer.sublayers().stream().map(layer::attributeOf).toList();
    for (Layer inner : layer.sublayers()) {
      String attribute = layer.attributeOf(inner);
      boolean list =
          LISTS.contains(attribute)
              || layer.isInList(inner)
              || Collections.frequency(attributes, attribute) > 1;
      // What has no attribute of its own is found by its place among its like.
      boolean unnamed = !layer.isAttribute(inner);
      children.add(unnamed ? new Child("layers", true, inner) : new Child(attribute, list, inner));
    }
    // What comes behind the list of all layers in the alphabet has its place in that list.
    if (layer instanceof Network network) {
      network.layers().forEach(inner -> children.add(new Child("layers", true, inner)));
    }
    children.sort(Comparator.comparing(child -> child.attribute().replaceFirst("^_", "~_")));
    return children;
  }
}
