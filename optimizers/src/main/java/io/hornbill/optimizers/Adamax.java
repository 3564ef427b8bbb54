package io.hornbill.optimizers;

import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;

/**
 * Adam with an exponentially decaying maximum in place of the root mean square.
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
 * model.compile(new Adamax(0.002), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam, section 7 (2014)</a>
 */
public final class Adamax extends MomentOptimizer<Adamax> {
  /** Makes the optimizer with its default settings and learning rate 0.002. */
  public Adamax() {
    this(0.002);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adamax(double learningRate) {
    super(learningRate, 1e-8);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Adamax(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adamax keras3() {
    return new Adamax(0.001).epsilon(1e-7);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByInfinityNorm(beta1(), beta2(), epsilon()), new ScaleByRate());
  }
}
