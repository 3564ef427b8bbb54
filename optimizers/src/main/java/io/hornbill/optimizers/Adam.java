package io.hornbill.optimizers;

import io.hornbill.graph.Config;
import java.util.List;

/**
 * Divides a moving mean of the gradient by a moving root mean square.
 *
 * <pre>{@code
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * w = w - learningRate * √(1 - beta2^t) / (1 - beta1^t) * m / (√v + epsilon)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Adam().learningRate(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam (2014)</a>
 */
public final class Adam extends ChainOptimizer<Adam> {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon = 1e-8;
  private boolean amsgrad;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Adam() {
    super(0.001);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adam keras3() {
    return new Adam().epsilon(1e-7);
  }

  static Adam of(Config config) {
    Adam optimizer = new Adam().configured(config);
    optimizer.beta1(config.number("beta_1", optimizer.beta1));
    optimizer.beta2(config.number("beta_2", optimizer.beta2));
    optimizer.epsilon(ChainOptimizer.epsilonOf(config, optimizer.epsilon));
    optimizer.amsgrad(config.bool("amsgrad", optimizer.amsgrad));
    return optimizer;
  }

  /**
   * Sets how much of the moving mean stays per step.
   *
   * @param beta1 how much of the moving mean stays per step, in {@code [0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Adam beta1(double beta1) {
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
  public Adam beta2(double beta2) {
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
  public Adam epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  /**
   * Sets whether to divide by the greatest root mean square so far.
   *
   * @param amsgrad whether to divide by the greatest root mean square so far; false at first
   * @return this optimizer
   */
  public Adam amsgrad(boolean amsgrad) {
    requireNotBuilt("amsgrad");
    this.amsgrad = amsgrad;
    return this;
  }

  @Override
  public Config config() {
    return super.config()
        .with("beta_1", beta1)
        .with("beta_2", beta2)
        .with("epsilon", epsilon)
        .with("amsgrad", amsgrad);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByAdam(beta1, beta2, epsilon, amsgrad), new ScaleByRate());
  }

  @Override
  Adam self() {
    return this;
  }
}
