package io.hornbill.layers;

import io.hornbill.base.Setting;
import io.hornbill.graph.Tensor;

/**
 * Adds noise of a normal distribution with mean 0, in training only.
 *
 * <p>Input and output of any shape.
 */
public final class GaussianNoise extends MaskedLayer<GaussianNoise>
    implements SeedSetter<GaussianNoise> {
  private static final Setting<Double> STDDEV =
      Setting.number("stddev", 0).alias("sigma").notNegative();

  /**
   * Makes a layer.
   *
   * @param stddev the standard deviation, at least 0
   */
  public GaussianNoise(double stddev) {
    declare(STDDEV);
    set(STDDEV, stddev);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    double stddev = get(STDDEV);
    return context.training() && stddev > 0
        ? x.plus(context.randomNormal(x.spec()).times(stddev))
        : x;
  }

  @Override
  protected Boolean trainingUnlessTold() {
    return false;
  }
}
