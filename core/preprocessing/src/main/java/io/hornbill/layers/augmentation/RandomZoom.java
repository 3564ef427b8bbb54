package io.hornbill.layers.augmentation;

import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.Arrays;
import java.util.List;

/**
 * Makes what is on pictures larger or smaller around their middle, in training.
 *
 * <p>What is drawn for a picture: the factors of height and width by which the part that is seen
 * differs from the whole, 0.5 for twice as large.
 */
public final class RandomZoom extends WarpLayer<RandomZoom> {
  private static final Setting<List<Double>> HEIGHT_FACTOR =
      Factors.shift("height_factor", 0, -1, 1);

  private static final Setting<List<Double>> WIDTH_FACTOR = Factors.optional("width_factor");

  /**
   * Makes a layer that keeps proportions.
   *
   * @param heightFactor the greatest change to both sides, or an array of the least and the
   *     greatest one: 0.2 shows 20 % more, -0.2 shows 20 % less; above -1 and up to 1
   */
  public RandomZoom(double... heightFactor) {
    declare(HEIGHT_FACTOR, WIDTH_FACTOR);
    set(HEIGHT_FACTOR, Factors.list(heightFactor));
  }

  /**
   * Makes a layer that changes height and width by numbers of their own, in Keras' order. The least
   * and the greatest change are an array.
   *
   * @param heightFactor the greatest change of the height to both sides
   * @param widthFactor the greatest change of the width to both sides
   */
  public RandomZoom(double heightFactor, double widthFactor) {
    this(new double[] {heightFactor});
    set(WIDTH_FACTOR, spread(widthFactor));
  }

  /**
   * Sets the change of the width, which is that of the height otherwise.
   *
   * @param widthFactor the greatest change to both sides, or the least and the greatest one
   */
  public RandomZoom widthFactor(double... widthFactor) {
    return with(WIDTH_FACTOR, spread(widthFactor));
  }

  private static List<Double> spread(double... factor) {
    return factor.length == 1
        ? List.of(-Math.abs(factor[0]), Math.abs(factor[0]))
        : Arrays.stream(factor).sorted().boxed().toList();
  }

  @Override
  double[] row(int height, int width, RandomStream random) {
    List<Double> tall = get(HEIGHT_FACTOR);
    List<Double> wide = get(WIDTH_FACTOR);
    double vertical = uniform(random, 1 + tall.get(0), 1 + tall.get(1));
    return new double[] {
      vertical,
      wide.isEmpty() ? vertical : uniform(random, 1 + wide.get(0), 1 + wide.get(wide.size() - 1))
    };
  }

  @Override
  int parameters() {
    return 2;
  }

  @Override
  void warp(Sampler sampler, Pictures in, int picture, double[] parameters, Pictures out) {
    double tall = parameters[0];
    double wide = parameters[1];
    double x = (in.width - 1) / 2.0 * (1 - wide);
    double y = (in.height - 1) / 2.0 * (1 - tall);
    sampler.affine(in, picture, out, wide, 0, x, 0, tall, y);
  }

  @Override
  void move(double[] box, double[] parameters, int height, int width) {
    for (int side = 0; side < 4; side++) {
      double zoom = parameters[1 - side % 2];
      int length = side % 2 == 0 ? width : height;
      double first = (length - 1) / 2.0 * (1 - zoom);
      double share = (box[side] - first) / (zoom * length);
      box[side] = Math.min(Math.max(share, 0), 1) * length;
    }
  }
}
