package io.hornbill.optimizers;

import io.hornbill.base.Config;
import java.util.List;

/**
 * Takes steps of one size against the sign of a moving mean of the gradient.
 *
 * <pre>{@code
 * w = w - learningRate * sign(beta1 * m + (1 - beta1) * g)
 * m = beta2 * m + (1 - beta2) * g
 * }</pre>
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Lion().learningRate(1e-4), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2302.06675">Chen et al.: Symbolic discovery of optimization
 *     algorithms (2023)</a>
 */
public final class Lion extends ChainOptimizer<Lion> {
  private double beta1 = 0.9;
  private double beta2 = 0.99;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Lion() {
    super(0.001);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Lion keras3() {
    return new Lion();
  }

  static Lion of(Config config) {
    Lion optimizer = new Lion().configured(config);
    optimizer.beta1(config.number("beta_1", optimizer.beta1));
    optimizer.beta2(config.number("beta_2", optimizer.beta2));
    return optimizer;
  }

  /**
   * Sets how much of the moving mean is in the update.
   *
   * @param beta1 how much of the moving mean is in the update, in {@code [0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Lion beta1(double beta1) {
    this.beta1 = fading("beta1", beta1);
    return this;
  }

  /**
   * Sets how much of the moving mean stays per step.
   *
   * @param beta2 how much of the moving mean stays per step, in {@code [0, 1)}; 0.99 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Lion beta2(double beta2) {
    this.beta2 = fading("beta2", beta2);
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("beta_1", beta1).with("beta_2", beta2);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleBySign(beta1, beta2), new ScaleByRate());
  }

  @Override
  Lion self() {
    return this;
  }
}
