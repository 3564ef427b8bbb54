package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
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
 * model.compile(new Adafactor().learningRate(0.001), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/1804.04235">Shazeer, Stern: Adafactor (2018)</a>
 */
public final class Adafactor extends ChainOptimizer<Adafactor> {
  private double beta2Decay = -0.8;
  private double epsilon1 = 1e-30;
  private double epsilon2 = 1e-3;
  private double clipThreshold = 1.0;
  private boolean relativeStep = true;

  /** Makes the optimizer with its default settings and learning rate 0.001. */
  public Adafactor() {
    super(0.001);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static Adafactor keras3() {
    return new Adafactor();
  }

  static Adafactor of(Config config) {
    Adafactor optimizer = new Adafactor().configured(config);
    optimizer.beta2Decay(config.number("beta_2_decay", optimizer.beta2Decay));
    optimizer.epsilon1(config.number("epsilon_1", optimizer.epsilon1));
    optimizer.epsilon2(config.number("epsilon_2", optimizer.epsilon2));
    optimizer.clipThreshold(config.number("clip_threshold", optimizer.clipThreshold));
    optimizer.relativeStep(config.bool("relative_step", optimizer.relativeStep));
    return optimizer;
  }

  /**
   * Sets how the averages slow down.
   *
   * @param beta2Decay how the averages slow down, negative; -0.8 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is not negative and finite
   */
  public Adafactor beta2Decay(double beta2Decay) {
    requireNotBuilt("beta2Decay");
    Checks.argument(
        beta2Decay < 0 && Double.isFinite(beta2Decay),
        "%s: beta2Decay must be negative and finite. Received: %s. Give a number below 0.",
        owner(),
        beta2Decay);
    this.beta2Decay = beta2Decay;
    return this;
  }

  /**
   * Sets the number that is added to the squares of gradients.
   *
   * @param epsilon1 the number that is added to the squares of gradients, at least 0; 1e-30 at
   *     first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adafactor epsilon1(double epsilon1) {
    this.epsilon1 = epsilon("epsilon1", epsilon1);
    return this;
  }

  /**
   * Sets the least root mean square of a weight.
   *
   * @param epsilon2 the least root mean square of a weight, at least 0; 1e-3 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adafactor epsilon2(double epsilon2) {
    this.epsilon2 = epsilon("epsilon2", epsilon2);
    return this;
  }

  /**
   * Sets the greatest root mean square of an update.
   *
   * @param clipThreshold the greatest root mean square of an update, positive; 1.0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adafactor clipThreshold(double clipThreshold) {
    requireNotBuilt("clipThreshold");
    Checks.positive(owner(), "clipThreshold", clipThreshold);
    this.clipThreshold = clipThreshold;
    return this;
  }

  /**
   * Sets whether the learning rate is at most {@code 1 / √t}.
   *
   * @param relativeStep whether the learning rate is at most {@code 1 / √t}; true at first
   * @return this optimizer
   */
  public Adafactor relativeStep(boolean relativeStep) {
    requireNotBuilt("relativeStep");
    this.relativeStep = relativeStep;
    return this;
  }

  @Override
  public Config config() {
    return super.config()
        .with("beta_2_decay", beta2Decay)
        .with("epsilon_1", epsilon1)
        .with("epsilon_2", epsilon2)
        .with("clip_threshold", clipThreshold)
        .with("relative_step", relativeStep);
  }

  @Override
  List<Part> parts() {
    return List.of(
        new ScaleByFactoredRms(beta2Decay, epsilon1),
        new ClipByRms(clipThreshold),
        new ScaleByParameterRms(epsilon2),
        relativeStep ? new ScaleByRelativeRate() : new ScaleByRate());
  }

  @Override
  Adafactor self() {
    return this;
  }
}
