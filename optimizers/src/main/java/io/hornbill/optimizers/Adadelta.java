package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;

/**
 * Gives updates the size of earlier updates, so that it needs no learning rate.
 *
 * <pre>{@code
 * a = rho * a + (1 - rho) * g²
 * u = g * √(d + epsilon) / √(a + epsilon)
 * d = rho * d + (1 - rho) * u²
 * w = w - learningRate * u
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Adadelta(1.0), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1212.5701">Zeiler: Adadelta (2012)</a>
 */
public final class Adadelta extends StabilizedOptimizer<Adadelta> {
  private static final Setting<Double> RHO = Declarations.rho(0.95);

  /** Makes the optimizer with its default settings and learning rate 1.0. */
  public Adadelta() {
    this(1.0);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adadelta(double learningRate) {
    super(learningRate, RHO, Declarations.epsilon(1e-6));
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Adadelta(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adadelta keras3() {
    return new Adadelta(0.001).epsilon(1e-7);
  }

  /**
   * Sets how much of the moving mean square stays per step.
   *
   * @param rho how much of the moving mean square stays per step, in {@code (0, 1)}; 0.95 by
   *     default
   */
  public Adadelta rho(double rho) {
    return with(RHO, rho);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByDelta(get(RHO), epsilon()), new ScaleByRate());
  }
}
