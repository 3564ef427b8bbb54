package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Mixes each picture with another one of its batch, in training.
 *
 * <p>What is drawn for a picture: the number of the other picture, and the share of its own, of a
 * beta distribution.
 *
 * @see <a href="https://arxiv.org/abs/1710.09412">Zhang et al.: mixup (2017)</a>
 */
public final class MixUp extends MixingLayer<MixUp> {
  private static final Setting<Double> ALPHA = Setting.number("alpha", 0.2).positive();

  /** Makes a layer whose shares are mostly near 0 or 1. */
  public MixUp() {
    declare(ALPHA);
  }

  /**
   * Sets both parameters of the beta distribution of the shares.
   *
   * @param alpha greater than 0; 1 for even shares
   */
  public MixUp alpha(double alpha) {
    return with(ALPHA, alpha);
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    int[] others = Draws.shuffled(random, batch);
    double[][] rows = new double[batch][];
    for (int i = 0; i < batch; i++) {
      rows[i] = new double[] {others[i], Draws.beta(random, get(ALPHA))};
    }
    return rows;
  }

  @Override
  int parameters() {
    return 2;
  }

  @Override
  double share(double[] parameters) {
    return parameters[1];
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    float share = (float) parameters[1];
    int from = in.start(picture);
    int other = in.start((int) parameters[0]) - from;
    for (int i = from; i < from + in.size(); i++) {
      out.data[i] = share * in.data[i] + (1 - share) * in.data[other + i];
    }
  }

  @Override
  void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    one(in, picture, parameters, out);
  }

  @Override
  long boxesOf(long boxes, boolean training) {
    return training && boxes > 0 ? 2 * boxes : boxes;
  }

  /** Those of the picture, and then those of the other one. */
  @Override
  Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    double[][][] corners = new double[parameters.length][][];
    double[][] labels = new double[parameters.length][];
    for (int i = 0; i < parameters.length; i++) {
      int other = (int) parameters[i][0];
      corners[i] =
          Stream.of(in.corners[i], in.corners[other])
              .flatMap(Arrays::stream)
              .toArray(double[][]::new);
      labels[i] =
          DoubleStream.concat(Arrays.stream(in.labels[i]), Arrays.stream(in.labels[other]))
              .toArray();
    }
    return new Boxes(corners, labels);
  }
}
