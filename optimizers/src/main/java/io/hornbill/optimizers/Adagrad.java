package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;

/**
 * Divides the gradient by the root of the sum of all its squares so far.
 *
 * <pre>{@code
 * a = a + g²
 * w = w - learningRate * g / √(a + epsilon)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Adagrad(0.01), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://jmlr.org/papers/v12/duchi11a.html">Duchi, Hazan, Singer: Adaptive
 *     subgradient methods (2011)</a>
 */
public final class Adagrad extends StabilizedOptimizer<Adagrad> {
  private static final Setting<Double> INITIAL_ACCUMULATOR_VALUE =
      Setting.number("initial_accumulator_value", 0).notNegative();

  /** Makes the optimizer with its default settings and learning rate 0.01. */
  public Adagrad() {
    this(0.01);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adagrad(double learningRate) {
    super(
        learningRate,
        INITIAL_ACCUMULATOR_VALUE,
        Declarations.epsilon(1e-6),
        Declarations.EPSILON_AFTER_ROOT);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Adagrad(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, initial
   * accumulator value 0.1, epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adagrad keras3() {
    return new Adagrad(0.001).initialAccumulatorValue(0.1).epsilon(1e-7);
  }

  /**
   * Sets what the sums of squares start at.
   *
   * @param initialAccumulatorValue what the sums of squares start at, at least 0; 0.0 by default
   */
  public Adagrad initialAccumulatorValue(double initialAccumulatorValue) {
    return with(INITIAL_ACCUMULATOR_VALUE, initialAccumulatorValue);
  }

  /**
   * Sets whether epsilon is added to the root, as before Keras 2.11, in place of what is under it.
   * Files of that time are read so.
   *
   * @param epsilonAfterRoot whether epsilon is added to the root; false by default
   */
  public Adagrad epsilonAfterRoot(boolean epsilonAfterRoot) {
    return with(Declarations.EPSILON_AFTER_ROOT, epsilonAfterRoot);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new ScaleByAccumulated(
            get(INITIAL_ACCUMULATOR_VALUE), epsilon(), get(Declarations.EPSILON_AFTER_ROOT)),
        new ScaleByRate());
  }
}
