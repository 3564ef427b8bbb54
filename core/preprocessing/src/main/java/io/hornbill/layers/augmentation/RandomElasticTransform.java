package io.hornbill.layers.augmentation;

import io.hornbill.base.Fault;
import io.hornbill.base.RandomStream;
import io.hornbill.base.Setting;
import java.util.List;

/**
 * Bends pictures as if they were painted on rubber, in training.
 *
 * <p>What is drawn for a picture: 1 if it is bent, else 0; the strength, the same for all pictures
 * of a batch; then for each pixel a number of the normal distribution for the shift along the rows,
 * and as many for that along the columns.
 */
public final class RandomElasticTransform extends ColorLayer<RandomElasticTransform> {
  private static final Setting<List<Double>> FACTOR = Factors.range("factor", 1, 0, 1);
  private static final Setting<List<Double>> SCALE = Factors.range("scale", 1, 0, 1);
  private static final Setting<String> FILL_MODE =
      Setting.choice("fill_mode", "reflect", "reflect", "wrap", "constant", "nearest", "mirror");

  /**
   * Makes a layer.
   *
   * @param factor how likely it is, from 0 to 1, or the range that this is drawn from
   */
  public RandomElasticTransform(double... factor) {
    declare(FACTOR, SCALE, FILL_MODE, Sampler.INTERPOLATION, Sampler.FILL_VALUE);
    set(FACTOR, Factors.list(factor));
  }

  /**
   * Sets the strength.
   *
   * @param scale the greatest one, or the least and the greatest one, from 0 to 1
   */
  public RandomElasticTransform scale(double... scale) {
    return with(SCALE, Factors.list(scale));
  }

  /**
   * Sets what lies beyond the edges.
   *
   * @param fillMode {@code "reflect"}, {@code "mirror"}, {@code "wrap"}, {@code "nearest"} or
   *     {@code "constant"}
   */
  public RandomElasticTransform fillMode(String fillMode) {
    return with(FILL_MODE, fillMode);
  }

  /**
   * Sets the interpolation between pixels.
   *
   * @param interpolation {@code "bilinear"} or {@code "nearest"}
   */
  public RandomElasticTransform interpolation(String interpolation) {
    return with(Sampler.INTERPOLATION, interpolation);
  }

  /**
   * Sets the value beyond the edges, for the fill mode {@code "constant"}.
   *
   * @param fillValue the value of a pixel
   */
  public RandomElasticTransform fillValue(double fillValue) {
    return with(Sampler.FILL_VALUE, fillValue);
  }

  @Override
  double[] row(RandomStream random) {
    List<Double> factor = get(FACTOR);
    return new double[] {chance(random, factor.get(0), factor.get(1))};
  }

  @Override
  public double[][] draw(int batch, int height, int width, RandomStream random) {
    List<Double> scale = get(SCALE);
    double strength = uniform(random, scale.get(0), scale.get(1));
    double[][] rows = new double[batch][2 + 2 * height * width];
    for (double[] row : rows) {
      row[0] = row(random)[0];
      row[1] = strength;
      for (int i = 2; row[0] != 0 && i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return rows;
  }

  @Override
  int parameters() {
    return 2;
  }

  @Override
  void one(Pictures in, int picture, double[] parameters, Pictures out) {
    warp(get(Sampler.INTERPOLATION), in, picture, parameters, out);
    for (int i = out.start(picture); i < out.start(picture) + out.size(); i++) {
      out.data[i] = parameters[0] == 0 ? out.data[i] : clip(out.data[i]);
    }
  }

  @Override
  void mask(Pictures in, int picture, double[] parameters, Pictures out) {
    warp("nearest", in, picture, parameters, out);
  }

  @Override
  Boxes boxes(Boxes in, int height, int width, double[][] parameters) {
    throw Fault.of(owner())
        .expected("boxes cannot be bent, as in Keras")
        .received("pictures with boxes")
        .remedy("Use a layer that keeps lines straight, such as RandomPerspective.")
        .argument();
  }

  private void warp(
      String interpolation, Pictures in, int picture, double[] parameters, Pictures out) {
    copy(in, picture, out);
    if (parameters[0] == 0 || parameters[1] == 0) {
      return;
    }
    double alpha = Math.max(in.height, in.width) * 0.1 * parameters[1];
    double sigma = Math.min(in.height, in.width) * 0.05 * parameters[1];
    int plane = in.height * in.width;
    Pictures across = shifts(in, parameters, 2, sigma);
    Pictures down = shifts(in, parameters, 2 + plane, sigma);
    Sampler sampler = Sampler.of(interpolation, get(FILL_MODE), get(Sampler.FILL_VALUE));
    for (int i = 0; i < plane; i++) {
      int row = i / in.width;
      double x = i - row * in.width + alpha * across.data[i];
      double y = row + alpha * down.data[i];
      int to = out.start(picture) + i * in.channels;
      sampler.sample(in, picture, x, y, out.data, to);
    }
  }

  private static Pictures shifts(Pictures in, double[] parameters, int from, double sigma) {
    Pictures noise = new Pictures(1, in.height, in.width, 1);
    for (int i = 0; i < noise.data.length; i++) {
      noise.data[i] = (float) (parameters[from + i] * sigma);
    }
    Pictures smooth = noise.like();
    float[] kernel = Blur.kernel((int) (6 * sigma) | 1, sigma);
    Blur.of(kernel, kernel).apply(noise, 0, smooth);
    return smooth;
  }
}
