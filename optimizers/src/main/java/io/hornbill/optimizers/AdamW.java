package io.hornbill.optimizers;

import io.hornbill.graph.Config;
import java.util.List;

/**
 * Adam with weight decay: 0.004 if not set otherwise.
 *
 * <pre>{@code
 * w = w * (1 - weightDecay * learningRate)
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * w = w - learningRate * √(1 - beta2^t) / (1 - beta1^t) * m / (√v + epsilon)
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new AdamW().learningRate(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter: Decoupled weight decay
 *     regularization (2017)</a>
 */
public final class AdamW extends ChainOptimizer<AdamW> {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon = 1e-7;
  private boolean amsgrad;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public AdamW() {
    super(0.001);
    weightDecay(0.004);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static AdamW keras3() {
    return new AdamW();
  }

  static AdamW of(Config config) {
    AdamW optimizer = new AdamW().configured(config);
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
  public AdamW beta1(double beta1) {
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
  public AdamW beta2(double beta2) {
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
  public AdamW epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  /**
   * Sets whether to divide by the greatest root mean square so far.
   *
   * @param amsgrad whether to divide by the greatest root mean square so far; false at first
   * @return this optimizer
   */
  public AdamW amsgrad(boolean amsgrad) {
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
  AdamW self() {
    return this;
  }
}
