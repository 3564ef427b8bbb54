package io.hornbill.optimizers;

import io.hornbill.base.Setting;
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
 * model.compile(new ScheduleFreeAdamW(0.0025), new MeanSquaredError());
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2405.15682">Defazio et al.: The road less scheduled
 *     (2024)</a>
 */
public final class ScheduleFreeAdamW extends MomentOptimizer<ScheduleFreeAdamW> {
  private static final Setting<Integer> WARMUP_STEPS =
      Setting.integer("warmup_steps", 0).notNegative();

  /** Makes the optimizer with its default settings and learning rate 0.0025. */
  public ScheduleFreeAdamW() {
    this(0.0025);
  }

  /**
   * Makes the optimizer with a learning rate and default settings otherwise.
   *
   * @param learningRate the learning rate, at least 0
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public ScheduleFreeAdamW(double learningRate) {
    super(learningRate, 1e-8, WARMUP_STEPS);
  }

  /**
   * Makes the optimizer with the default settings of Keras 3, which are the same.
   *
   * @return a new optimizer
   */
  public static ScheduleFreeAdamW keras3() {
    return new ScheduleFreeAdamW();
  }

  /**
   * Sets the number of steps in which the learning rate rises.
   *
   * @param warmupSteps the number of steps in which the learning rate rises, at least 0; 0 by
   *     default
   */
  public ScheduleFreeAdamW warmupSteps(int warmupSteps) {
    return with(WARMUP_STEPS, warmupSteps);
  }

  @Override
  List<Part> parts() {
    return List.of(new ScheduleFree(beta1(), beta2(), epsilon(), get(WARMUP_STEPS)));
  }
}
