package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;

/**
 * A layer that moves the pixels of pictures.
 *
 * @param <T> the layer's own type
 */
public abstract class WarpLayer<T extends WarpLayer<T>> extends RandomImageLayer<T> {
  /** Makes a layer that reads between pixels, and reflects pictures at their edges. */
  WarpLayer() {
    declare(Sampler.FILL_MODE, Sampler.INTERPOLATION, Sampler.FILL_VALUE);
  }

  /**
   * Sets what lies beyond the edges.
   *
   * @param fillMode {@code "reflect"} (d c b a | a b c d | d c b a), {@code "wrap"}, {@code
   *     "nearest"} or {@code "constant"}
   */
  public T fillMode(String fillMode) {
    return with(Sampler.FILL_MODE, fillMode);
  }

  /**
   * Sets the interpolation between pixels.
   *
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   */
  public T interpolation(String interpolation) {
    return with(Sampler.INTERPOLATION, interpolation);
  }

  /**
   * Sets the value beyond the edges, for the fill mode {@code "constant"}.
   *
   * @param fillValue the value of a pixel
   */
  public T fillValue(double fillValue) {
    return with(Sampler.FILL_VALUE, fillValue);
  }

  /** Moves the pixels of one picture. */
  abstract void warp(Sampler sampler, Pictures in, int picture, double[] parameters, Pictures out);

  @Override
  final void one(Pictures in, int picture, double[] parameters, Pictures out) {
    warp(sampler(get(Sampler.INTERPOLATION)), in, picture, parameters, out);
  }

  @Override
  final void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    warp(sampler("nearest"), in, picture, parameters, out);
  }

  /** Moves the corners of one box as the pixels of its picture, in place. */
  abstract void move(double[] box, double[] parameters, int height, int width);

  @Override
  final Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    return in.moved(height, width, (box, picture) -> move(box, parameters[picture], height, width));
  }

  private Sampler sampler(String interpolation) {
    return Sampler.of(interpolation, get(Sampler.FILL_MODE), get(Sampler.FILL_VALUE));
  }

  @Override
  public final double[][] draw(int batch, int height, int width, RandomStream random) {
    double[][] rows = new double[batch][];
    for (int i = 0; i < batch; i++) {
      rows[i] = row(height, width, random);
    }
    return rows;
  }

  /** Draws what is done to one picture. */
  abstract double[] row(int height, int width, RandomStream random);
}
