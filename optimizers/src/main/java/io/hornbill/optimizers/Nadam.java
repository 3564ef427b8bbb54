package io.hornbill.optimizers;

import io.hornbill.graph.Config;
import java.util.List;

/**
 * Adam with Nesterov's look ahead.
 *
 * <pre>{@code
 * μ(t) = beta1 * (1 - 0.96^(t * scheduleDecay) / 2),  U(t) = μ(1) * … * μ(t)
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g²
 * n = μ(t+1) * m / (1 - U(t+1)) + (1 - μ(t)) * g / (1 - U(t))
 * w = w - learningRate * n / (√(v / (1 - beta2^t)) + epsilon)
 * }</pre>
 *
 * <p>Keras 3 has no {@code scheduleDecay}: it is 1 there. A configuration that was written by Keras
 * 3 is read accordingly.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Nadam().learningRate(0.002), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat: Incorporating Nesterov
 *     momentum into Adam (2016)</a>
 */
public final class Nadam extends ChainOptimizer<Nadam> {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon = 1e-8;
  private double scheduleDecay = 0.004;

  /** Makes the optimizer with its default settings and learning rate 0.002. */
  public Nadam() {
    super(0.002);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, epsilon 1e-7,
   * schedule decay 1.
   *
   * @return a new optimizer
   */
  public static Nadam keras3() {
    return new Nadam().learningRate(0.001).epsilon(1e-7).scheduleDecay(1);
  }

  static Nadam of(Config config) {
    Nadam optimizer = new Nadam().configured(config);
    optimizer.beta1(config.number("beta_1", optimizer.beta1));
    optimizer.beta2(config.number("beta_2", optimizer.beta2));
    optimizer.epsilon(ChainOptimizer.epsilonOf(config, optimizer.epsilon));
    double missing = config.has("use_ema") ? 1 : optimizer.scheduleDecay; // use_ema: by Keras 3
    optimizer.scheduleDecay(config.number("schedule_decay", missing));
    return optimizer;
  }

  /**
   * Sets how much of the moving mean stays per step.
   *
   * @param beta1 how much of the moving mean stays per step, in {@code [0, 1)}; 0.9 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is out of its range
   */
  public Nadam beta1(double beta1) {
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
  public Nadam beta2(double beta2) {
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
  public Nadam epsilon(double epsilon) {
    this.epsilon = epsilon("epsilon", epsilon);
    return this;
  }

  /**
   * Sets how fast the momentum rises to {@code beta1}.
   *
   * @param scheduleDecay how fast the momentum rises to {@code beta1}, at least 0; 0.004 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Nadam scheduleDecay(double scheduleDecay) {
    this.scheduleDecay = epsilon("scheduleDecay", scheduleDecay);
    return this;
  }

  @Override
  public Config config() {
    Config config =
        super.config().with("beta_1", beta1).with("beta_2", beta2).with("epsilon", epsilon);
    return scheduleDecay == 1 ? config : config.with("schedule_decay", scheduleDecay);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByNadam(beta1, beta2, epsilon, scheduleDecay), new ScaleByRate());
  }

  @Override
  Nadam self() {
    return this;
  }
}
