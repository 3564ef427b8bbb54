package io.hornbill.optimizers;

import io.hornbill.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The slots of an optimizer for one list of variables. */
final class Slots {
  private final List<Variable> trainable;
  private final Map<Variable, Map<String, Variable>> byVariable = new LinkedHashMap<>();
  private final Map<String, Variable> shared = new HashMap<>();
  private final List<Variable> all = new ArrayList<>();

  Slots(List<Variable> trainable, List<List<Slot>> groups, List<String> sharedNames) {
    this.trainable = List.copyOf(trainable);
    trainable.forEach(v -> byVariable.put(v, new HashMap<>()));
    for (List<Slot> group : groups) {
      for (Variable variable : trainable) {
        group.forEach(slot -> add(variable, slot));
      }
    }
    for (String name : sharedNames) {
      Variable variable = new Variable(name, Nd4j.scalar(1.0));
      shared.put(name, variable);
      all.add(variable);
    }
    byVariable.values().forEach(slots -> slots.putAll(shared));
  }

  /** Returns the variables that the slots are for. */
  List<Variable> trainable() {
    return trainable;
  }

  boolean contains(Variable variable) {
    return byVariable.containsKey(variable);
  }

  /** Returns the slots of a variable by name, with those of the optimizer as a whole. */
  Map<String, Variable> of(Variable variable) {
    return Objects.requireNonNull(byVariable.get(variable));
  }

  Variable of(Variable variable, String slot) {
    return Objects.requireNonNull(of(variable).get(slot));
  }

  /** Returns all slots in Keras' order. */
  List<Variable> all() {
    return all;
  }

  /** Returns the variables to train and all slots. */
  List<Variable> everything() {
    List<Variable> everything = new ArrayList<>(trainable);
    everything.addAll(all);
    return everything;
  }

  private void add(Variable variable, Slot slot) {
    @Nullable INDArray first = slot.first().apply(variable);
    if (first != null) {
      Variable made = new Variable(name(variable) + "_" + slot.name(), first);
      made.setTrainable(false);
      of(variable).put(slot.name(), made);
      all.add(made);
    }
  }

  private static String name(Variable variable) {
    return variable.name().replace('/', '_').replace(':', '_');
  }
}
