package io.hornbill.optimizers;

import io.hornbill.base.Setting;
import io.hornbill.optimizers.schedules.Schedule;
import java.util.List;

/**
 * Adam that remembers, of the mean squares of a matrix, only those of its rows and columns.
 *
 * <pre>{@code
 * β = 1 - t^beta2Decay
 * r = β r + (1 - β) mean over columns of (g² + epsilon1)
 * c = β c + (1 - β) mean over rows of (g² + epsilon1)
 * v = r c / mean(r),  or β v + (1 - β) (g² + epsilon1) for vectors
 * u = g / √v
 * u = u / max(1, rms(u) / clipThreshold)
 * w = w - max(epsilon2, rms(w)) * min(learningRate, 1 / √t) * u
 * }</pre>
 *
 * <p>Without {@code relativeStep} the learning rate is taken as it is. (Keras 3 takes the minimum
 * with or without.)
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new Adafactor(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1804.04235">Shazeer, Stern: Adafactor (2018)</a>
 */
public final class Adafactor extends ChainOptimizer<Adafactor> {
  private static final Setting<Double> BETA_2_DECAY =
      Setting.number("beta_2_decay", -0.8)
          .only(
              "negative and finite",
              "Give a number below 0.",
              decay -> decay < 0 && Double.isFinite(decay));
  private static final Setting<Double> EPSILON_1 = Setting.number("epsilon_1", 1e-30).notNegative();
  private static final Setting<Double> EPSILON_2 = Setting.number("epsilon_2", 1e-3).notNegative();
  private static final Setting<Double> CLIP_THRESHOLD =
      Setting.number("clip_threshold", 1).positive();
  private static final Setting<Boolean> RELATIVE_STEP = Setting.flag("relative_step", true);

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Adafactor() {
    this(0.001);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adafactor(double learningRate) {
    super(learningRate, BETA_2_DECAY, EPSILON_1, EPSILON_2, CLIP_THRESHOLD, RELATIVE_STEP);
  }

  /**
   * Makes the optimizer with a schedule of learning rates and default settings otherwise.
   *
   * @param learningRate gives the learning rate of each step
   */
  public Adafactor(Schedule learningRate) {
    this();
    learningRate(learningRate);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Adafactor keras3() {
    return new Adafactor();
  }

  /**
   * Sets how the averages slow down.
   *
   * @param beta2Decay how the averages slow down, negative; -0.8 by default
   * @throws IllegalArgumentException if it is not negative and finite
   */
  public Adafactor beta2Decay(double beta2Decay) {
    return with(BETA_2_DECAY, beta2Decay);
  }

  /**
   * Sets the number that is added to the squares of gradients.
   *
   * @param epsilon1 the number that is added to the squares of gradients, at least 0; 1e-30 at
   *     first
   */
  public Adafactor epsilon1(double epsilon1) {
    return with(EPSILON_1, epsilon1);
  }

  /**
   * Sets the least root mean square of a weight.
   *
   * @param epsilon2 the least root mean square of a weight, at least 0; 1e-3 by default
   */
  public Adafactor epsilon2(double epsilon2) {
    return with(EPSILON_2, epsilon2);
  }

  /**
   * Sets the greatest root mean square of an update.
   *
   * @param clipThreshold the greatest root mean square of an update, positive; 1.0 by default
   */
  public Adafactor clipThreshold(double clipThreshold) {
    return with(CLIP_THRESHOLD, clipThreshold);
  }

  /**
   * Sets whether the learning rate is at most {@code 1 / √t}.
   *
   * @param relativeStep whether the learning rate is at most {@code 1 / √t}; true by default
   */
  public Adafactor relativeStep(boolean relativeStep) {
    return with(RELATIVE_STEP, relativeStep);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new ScaleByFactoredRms(get(BETA_2_DECAY), get(EPSILON_1)),
        new ClipByRms(get(CLIP_THRESHOLD)),
        new ScaleByParameterRms(get(EPSILON_2)),
        get(RELATIVE_STEP) ? new ScaleByRelativeRate() : new ScaleByRate());
  }
}
