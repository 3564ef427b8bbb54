package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
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
 * model.compile(new Lion(1e-4), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2302.06675">Chen et al.: Symbolic discovery of optimization
 *     algorithms (2023)</a>
 */
public final class Lion extends ChainOptimizer<Lion> {
  private static final Setting<Double> BETA_1 = Declarations.decayRate("beta_1", 0.9);
  private static final Setting<Double> BETA_2 = Declarations.decayRate("beta_2", 0.99);

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Lion() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Lion(double learningRate) {
    super(learningRate, BETA_1, BETA_2);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Lion(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Lion keras3() {
    return new Lion();
  }

  /**
   * Sets how much of the moving mean is in the update.
   *
   * @param beta1 how much of the moving mean is in the update, in {@code [0, 1)}; 0.9 by default
   */
  public Lion beta1(double beta1) {
    return with(BETA_1, beta1);
  }

  /**
   * Sets how much of the moving mean stays per step.
   *
   * @param beta2 how much of the moving mean stays per step, in {@code [0, 1)}; 0.99 by default
   */
  public Lion beta2(double beta2) {
    return with(BETA_2, beta2);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleBySign(get(BETA_1), get(BETA_2)), new ScaleByRate());
  }
}
