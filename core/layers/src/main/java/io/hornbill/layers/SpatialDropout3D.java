package io.hornbill.layers;

import io.hornbill.base.Checks;
import io.hornbill.base.Config;
import io.hornbill.graph.Shape;
import io.hornbill.graph.Tensor;

/**
 * Dropout of whole channels: in training, each channel of a sample is 0 with the given probability,
 * and the others are scaled up so that the mean stays.
 *
 * <p>Input and output {@code [batch, depth, height, width, channels]}.
 *
 * @see <a href="https://arxiv.org/abs/1411.4280">Tompson et al.: Efficient object localization
 *     using convolutional networks (2014)</a>
 */
public final class SpatialDropout3D extends KerasLayer<SpatialDropout3D>
    implements SeedSetter<SpatialDropout3D>, DataFormatSetter<SpatialDropout3D> {
  private final double rate;

  /**
   * Makes a layer.
   *
   * @param rate the probability, in [0, 1)
   */
  public SpatialDropout3D(double rate) {
    this.rate = Checks.inRange("SpatialDropout3D", "rate", rate, 0, 1);
    declareDataFormat();
    expectRank(5, "[batch, …spatial, channels]");
  }

  static SpatialDropout3D from(Config config) {
    return new SpatialDropout3D(Dropout.rate(config)).configure(config);
  }

  @Override
  protected Tensor call(Tensor x, CallContext context) {
    if (!context.training()) {
      return x;
    }
    Shape noise = x.shape();
    int first = channelsFirst() ? 2 : 1;
    for (int i = 0; i < 3; i++) {
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
