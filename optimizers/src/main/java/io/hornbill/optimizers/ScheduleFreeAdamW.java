package io.hornbill.optimizers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import java.util.List;

/**
 * Adam that averages over its steps and so needs no schedule.
 *
 * <pre>{@code
 * v = beta2 * v + (1 - beta2) * g²
 * x = (w - (1 - beta1) * z) / beta1
 * z = z - learningRate * min(1, t / warmupSteps) * g / (√(v / (1 - beta2^t)) + epsilon)
 * x = (1 - 1 / t) * x + z / t
 * w = (1 - beta1) * z + beta1 * x
 * }</pre>
 *
 * <p>{@code z} starts at the weight and lies in the slot that Keras calls momentum.
 *
 * <p>Example:
 *
 * <pre>{@code
 * model.compile(new ScheduleFreeAdamW().learningRate(0.0025), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2405.15682">Defazio et al.: The road less scheduled
 *     (2024)</a>
 */
public final class ScheduleFreeAdamW extends MomentOptimizer<ScheduleFreeAdamW> {
  private int warmupSteps;

  /** Makes the optimizer with its default settings and learning rate 0.0025. */
  public ScheduleFreeAdamW() {
    super(0.0025, 1e-8);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static ScheduleFreeAdamW keras3() {
    return new ScheduleFreeAdamW();
  }

  static ScheduleFreeAdamW of(Config config) {
    ScheduleFreeAdamW optimizer = new ScheduleFreeAdamW().configured(config);
    optimizer.warmupSteps(config.integer("warmup_steps", optimizer.warmupSteps));
    return optimizer;
  }

  /**
   * Sets the number of steps in which the learning rate rises.
   *
   * @param warmupSteps the number of steps in which the learning rate rises, at least 0; 0 at first
   * @return this optimizer
   * @throws IllegalArgumentException if it is negative
   */
  public ScheduleFreeAdamW warmupSteps(int warmupSteps) {
    requireNotBuilt("warmupSteps");
    Checks.notNegative(owner(), "warmupSteps", warmupSteps);
    this.warmupSteps = warmupSteps;
    return this;
  }

  @Override
  public Config config() {
    return super.config().with("warmup_steps", warmupSteps);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScheduleFree(beta1(), beta2(), epsilon(), warmupSteps));
  }

  @Override
  ScheduleFreeAdamW self() {
    return this;
  }
}
