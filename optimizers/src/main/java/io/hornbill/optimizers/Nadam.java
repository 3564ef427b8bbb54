package io.hornbill.optimizers;

import io.hornbill.base.Config;
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
public final class Nadam extends MomentOptimizer<Nadam> {
  private double scheduleDecay = 0.004;

  /** Makes the optimizer with its default settings and learning rate 0.002. */
  public Nadam() {
    super(0.002, 1e-8);
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
    double missing = config.has("use_ema") ? 1 : optimizer.scheduleDecay; // use_ema: by Keras 3
    optimizer.scheduleDecay(config.number("schedule_decay", missing));
    return optimizer;
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
    Config config = super.config();
    return scheduleDecay == 1 ? config : config.with("schedule_decay", scheduleDecay);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScaleByNadam(beta1(), beta2(), epsilon(), scheduleDecay), new ScaleByRate());
  }

  @Override
  Nadam self() {
    return this;
  }
}
