package io.hornbill.optimizers;

import io.hornbill.base.Config;
import io.hornbill.base.Fault;
import io.hornbill.base.Setting;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets each variable be trained by an optimizer of its own.
 *
 * <p>There is no common learning rate: it is set on the optimizers inside.
 *
 * <p>Example:
 *
 * <pre>{@code
 * var byPath = new OptimizerMap(new SGD()).put("encoder/.*", new Adam());
 * model.compile(new MultiOptimizer(byPath), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://keras.io/api/optimizers/">Keras: MultiOptimizer</a>
 */
public final class MultiOptimizer extends OuterOptimizer {
  private final Function<? super Variable, ? extends Optimizer> choice;
  private final List<Optimizer> inner = new ArrayList<>();
  private final Map<Variable, Optimizer> chosen = new LinkedHashMap<>();

  /**
   * Makes the optimizer around others, whose own {@code lossScaleFactor} counts no more.
   *
   * @param choice an {@link OptimizerMap}, or a function from a variable to its optimizer, which
   *     gives the same object for those that are to be trained together
   */
  public MultiOptimizer(Function<? super Variable, ? extends Optimizer> choice) {
    this.choice = choice;
    declare(
        Setting.of("optimizer_map", choice, (config, key) -> choice, MultiOptimizer::write),
        ChainOptimizer.LOSS_SCALE_FACTOR);
    if (choice instanceof OptimizerMap map) {
      map.optimizers().forEach(this::add);
    }
  }

  static Optimizer of(Config config) {
    Config map = config.config("optimizer_map");
    Config settings = map == null ? null : map.config("config");
    if (settings == null) {
      throw Fault.of("MultiOptimizer")
          .expected("there must be a map of optimizers")
          .received("none")
          .remedy(
              "Set \"optimizer_map\", or call new MultiOptimizer(new OptimizerMap(new"
                  + " Adam())).")
          .argument();
    }
    return new MultiOptimizer(OptimizerMap.of(settings)).configured(config);
  }

  /**
   * Multiplies the loss before it is differentiated, and divides the gradients, so that small ones
   * do not vanish in low precision.
   *
   * @param lossScaleFactor the factor, positive
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public MultiOptimizer lossScaleFactor(double lossScaleFactor) {
    set(ChainOptimizer.LOSS_SCALE_FACTOR, lossScaleFactor);
    return this;
  }

  /**
   * {@return the optimizers inside: those of the map, the default one last, or those that the
   * function has given so far}
   */
  public List<Optimizer> optimizers() {
    return List.copyOf(inner);
  }

  @Override
  public double learningRate() {
    throw noRate();
  }

  @Override
  public Optimizer learningRate(double learningRate) {
    throw noRate();
  }

  @Override
  public Optimizer learningRate(Schedule learningRate) {
    throw noRate();
  }

  @Override
  public Optimizer decay(double decay) {
    throw noRate();
  }

  @Override
  public Tensor scaleLoss(Tensor loss) {
    @Nullable Double factor = get(ChainOptimizer.LOSS_SCALE_FACTOR);
    return factor == null ? loss : loss.times(factor);
  }

  @Override
  public List<Assignment> update(List<Variable> trainable, List<Tensor> gradients) {
    requireKnown(trainable);
    List<Assignment> assignments = new ArrayList<>();
    for (Optimizer optimizer : inner) {
      List<Variable> own = new ArrayList<>();
      List<Tensor> ownGradients = new ArrayList<>();
      for (int i = 0; i < trainable.size(); i++) {
        if (chosen.get(trainable.get(i)) == optimizer) {
          own.add(trainable.get(i));
          ownGradients.add(unscaled(gradients.get(i)));
        }
      }
      if (!own.isEmpty()) {
        assignments.addAll(optimizer.update(own, ownGradients));
      }
    }
    assignments.add(new Assignment(iteration(), iteration().tensor().plus(1)));
    return assignments;
  }

  @Override
  List<Optimizer> inner() {
    return inner;
  }

  @Override
  List<Variable> buildFor(List<Variable> variables) {
    Map<Optimizer, List<Variable>> groups = new LinkedHashMap<>();
    for (Variable variable : variables) {
      Optimizer optimizer = choice.apply(variable);
      add(optimizer);
      chosen.put(variable, optimizer);
      groups.computeIfAbsent(optimizer, key -> new ArrayList<>()).add(variable);
    }
    groups.forEach(Optimizer::build);
    return List.of();
  }

  private void add(Optimizer optimizer) {
    if (optimizer instanceof OuterOptimizer) {
      throw Fault.of("MultiOptimizer")
          .expected("an optimizer inside must not hold others")
          .received(optimizer.name())
          .remedy("Put that one around this.")
          .argument();
    }
    if (!inner.contains(optimizer)) {
      if (optimizer instanceof ChainOptimizer<?> chain) {
        chain.withoutLossScale();
      }
      inner.add(optimizer);
    }
  }

  private Tensor unscaled(Tensor gradient) {
    @Nullable Double factor = get(ChainOptimizer.LOSS_SCALE_FACTOR);
    return factor == null || Chain.isZero(gradient) ? gradient : gradient.times(1 / factor);
  }

  private IllegalStateException noRate() {
    return Fault.of("MultiOptimizer")
        .expected("there is no common learning rate")
        .received("a call of learningRate or decay")
        .remedy("Call it on one of optimizers().")
        .state();
  }

  private static Config write(Function<? super Variable, ? extends Optimizer> choice) {
    if (!(choice instanceof OptimizerMap map)) {
      throw Fault.of("MultiOptimizer")
          .expected("only a map of optimizers can be written")
          .received("a function")
          .remedy("Use an OptimizerMap.")
          .state();
    }
    return new Config()
        .with("module", "keras.optimizers")
        .with("class_name", "OptimizerMap")
        .with("config", map.config())
        .with("registered_name", null);
  }
}
