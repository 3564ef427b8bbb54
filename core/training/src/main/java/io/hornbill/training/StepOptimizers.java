package io.hornbill.training;

import io.hornbill.base.Fault;
import io.hornbill.base.Warnings;
import io.hornbill.base.internal.Names;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Network;
import io.hornbill.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The optimizers of a step of the user's own by their places in files, which are Keras': {@code
 * optimizer} for the one that the model is compiled with, the field of the model that holds it, or
 * else {@code optimizers/adam}. What a file says of an optimizer that no step has used yet is kept
 * until one does.
 */
final class StepOptimizers {
  /** The place of the optimizer that a model is compiled with. */
  static final String MAIN = "optimizer";

  /** The folder of those that neither the model nor {@code compile} knows. */
  static final String OTHERS = "optimizers";

  private static final Logger LOG = LoggerFactory.getLogger(StepOptimizers.class);

  private final Network owner;
  private final @Nullable Optimizer main;
  private final Map<String, Optimizer> known = new LinkedHashMap<>();
  private final Map<String, List<Variable>> kept = new LinkedHashMap<>();

  /**
   * Knows none yet.
   *
   * @param owner the model that is compiled for the step
   * @param main what it is compiled with; null if nothing was said
   */
  StepOptimizers(Network owner, @Nullable Optimizer main) {
    this.owner = owner;
    this.main = main;
  }

  /** Where a file may have what optimizers remember, the folder of the others included. */
  List<String> places() {
    List<String> places = new ArrayList<>(OptimizerFields.names(owner));
    if (main != null) {
      places.add(MAIN);
    }
    places.add(OTHERS);
    return places;
  }

  /** Notes the optimizers of a step, which are built, and gives them what was kept for them. */
  synchronized void add(List<Optimizer> used) {
    for (Optimizer optimizer : used) {
      if (known.values().stream().noneMatch(one -> one == optimizer)) {
        String place = placeOf(optimizer);
        known.put(place, optimizer);
        List<Variable> state = kept.remove(place);
        if (state != null) {
          restore(place, optimizer, state.stream().map(Variable::value).toList());
        }
      }
    }
  }

  /** As Keras walks: by the alphabet, private attributes last. */
  private String placeOf(Optimizer optimizer) {
    Map<String, Optimizer> named = OptimizerFields.of(owner);
    if (main != null) {
      named.put(MAIN, main);
    }
    return named.entrySet().stream()
        .filter(one -> one.getValue() == optimizer && !known.containsKey(one.getKey()))
        .map(Map.Entry::getKey)
        .min(Comparator.comparing(name -> name.replaceFirst("^_", "~_")))
        .orElseGet(() -> free(OTHERS + "/" + Names.snakeCase(optimizer.name())));
  }

  private String free(String place) {
    String free = place;
    for (int i = 1; known.containsKey(free); i++) {
      free = place + "_" + i;
    }
    return free;
  }

  /** What is to be saved: what the optimizers remember, and what is kept for others. */
  synchronized Map<String, List<Variable>> variables() {
    Map<String, List<Variable>> all = new LinkedHashMap<>();
    known.forEach((place, optimizer) -> all.put(place, optimizer.variables()));
    all.putAll(kept);
    return all;
  }

  /** Sets what optimizers remember, now or when a step first uses them. */
  synchronized void restore(Map<String, List<INDArray>> states) {
    states.forEach(
        (place, arrays) -> {
          Optimizer optimizer = known.get(place);
          if (optimizer != null) {
            restore(place, optimizer, arrays);
          } else {
            kept.put(
                place, arrays.stream().map(array -> new Variable(place, array.dup('c'))).toList());
          }
        });
  }

  private static void restore(String place, Optimizer optimizer, List<INDArray> arrays) {
    List<Variable> variables = optimizer.variables();
    if (!haveShapesOf(variables, arrays)) {
      Warnings.warn(
          LOG,
          Fault.of("Model")
              .expected(
                  "the optimizer at \"%s\" must have variables of the shapes in the file", place)
              .received("%s variables and %s", variables.size(), arrays.size())
              .remedy("It starts anew."));
      return;
    }
    for (int i = 0; i < arrays.size(); i++) {
      variables.get(i).assign(arrays.get(i));
    }
  }

  private static boolean haveShapesOf(List<Variable> variables, List<INDArray> arrays) {
    boolean same = variables.size() == arrays.size();
    for (int i = 0; same && i < arrays.size(); i++) {
      same = variables.get(i).shape().equals(Shape.of(arrays.get(i).shape()));
    }
    return same;
  }
}
