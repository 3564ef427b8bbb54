package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/**
 * Dropout of whole channels: in training, each channel of a sample is 0 with the given probability,
 * and the others are scaled up so that the mean stays.
 *
 * <p>Input and output {@code [batch, steps, channels]}.
 *
 * @see <a href="https://arxiv.org/abs/1411.4280">Tompson et al.: Efficient object localization
 *     using convolutional networks (2014)</a>
 */
public final class SpatialDropout1D extends KerasLayer<SpatialDropout1D>
    implements SeedSetter<SpatialDropout1D> {
  private final double rate;

  /**
   * Makes a layer.
   *
   * @param rate the probability, in [0, 1)
   */
  public SpatialDropout1D(double rate) {
    this.rate = Checks.inRange("SpatialDropout1D", "rate", rate, 0, 1);
    expectRank(3, "[batch, …spatial, channels]");
  }

  static SpatialDropout1D from(Config config) {
    return new SpatialDropout1D(Dropout.rate(config)).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    if (!context.training()) {
      return x;
    }
    Shape noise = x.shape();
    int first = 1;
    for (int i = 0; i < 1; i++) {
      noise = noise.with(first + i, 1);
    }
    return Dropout.drop(x, rate, noise, context);
  }

  @Override
  protected boolean supportsMasking() {
    return true;
  }

  @Override
  public Config config() {
    return super.config().with("rate", rate);
  }
}
