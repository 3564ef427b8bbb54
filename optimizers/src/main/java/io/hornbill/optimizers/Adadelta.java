package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 * model.compile(new Adadelta().learningRate(1.0), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1212.5701">Zeiler: Adadelta (2012)</a>
 */
public final class Adadelta extends ChainOptimizer<Adadelta> {
  private double rho = 0.95;
  private double epsilon = 1e-6;

  /** Makes the optimizer with its default settings and learning rate 1.0. */
  public Adadelta() {
    super(1.0);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adadelta keras3() {
    return new Adadelta().learningRate(0.001).epsilon(1e-7);
  }

  static Adadelta of(Config config) {
    Adadelta optimizer = new Adadelta().configured(config);
    optimizer.rho(config.number("rho", optimizer.rho));
    optimizer.epsilon(ChainOptimizer.epsilonOf(config, optimizer.epsilon));
    return optimizer;
  }

  /**
   * Sets how much of the moving mean square stays per step.
   *
   * @param rho how much of the moving mean square stays per step, in {@code (0, 1)}; 0.95 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Adadelta rho(double rho) {
    requireNotBuilt("rho");
    Checks.argument(
        rho > 0 && rho < 1,
        "%s: rho must be in (0, 1). Received: %s. Choose a number in that range.",
        owner(),
        rho);
    this.rho = rho;
    return this;
  }

  /**
   * Sets the number that keeps a divisor from 0.
   *
   * @param epsilon the number that keeps a divisor from 0, at least 0; 1e-6 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adadelta epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("rho", rho).with("epsilon", epsilon);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByDelta(rho, epsilon), new ScaleByRate());
  }

  @Override
  Adadelta self() {
    return this;
  }
}
