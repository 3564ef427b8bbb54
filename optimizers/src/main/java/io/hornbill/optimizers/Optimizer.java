package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 * model.compile(new Adam().learningRate(1e-3).clipNorm(1.0), new MeanSquaredError());
 * }</pre>
 */
public abstract class Optimizer {
  private final Variable iteration = new Variable("iteration", Nd4j.scalar(0.0));
  private final Variable base;
  private final Variable current;
  private @Nullable Schedule schedule;
  private double decay;

  /**
   * Makes an optimizer with a fixed learning rate.
   *
   * @param learningRate the learning rate, at least 0
   */
  protected Optimizer(double learningRate) {
    base = new Variable("learning_rate", Nd4j.scalar(learningRate));
    current = new Variable("current_learning_rate", Nd4j.scalar(learningRate));
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
   * Returns the name by which the registry finds it, as Keras writes it to files.
   *
   * @return the simple name of the class
   */
  public String name() {
    return getClass().getSimpleName();
  }

  /**
   * Returns the settings in Keras' field names.
   *
   * @return a new configuration
   */
  public Config config() {
    Schedule following = schedule;
    Config config = new Config().with("name", name().toLowerCase(Locale.ROOT));
    if (following == null) {
      config.with("learning_rate", learningRate());
    } else {
      Config nested = new Config().with("module", "keras.optimizers.schedules");
      nested.with("class_name", following.name()).with("config", following.config());
      config.with("learning_rate", nested.with("registered_name", null));
    }
    return decay == 0 ? config : config.with("decay", decay);
  }

  /** Writes the learning rate of the coming step to where the step reads it. */
  public void beforeStep() {
    double rate = effectiveRate();
    if (current.value().data().getDouble(0) != rate) {
      current.value().data().put(0, rate);
      current.touch();
    }
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
   * Says whether a moving average of the variables is kept.
   *
   * @return false unless that was asked for
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

  /**
   * Returns the learning rate: the one that was set, or the schedule's of the coming step.
   *
   * @return the learning rate
   */
  public double learningRate() {
    return schedule == null ? base.value().data().getDouble(0) : schedule.rate(steps());
  }

  /**
   * Sets a fixed learning rate. Possible at any time, also between two steps.
   *
   * @param learningRate the learning rate, at least 0
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   * @throws IllegalStateException if training follows a schedule
   */
  public Optimizer learningRate(double learningRate) {
    Checks.notNegative(owner(), "learningRate", learningRate);
    if (schedule != null && isBuilt()) {
      throw new IllegalStateException(
          "%s: learningRate cannot be set while training follows a schedule. Received: %s. Compile with a fixed learning rate to set it later."
              .formatted(owner(), learningRate));
    }
    schedule = null;
    base.value().data().put(0, learningRate);
    base.touch();
    return this;
  }

  /**
   * Lets the learning rate follow a schedule.
   *
   * @param learningRate the learning rate as a function of the step
   * @return this optimizer
   * @throws IllegalStateException if it was built
   */
  public Optimizer learningRate(Schedule learningRate) {
    requireNotBuilt("learningRate(schedule)");
    schedule = learningRate;
    return this;
  }

  /**
   * Lets the learning rate decay as in Keras 1.
   *
   * <pre>{@code
   * learningRate / (1 + decay * iterations)
   * }</pre>
   *
   * @param decay the decay per step, at least 0; 0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Optimizer decay(double decay) {
    this.decay = Checks.notNegative(owner(), "decay", decay);
    return this;
  }

  /**
   * Returns how often the variables were updated.
   *
   * @return the number of updates
   */
  public long iterations() {
    return steps();
  }

  /**
   * Returns what is saved with a model, in Keras' order: the iteration counter, the learning rate
   * unless it follows a schedule, the slots.
   *
   * @return the variables of this optimizer
   */
  public final List<Variable> variables() {
    List<Variable> all = new ArrayList<>();
    all.add(iteration);
    if (schedule == null) {
      all.add(base);
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
    return current;
  }

  /**
   * Returns how many steps were run.
   *
   * @return the number of steps
   */
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
      throw new IllegalStateException(
          "%s: %s must be called before training. Received: an optimizer that was built. Make a new one and compile again."
              .formatted(owner(), setter));
    }
  }

  /**
   * Returns who speaks in messages.
   *
   * @return the name of the class
   */
  protected final String owner() {
    return getClass().getSimpleName();
  }

  private double effectiveRate() {
    return decay == 0 ? learningRate() : learningRate() / (1 + decay * steps());
  }
}
