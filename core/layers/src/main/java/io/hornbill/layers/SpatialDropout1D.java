package io.hornbill.layers;

/**
 * Dropout of whole channels: in training, each channel of a sample is 0 with the given probability,
 * and the others are scaled up so that the mean stays.
 *
 * <p>Input and output {@code [batch, steps, channels]}.
 *
 * @see <a href="https://arxiv.org/abs/1411.4280">Tompson et al.: Efficient object localization
 *     using convolutional networks (2014)</a>
 */
public final class SpatialDropout1D extends SpatialDropout<SpatialDropout1D> {
  /**
   * Makes a layer.
   *
   * @param rate the probability, in [0, 1)
   */
  public SpatialDropout1D(double rate) {
    super(1, rate);
  }
}
