package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;

/**
 * Makes pictures grey, in training; they keep their channels.
 *
 * <p>What is drawn for a picture: 1 if it becomes grey, else 0.
 */
public final class RandomGrayscale extends RandomImageLayer<RandomGrayscale> {
  private static final Setting<Double> FACTOR = Setting.number("factor", 0.5).within(0, 1);

  /**
   * Makes a layer.
   *
   * @param factor how likely it is, from 0 to 1
   */
  public RandomGrayscale(double factor) {
    declare(FACTOR);
    set(FACTOR, factor);
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    double[][] rows = new double[batch][1];
    for (double[] row : rows) {
      row[0] = random.nextDouble() < get(FACTOR) ? 1 : 0;
    }
    return rows;
  }

  @Override
  int parameters() {
    return 1;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    copy(in, picture, out);
    int end = in.start(picture) + in.size();
    for (int i = in.start(picture); parameters[0] != 0 && i < end; i += in.channels) {
      float gray = Colors.gray(in.data, i, in.channels);
      for (int c = i; c < i + in.channels; c++) {
        out.data[c] = gray;
      }
    }
  }
}
