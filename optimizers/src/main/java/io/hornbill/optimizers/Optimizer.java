package io.hornbill.optimizers;

import io.hornbill.base.Config;
import io.hornbill.base.Configurable;
import io.hornbill.base.Fault;
import io.hornbill.base.NativeLibraries;
import io.hornbill.base.Setting;
import io.hornbill.base.Settings;
import io.hornbill.graph.Assignment;
import io.hornbill.graph.Tensor;
import io.hornbill.graph.Variable;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Turns gradients into updates of variables.
 *
 * <p>The training loop calls {@link #build} once, {@link #update} while it traces a step, {@link
 * #beforeStep()} before each run of that step and {@link #finish()} after the last one.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Adam(1e-3).clipNorm(1.0), new MeanSquaredError());
 * }</pre>
 *
 * <p>An optimizer of your own declares its settings; configurations and checks follow from that:
 *
 * <pre>{@code
 * public final class SignDescent extends Optimizer {
 *   private static final Setting<Double> SLACK = Setting.number("slack", 0).notNegative();
 *
 *   public SignDescent() {
 *     super(0.01, SLACK);
 *   }
 *
 *   public SignDescent slack(double slack) {
 *     set(SLACK, slack);
 *     return this;
 *   }
 *   // … update uses get(SLACK)
 * }
 * }</pre>
 */
public abstract class Optimizer implements Configurable<Optimizer> {
  private final Settings settings = new Settings(this::owner, this::requireNotBuilt);
  private final Variable iteration = counter();
  private final LearningRate rate = new LearningRate(settings);

  /**
   * Makes an optimizer with a fixed learning rate.
   *
   * @param learningRate the learning rate, at least 0
   * @param declared the settings of the class, in the order in which they are written
   * @throws IllegalArgumentException if the learning rate is negative or not finite
   */
  protected Optimizer(double learningRate, Setting<?>... declared) {
    this();
    rate.declare(learningRate);
    settings.declare(declared);
  }

  private static Variable counter() {
    NativeLibraries.require();
    return new Variable("iteration", Nd4j.scalar(0.0));
  }

  /** Makes an optimizer that leaves the learning rate to others. */
  Optimizer() {
    settings.declare(Setting.of("name", "", (config, key) -> config.text(key, ""), this::nameOr));
  }

  private String nameOr(String given) {
    return given.isEmpty() ? name().toLowerCase(Locale.ROOT) : given;
  }

  /**
   * Declares further settings, or other defaults; for constructors.
   *
   * @param declared the settings
   */
  protected final void declare(Setting<?>... declared) {
    settings.declare(declared);
  }

  /**
   * Returns the value of a setting.
   *
   * @param setting the setting, which was declared
   * @param <V> the type of the value
   * @return the value
   */
  protected final <V extends @Nullable Object> V get(Setting<V> setting) {
    return settings.get(setting);
  }

  /**
   * Sets the value of a setting.
   *
   * @param setting the setting, which was declared
   * @param value its value
   * @param <V> the type of the value
   * @throws IllegalArgumentException if the value is not allowed
   * @throws IllegalStateException if the optimizer was built
   */
  protected final <V extends @Nullable Object> void set(Setting<V> setting, V value) {
    settings.set(setting, value);
  }

  /**
   * Takes the settings of a configuration.
   *
   * @param config the settings, in Keras' field names; those of missing fields stay
   * @throws IllegalArgumentException if a value is not allowed
   * @throws IllegalStateException if the optimizer was built
   */
  @Override
  public final Optimizer configured(Config config) {
    requireNotBuilt("configured");
    settings.read(completed(config));
    rate.settingsWereRead();
    checkTogether();
    return this;
  }

  /**
   * Fills in fields whose defaults depend on which others a configuration has.
   *
   * @param config a configuration to read
   * @return the fields to read; by default the same
   */
  protected Config completed(Config config) {
    return config;
  }

  /**
   * Requires what settings must fulfil together; called after reading a configuration.
   *
   * @throws IllegalArgumentException if they do not fit each other
   */
  protected void checkTogether() {}

  @Override
  public final Settings settings() {
    return rate.currentSettings();
  }

  /**
   * Makes the slots of the variables to train.
   *
   * @param trainable the variables; the same list each time
   * @return all variables of this optimizer, as {@link #variables()}
   * @throws IllegalStateException if it was built for other variables
   */
  public abstract List<Variable> build(List<Variable> trainable);

  /**
   * Writes one training step. Reads the learning rate from a variable, so the step can be run again
   * and again.
   *
   * @param trainable the variables to change, all of them known from {@link #build}
   * @param gradients one gradient per variable, of its shape
   * @return the new values of the variables, of the slots and of the iteration counter
   * @throws IllegalStateException if {@link #build} was not called with these variables
   */
  public abstract List<Assignment> update(List<Variable> trainable, List<Tensor> gradients);

  /**
   * {@return the name by which the registry finds it, as Keras writes it to files; by default the
   * simple name of the class}
   */
  public String name() {
    return getClass().getSimpleName();
  }

  /** {@return the settings in Keras' field names, as a new configuration} */
  public Config config() {
    return settings().write(new Config());
  }

  /** Writes the learning rate of the coming step to where the step reads it. */
  public void beforeStep() {
    rate.prepare(steps());
  }

  /**
   * Ends a training: what has to be done to the variables after the last step. Sets them to their
   * moving average if one is kept.
   */
  public void finish() {}

  /** Sets the variables to their moving average, if one is kept. */
  public void overwriteWithAverage() {}

  /**
   * Exchanges the variables with their moving average, if one is kept; a second call takes the
   * first one back.
   */
  public void swapWithAverage() {}

  /**
   * {@return whether a moving average of the variables is kept; false unless that was asked for}
   */
  public boolean keepsAverage() {
    return false;
  }

  /**
   * Scales the loss before it is differentiated; {@link #update} scales the gradients back.
   *
   * @param loss the loss, of shape {@code []}
   * @return the loss to differentiate
   */
  public Tensor scaleLoss(Tensor loss) {
    return loss;
  }

  /** {@return the learning rate: the one that was set, or the schedule's of the coming step} */
  public double learningRate() {
    return rate.at(steps());
  }

  /**
   * Sets a fixed learning rate. Possible at any time, also between two steps.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   * @throws IllegalStateException if training follows a schedule
   */
  public Optimizer learningRate(double learningRate) {
    if (rate.schedule() != null && isBuilt()) {
      throw Fault.of(owner())
          .expected("learningRate cannot be set while training follows a schedule")
          .received(learningRate)
          .remedy("Compile with a fixed learning rate to set it later.")
          .state();
    }
    rate.set(learningRate);
    return this;
  }

  /**
   * Lets the learning rate follow a schedule.
   *
   * @param learningRate the learning rate as a function of the step
   * @throws IllegalStateException if it was built
   */
  public Optimizer learningRate(Schedule learningRate) {
    requireNotBuilt("learningRate(schedule)");
    rate.follow(learningRate);
    return this;
  }

  /**
   * Lets the learning rate decay as in Keras 1.
   *
   * <pre>{@code
   * learningRate / (1 + decay * iterations)
   * }</pre>
   *
   * @param decay the decay per step, at least 0; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Optimizer decay(double decay) {
    rate.decay(decay);
    return this;
  }

  /** {@return how often the variables were updated} */
  public long iterations() {
    return steps();
  }

  /**
   * {@return what is saved with a model, in Keras' order: the iteration counter, the learning rate
   * unless it follows a schedule, the slots}
   */
  public final List<Variable> variables() {
    List<Variable> all = new ArrayList<>();
    all.add(iteration);
    if (rate.schedule() == null) {
      all.add(rate.fixed());
    }
    all.addAll(slots());
    return all;
  }

  /**
   * Returns the slots in Keras' order.
   *
   * @return the slots; empty before {@link #build}
   */
  protected abstract List<Variable> slots();

  /**
   * Says whether {@link #build} was called.
   *
   * @return true after it was called
   */
  protected abstract boolean isBuilt();

  /**
   * Returns the variable that counts the steps, a single {@code DOUBLE}.
   *
   * @return the counter
   */
  protected final Variable iteration() {
    return iteration;
  }

  /**
   * Returns the variable that a step reads its learning rate from, a single {@code DOUBLE}.
   *
   * @return the learning rate of the coming step
   */
  protected final Variable currentLearningRate() {
    return rate.current();
  }

  /** {@return how many steps were run} */
  protected final long steps() {
    return (long) iteration.value().data().getDouble(0);
  }

  /**
   * Requires that the optimizer was not built.
   *
   * @param setter the setter that was called
   * @throws IllegalStateException if it was built
   */
  protected final void requireNotBuilt(String setter) {
    if (isBuilt()) {
      throw Fault.of(owner())
          .expected("%s must be called before training", setter)
          .received("an optimizer that was built")
          .remedy("Make a new one and compile again.")
          .state();
    }
  }

  /** {@return who speaks in messages: the name of the class} */
  protected final String owner() {
    return getClass().getSimpleName();
  }

  @Override
  public final String toString() {
    return owner() + settings;
  }

  /** Says that the optimizer was built for other variables. */
  final IllegalStateException builtForOthers(int received) {
    return Fault.of(owner())
        .expected("an optimizer trains the variables that it was built for")
        .received("%s other variables", received)
        .remedy("Make a new optimizer for another model, or after freezing layers.")
        .state();
  }

  /** Says that variables are not among those it was built for. */
  final IllegalStateException unknownVariables() {
    return Fault.of(owner())
        .expected("build() must be called with the variables to update")
        .received("variables it does not know")
        .remedy("Call build(trainable) first.")
        .state();
  }
}
