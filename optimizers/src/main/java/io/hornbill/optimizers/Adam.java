package io.hornbill.optimizers;

import io.hornbill.optimizers.schedules.Schedule;

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
 * model.compile(new Adam(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam (2014)</a>
 */
public final class Adam extends AdamOptimizer<Adam> {
  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Adam() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adam(double learningRate) {
    super(learningRate, 1e-8);
  }

  /**
   * Makes the optimizer with a learning rate and the decays of its means, in Keras' order.
   *
   * @param learningRate the learning rate, at least 0
   * @param beta1 the decay of the mean of gradients, at least 0 and below 1
   * @param beta2 the decay of the mean of squared gradients, at least 0 and below 1
   * @throws IllegalArgumentException if one is out of its range
   */
  public Adam(double learningRate, double beta1, double beta2) {
    this(learningRate);
    beta1(beta1);
    beta2(beta2);
  }

  /**
   * Makes the optimizer with a learning rate and the decay of its first mean, as Keras' {@code
   * Adam(0.0002, 0.5)} of many GANs.
   *
   * @param learningRate the learning rate, at least 0
   * @param beta1 the decay of the mean of gradients, at least 0 and below 1
   * @throws IllegalArgumentException if one is out of its range
   */
  public Adam(double learningRate, double beta1) {
    this(learningRate);
    beta1(beta1);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Adam(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: epsilon 1e-7.
   *
   * @return a new optimizer
   */
  public static Adam keras3() {
    return new Adam().epsilon(1e-7);
  }
}
