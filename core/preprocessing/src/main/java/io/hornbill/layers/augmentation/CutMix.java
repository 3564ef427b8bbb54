package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Puts a rectangle of another picture of the batch into each picture, in training.
 *
 * <p>What is drawn for a picture: the number of the other picture, then the rectangle's left,
 * right, top and bottom edges as shares of its size.
 *
 * @see <a href="https://arxiv.org/abs/1905.04899">Yun et al.: CutMix (2019)</a>
 */
public final class CutMix extends MixingLayer<CutMix> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 1, 0, 1);

  /**
   * Makes a layer.
   *
   * @param factor the greatest parameter of the beta distribution of the shares that pictures keep,
   *     or the least and the greatest one; from 0 to 1
   */
  public CutMix(double... factor) {
    declare(FACTOR);
    set(FACTOR, Factors.list(factor));
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    List<Double> factor = get(FACTOR);
    double alpha = uniform(random, factor.get(0), factor.get(1)) + 1e-6;
    int[] others = Draws.shuffled(random, batch);
    double[][] rows = new double[batch][];
    for (int i = 0; i < batch; i++) {
      double edge = Math.sqrt(1 - Draws.beta(random, alpha));
      double left = random.nextDouble() * (1 - edge);
      double top = random.nextDouble() * (1 - edge);
      rows[i] = new double[] {others[i], left, left + edge, top, top + edge};
    }
    return rows;
  }

  @Override
  int parameters() {
    return 5;
  }

  @Override
  double share(double[] parameters) {
    return 1 - (parameters[2] - parameters[1]) * (parameters[4] - parameters[3]);
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    copy(in, picture, out);
    for (int y = 0; y < in.height; y++) {
      boolean row = y >= parameters[3] * in.height && y < parameters[4] * in.height;
      for (int x = 0; row && x < in.width; x++) {
        if (x >= parameters[1] * in.width && x < parameters[2] * in.width) {
          int from = in.at((int) parameters[0], y, x);
          System.arraycopy(in.data, from, out.data, out.at(picture, y, x), in.channels);
        }
      }
    }
  }

  @Override
  void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    one(in, picture, parameters, out);
  }

  @Override
  Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    throw Fault.of(owner())
        .expected("boxes cannot be cut, as in Keras")
        .received("pictures with boxes")
        .remedy("Use MixUp, which keeps those of both pictures.")
        .argument();
  }
}
