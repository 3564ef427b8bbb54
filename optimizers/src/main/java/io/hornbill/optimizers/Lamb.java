package io.hornbill.optimizers;

import io.hornbill.optimizers.schedules.Schedule;
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
 * model.compile(new Lamb(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1904.00962">You et al.: Large batch optimization for deep
 *     learning (2019)</a>
 */
public final class Lamb extends MomentOptimizer<Lamb> {
  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Lamb() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Lamb(double learningRate) {
    super(learningRate, 1e-7);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Lamb(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Lamb keras3() {
    return new Lamb();
  }

  @Override
  List<Part> parts() {
    return List.of(
        new ScaleByLamb(beta1(), beta2(), epsilon()), new ScaleByTrustRatio(), new ScaleByRate());
  }
}
