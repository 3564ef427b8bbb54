package io.hornbill.saving.internal.keras;

import io.hornbill.base.Config;
import io.hornbill.graph.Variable;
import io.hornbill.training.TrainableModel;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/** What optimizers keep in files of Keras 2.11 to 2.15: less than those of Keras 3. */
public final class OptimizersOfKeras2 {
  private static final String PRODUCT = "momentum_product";

  private OptimizersOfKeras2() {}

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
