package io.hornbill.optimizers;

import io.hornbill.graph.Config;
import java.util.List;

/**
 * Adam whose updates have the norm of the weights, for large batches.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * u = m / (1 - beta1^t) / (√(v / (1 - beta2^t)) + epsilon)
 * w = w - learningRate * ‖w‖ / ‖u‖ * u
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Lamb().learningRate(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1904.00962">You et al.: Large batch optimization for deep
 *     learning (2019)</a>
 */
public final class Lamb extends ChainOptimizer<Lamb> {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon = 1e-7;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Lamb() {
    super(0.001);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Lamb keras3() {
    return new Lamb();
  }

  static Lamb of(Config config) {
    Lamb optimizer = new Lamb().configured(config);
    optimizer.beta1(config.number("beta_1", optimizer.beta1));
    optimizer.beta2(config.number("beta_2", optimizer.beta2));
    optimizer.epsilon(ChainOptimizer.epsilonOf(config, optimizer.epsilon));
    return optimizer;
  }

  /**
   * Sets how much of the moving mean stays per step.
   *
   * @param beta1 how much of the moving mean stays per step, in {@code [0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Lamb beta1(double beta1) {
    this.beta1 = fading("beta1", beta1);
    return this;
  }

  /**
   * Sets how much of the moving mean square stays per step.
   *
   * @param beta2 how much of the moving mean square stays per step, in {@code [0, 1)}; 0.999 at
   *     first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Lamb beta2(double beta2) {
    this.beta2 = fading("beta2", beta2);
    return this;
  }

  /**
   * Sets the number that keeps a divisor from 0.
   *
   * @param epsilon the number that keeps a divisor from 0, at least 0; 1e-7 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Lamb epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new ScaleByLamb(beta1, beta2, epsilon), new ScaleByTrustRatio(), new ScaleByRate());
  }

  @Override
  Lamb self() {
    return this;
  }
}
