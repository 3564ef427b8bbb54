package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.graph.Variable;
import io.hornbill.layers.Layer;
import io.hornbill.training.TrainableModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.factory.Nd4j;

/** What optimizers keep in files of Keras 2.11 to 2.15: less than those of Keras 3. */
public final class OptimizersOfKeras2 {
  /** The setting by which epsilon is added to the root, in place of what is under it. */
  public static final String EPSILON_AFTER_ROOT = "epsilon_after_root";

  private static final String LEGACY = "keras.optimizers.legacy";
  private static final String PRODUCT = "momentum_product";

  private OptimizersOfKeras2() {}

  /**
   * Completes the settings of an optimizer of before 2.11, which Keras 2 still has as legacy: where
   * epsilon is added.
   *
   * @param className the class
   * @param settings its settings in the file
   * @return the settings that mean the same here
   */
  public static Config ofBefore211(String className, Config settings) {
    boolean afterRoot =
        className.equals("Adagrad")
            || (className.equals("RMSprop") && settings.number("momentum", 0) == 0);
    return afterRoot
        ? new Config(settings.asMap()).with(EPSILON_AFTER_ROOT, true).in(settings.scope())
        : settings;
  }

  /** Completes what a {@code .keras} file of Keras 2 says of the training. */
  static Config completed(Config compiled) {
    if (compiled.get("optimizer") == null || compiled.get("optimizer") instanceof String) {
      return compiled;
    }
    Config optimizer = compiled.config("optimizer");
    Config settings = optimizer == null ? null : optimizer.config("config");
    if (optimizer == null || settings == null || !LEGACY.equals(optimizer.get("module"))) {
      return compiled;
    }
    Config older = ofBefore211(optimizer.text("class_name", ""), settings);
    return new Config(compiled.asMap())
        .with("optimizer", new Config(optimizer.asMap()).with("config", older))
        .in(compiled.scope());
  }

  /**
   * Leaves out the learning rate, Nadam's product of momentums, and the places of Adafactor's means
   * that vectors do not have.
   *
   * @param variables what an optimizer remembers here, its counter first
   * @return what it kept
   */
  public static List<Variable> kept(List<Variable> variables) {
    return variables.stream()
        .filter(slot -> slot == variables.get(0) || slot.shape().rank() > 0)
        .toList();
  }

  /**
   * Brings what belongs to the weights into the order of a file, whose layers may come in another
   * order than those of the model: functions that are read as several operations make branches
   * longer.
   *
   * @param layers the names of the layers in the order of the file
   * @param model the model
   * @param slots what its optimizer remembers
   * @return the same slots; each place still has what is kept for one kind of memory
   */
  public static List<Variable> inOrderOf(
      List<String> layers, TrainableModel model, List<Variable> slots) {
    List<Layer> sorted = new ArrayList<>(model.layers());
    sorted.sort(Comparator.comparingInt(layer -> layers.indexOf(layer.name())));
    Set<Variable> inFile = new LinkedHashSet<>();
    sorted.forEach(layer -> inFile.addAll(layer.trainableWeights()));
    List<Variable> weights = model.trainableWeights();
    List<Variable> own = slots.stream().filter(slot -> isOfWeight(slot, weights)).toList();
    int kinds = weights.isEmpty() ? 0 : own.size() / weights.size();
    if (inFile.size() != weights.size() || own.size() != kinds * weights.size()) {
      return slots;
    }
    List<Variable> sortedSlots = new ArrayList<>();
    for (Variable weight : inFile) {
      int first = weights.indexOf(weight) * kinds;
      sortedSlots.addAll(own.subList(first, first + kinds));
    }
    List<Variable> result = new ArrayList<>(slots);
    result.replaceAll(slot -> isOfWeight(slot, weights) ? sortedSlots.remove(0) : slot);
    return result;
  }

  /** Whether a slot belongs to a weight, whose name its own begins with. */
  private static boolean isOfWeight(Variable slot, List<Variable> weights) {
    return weights.stream().anyMatch(weight -> slot.name().startsWith(lastOf(weight.name()) + "_"));
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Computes what files leave out and the counter says: Nadam's product.
   *
   * @param model a model whose counter was read
   */
  public static void complete(TrainableModel model) {
    List<Variable> variables = model.optimizerVariables();
    Variable product = variables.get(variables.size() - 1);
    if (!product.name().equals(PRODUCT)) {
      return;
    }
    Config settings = model.optimizer().config();
    long steps = variables.get(0).value().getLong(0);
    double value = 1;
    for (long step = 1; step <= steps && value > 0; step++) {
      double decay = Math.pow(0.96, step * settings.number("schedule_decay", 1));
      value *= settings.number("beta_1", 0.9) * (1 - 0.5 * decay);
    }
    product.assign(Nd4j.scalar(value).castTo(product.value().dataType()));
  }
}
