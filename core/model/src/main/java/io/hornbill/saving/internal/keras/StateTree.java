package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Variable;
import io.hornbill.layers.AssetHolder;
import io.hornbill.layers.Layer;
import io.hornbill.layers.Network;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of a model's parts in files, as Keras 3 walks through them: the layers of a model
 * first, then attributes in the order of their names, private ones last. What is met again keeps
 * the place where it was met first.
 */
final class StateTree {
  /** Where the optimizer is. */
  static final String OPTIMIZER = "optimizer";

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

  /**
   * All optimizers of a compiled model, as files are to have them; those of a step of the user's
   * own are several.
   */
  static List<StateNode> optimizers(TrainableModel model) {
    List<StateNode> nodes = new ArrayList<>();
    model
        .optimizerStates()
        .forEach(
            (place, variables) ->
                nodes.add(
                    place.equals(OPTIMIZER) && !model.optimizerVariables().isEmpty()
                        ? optimizer(model)
                            .with(OptimizerOrder.of(variables, KerasVersion.wanted(model)))
                        : new StateNode(
                            place,
                            place.substring(place.lastIndexOf('/') + 1),
                            variables,
                            List.of(),
                            null)));
    return nodes;
  }

  /** The same in a file: with {@code mixed_float16} Keras puts one around it that scales losses. */
  static StateNode optimizer(TrainableModel model, WeightSource source, KerasVersion version) {
    StateNode plain = optimizer(model);
    String inner = OPTIMIZER + "/inner_optimizer";
    boolean within =
        source.has(inner + "/vars")
            && source.count(inner + "/vars") == plain.variables().size()
            && source.count(plain.group()) != plain.variables().size();
    String path = within ? inner : OPTIMIZER;
    return new StateNode(
        path,
        plain.name(),
        OptimizerOrder.of(plain.variables(), version, source, path + "/vars"),
        List.of(),
        null);
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
