package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.graph.Variable;
import io.hornbill.training.TrainableModel;
import java.util.List;
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
    Config optimizer = compiled.get("optimizer") == null ? null : compiled.config("optimizer");
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
