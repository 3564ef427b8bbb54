package io.hornbill.optimizers;

import io.hornbill.base.Config;
import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;

/**
 * Adam with Nesterov momentum.
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
 * model.compile(new Nadam(0.002), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Dozat: Incorporating Nesterov
 *     momentum into Adam (2016)</a>
 */
public final class Nadam extends MomentOptimizer<Nadam> {
  private static final Setting<Double> SCHEDULE_DECAY =
      Setting.number("schedule_decay", 0.004).notNegative().writtenIf(decay -> decay != 1);

  /** Makes the optimizer with its default settings and learning rate 0.002. */
  public Nadam() {
    this(0.002);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Nadam(double learningRate) {
    super(learningRate, 1e-8, SCHEDULE_DECAY);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Nadam(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3: learning rate 0.001, epsilon 1e-7,
   * schedule decay 1.
   *
   * @return a new optimizer
   */
  public static Nadam keras3() {
    return new Nadam(0.001).epsilon(1e-7).scheduleDecay(1);
  }

  /**
   * Sets how fast the momentum rises to {@code beta1}.
   *
   * @param scheduleDecay how fast the momentum rises to {@code beta1}, at least 0; 0.004 by default
   */
  public Nadam scheduleDecay(double scheduleDecay) {
    return with(SCHEDULE_DECAY, scheduleDecay);
  }

  /**
   * Keras 3 and Keras 2 since 2.11, which alone write {@code use_ema}, have no schedule decay, and
   * tf.keras before called it {@code decay}.
   */
  @Override
  protected Config completed(Config config) {
    if (config.get("schedule_decay") != null) {
      return config;
    }
    Config known = new Config(config.asMap());
    if (config.has("use_ema")) {
      return known.with("schedule_decay", 1);
    }
    return config.get("decay") == null
        ? config
        : known.with("schedule_decay", config.get("decay")).with("decay", 0);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new ScaleByNadam(beta1(), beta2(), epsilon(), get(SCHEDULE_DECAY)), new ScaleByRate());
  }
}
