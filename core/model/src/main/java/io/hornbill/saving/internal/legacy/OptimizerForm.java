package io.hornbill.saving.internal.legacy;

import io.hornbill.base.Config;
import io.hornbill.graph.Variable;
import io.hornbill.saving.internal.keras.OptimizersOfKeras2;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The forms that an optimizer and its memory have in {@code .h5} files. Keras 2 has two classes of
 * most names: those of before 2.11, which it calls legacy, and others since then.
 */
enum OptimizerForm {
  /** The counter, the learning rate, and then what belongs to each weight. */
  KERAS_3 {
    @Override
    List<Variable> order(List<Variable> variables, List<Variable> weights) {
      return variables;
    }

    @Override
    String name(String className, Variable slot) {
      return className.toLowerCase(Locale.ROOT) + "/" + slot.name();
    }
  },

  /** As in Keras 3, without what is a single number. */
  SINCE_2_11 {
    @Override
    List<Variable> order(List<Variable> variables, List<Variable> weights) {
      return OptimizersOfKeras2.kept(variables);
    }

    @Override
    String name(String className, Variable slot) {
      return slot.name().equals(COUNTER) ? COUNTER + ":0" : className + "/" + slot.name() + ":0";
    }
  },

  /** The counter, Nadam's product of momentums, and then each kind of memory for all weights. */
  BEFORE_2_11 {
    @Override
    List<Variable> order(List<Variable> variables, List<Variable> weights) {
      Map<String, List<Variable>> kinds = kinds(variables, weights);
      if (kinds.containsKey(LINEAR)) {
        return OptimizersOfKeras2.kept(variables); // Ftrl alone keeps together what is of a weight
      }
      List<Variable> result = new ArrayList<>(variables.subList(0, 1));
      List<Variable> slots = new ArrayList<>();
      kinds.values().forEach(slots::addAll);
      slots.stream().filter(slot -> slot.name().equals(PRODUCT)).forEach(result::add);
      slots.stream().filter(slot -> !slot.name().equals(PRODUCT)).forEach(result::add);
      return result;
    }

    @Override
    String name(String className, Variable slot) {
      String name = slot.name();
      String written =
          switch (name) {
            case COUNTER -> "iter";
            case PRODUCT -> "momentum_cache";
            default -> name.endsWith("_" + LINEAR) ? name + "/" + LINEAR : name;
          };
      return className + "/" + written + ":0";
    }
  };

  private static final String COUNTER = "iteration";
  private static final String PRODUCT = "momentum_product";
  private static final String LINEAR = "linear";

  private static final Set<String> OLD =
      Set.of("SGD", "Adam", "RMSprop", "Nadam", "Adagrad", "Adadelta", "Adamax", "Ftrl");

  /** Those that mean the same within an optimizer that scales losses, in Keras 2 and 3. */
  private static final Set<String> INNER = Set.of("SGD", "Adam", "Adadelta", "Adamax");

  private static final Set<String> NEW = Set.of("AdamW", "Lion", "Adafactor");

  /** Of these, the older classes add epsilon to the root. */
  private static final Set<String> ROOTS = Set.of("RMSprop", "Adagrad");

  /**
   * Returns the form for Keras 2: the older one, which Keras 3 reads with all settings, unless only
   * newer classes compute the same. Of Nadam, the older class knows one decay of the schedule,
   * whatever its file says; the newer one goes on with another product than it had.
   *
   * @param optimizer class name and settings
   */
  static OptimizerForm forKeras2(Config optimizer) {
    String className = optimizer.text("class_name", "");
    Config settings = optimizer.config("config");
    Config inner = settings == null ? null : innerOf(className, settings);
    if (inner != null) {
      boolean older = INNER.contains(inner.text("class_name", ""));
      return older && forKeras2(inner) == BEFORE_2_11 ? BEFORE_2_11 : KERAS_3;
    }
    if (settings == null || !(OLD.contains(className) || NEW.contains(className))) {
      return KERAS_3;
    }
    boolean newer =
        NEW.contains(className)
            || (className.equals("Nadam") && settings.number("schedule_decay", 1) == 1)
            || settings.get("weight_decay") != null
            || settings.bool("use_ema", false);
    boolean underRoot =
        ROOTS.contains(className)
            && settings.number("momentum", 0) == 0
            && settings.number("decay", 0) == 0
            && !settings.bool(OptimizersOfKeras2.EPSILON_AFTER_ROOT, false);
    return newer || underRoot ? SINCE_2_11 : BEFORE_2_11;
  }

  /** The optimizer whose losses another one scales; null for others. */
  static @Nullable Config innerOf(String className, Config settings) {
    return className.equals("LossScaleOptimizer") ? settings.config("inner_optimizer") : null;
  }

  /** Returns what is written of an optimizer's variables, in its order. */
  abstract List<Variable> order(List<Variable> variables, List<Variable> weights);

  /** Returns the name of a variable in the file. */
  abstract String name(String className, Variable slot);

  /** Returns the slots without counter and learning rate, by what they are for. */
  static Map<String, List<Variable>> kinds(List<Variable> variables, List<Variable> weights) {
    List<String> names = weights.stream().map(Variable::name).toList();
    Map<String, List<Variable>> kinds = new LinkedHashMap<>();
    for (Variable slot : variables.subList(1, variables.size())) {
      if (!slot.name().equals("learning_rate")) {
        kinds.computeIfAbsent(kind(slot.name(), names), kind -> new ArrayList<>()).add(slot);
      }
    }
    return kinds;
  }

  /** A slot's name is that of its weight and that of its kind. */
  private static String kind(String slot, List<String> weights) {
    return weights.stream()
        .map(name -> name.replace('/', '_').replace(':', '_') + "_")
        .filter(slot::startsWith)
        .map(prefix -> slot.substring(prefix.length()))
        .min((a, b) -> a.length() - b.length())
        .orElse(slot);
  }
}
