package io.hornbill.optimizers;

import io.hornbill.graph.Config;
import java.util.List;

/**
 * Adam with a fading maximum in place of the root mean square.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * u = max(beta2 * u, |g|)
 * w = w - learningRate / (1 - beta1^t) * m / (u + epsilon)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Adamax().learningRate(0.002), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam, section 7 (2014)</a>
 */
public final class Adamax extends ChainOptimizer<Adamax> {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon = 1e-8;

  /** Makes the optimizer with its default settings and learning rate 0.002. */
  public Adamax() {
    super(0.002);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adamax keras3() {
    return new Adamax().learningRate(0.001).epsilon(1e-7);
  }

  static Adamax of(Config config) {
    Adamax optimizer = new Adamax().configured(config);
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
  public Adamax beta1(double beta1) {
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
  public Adamax beta2(double beta2) {
    this.beta2 = fading("beta2", beta2);
    return this;
  }

  /**
   * Sets the number that keeps a divisor from 0.
   *
   * @param epsilon the number that keeps a divisor from 0, at least 0; 1e-8 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adamax epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByInfinityNorm(beta1, beta2, epsilon), new ScaleByRate());
  }

  @Override
  Adamax self() {
    return this;
  }
}
