package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Tensor;

/**
 * Adds noise of a normal distribution with mean 0, in training only.
 *
 * <p>Input and output of any shape.
 */
public final class GaussianNoise extends KerasLayer<GaussianNoise>
    implements SeedSetter<GaussianNoise> {
  private final double stddev;

  /**
   * Makes a layer.
   *
   * @param stddev the standard deviation, at least 0
   */
  public GaussianNoise(double stddev) {
    this.stddev = Checks.notNegative("GaussianNoise", "stddev", stddev);
  }

  static GaussianNoise from(Config config) {
    return new GaussianNoise(config.number("stddev", config.number("sigma", 0))).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    return context.training() && stddev > 0
        ? x.plus(context.randomNormal(x.spec()).times(stddev))
        : x;
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("stddev", stddev);
  }
}
