package io.hornbill.optimizers;

import io.hornbill.optimizers.schedules.Schedule;

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
 * model.compile(new AdamW(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter: Decoupled weight decay
 *     regularization (2017)</a>
 */
public final class AdamW extends AdamOptimizer<AdamW> {
  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public AdamW() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdamW(double learningRate) {
    super(learningRate, 1e-7);
    declare(Declarations.weightDecay("weight_decay", 0.004));
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public AdamW(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static AdamW keras3() {
    return new AdamW();
  }
}
